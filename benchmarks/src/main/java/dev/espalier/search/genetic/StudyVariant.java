package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The genetic planner's search, and what is left of it without one of its parts. */
enum StudyVariant {
  EVOLUTION("evolution"),
  RESTARTS("restarts of the local moves") {
    @Override
    void run(CostTables costs, StudyBudget budget, RandomGenerator random) {
      while (!budget.isSpent()) {
        budget.improve(StudyVariant.draw(costs, random));
      }
    }
  },
  THOROUGH_RESTARTS("restarts of more moves") {
    @Override
    void run(CostTables costs, StudyBudget budget, RandomGenerator random) {
      while (!budget.isSpent()) {
        budget.improveThoroughly(StudyVariant.draw(costs, random));
      }
    }
  },
  WITHOUT_CROSSOVER("without crossover") {
    @Override
    GeneticOptions options() {
      return super.options().withProbabilities(0, 1);
    }
  },
  WITHOUT_MUTATION("without mutation") {
    @Override
    GeneticOptions options() {
      return super.options().withProbabilities(1, 0);
    }
  },
  WITHOUT_LOCAL_MOVES("without local moves") {
    @Override
    double improve(Trial trial, StudyBudget budget) {
      return budget.price(trial);
    }
  },
  WITHOUT_ASSIGNMENT("without assignment") {
    @Override
    List<Trial> first(CostTables costs, RandomGenerator random) {
      List<Trial> first = super.first(costs, random);
      for (Trial trial : first) {
        StudyVariant.shuffleDevices(trial, costs, random);
      }
      return first;
    }
  },
  FIRST_POPULATION("first population only") {
    @Override
    GeneticOptions options() {
      return super.options().withGenerations(1, 1);
    }
  };

  final String title;

  StudyVariant(String title) {
    this.title = title;
  }

  /** Searches until the budget is spent, which keeps the best score. */
  void run(CostTables costs, StudyBudget budget, RandomGenerator random) {
    new PlanEvolution(
            costs,
            options(),
            PlanMutation.WindowSearch.NONE,
            trial -> improve(trial, budget),
            budget.stop(),
            Runnable::run)
        .run(first(costs, random), random, () -> {});
  }

  /** The default parameters, but only the budget ends the search. */
  GeneticOptions options() {
    return GeneticOptions.defaults().withGenerations(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  double improve(Trial trial, StudyBudget budget) {
    return budget.improve(trial);
  }

  List<Trial> first(CostTables costs, RandomGenerator random) {
    List<Trial> first = new ArrayList<>();
    new FirstPlans(costs).fill(first, options().populationSize(), random);
    return first;
  }

  private static Trial draw(CostTables costs, RandomGenerator random) {
    int choices = costs.maxSlices() - costs.minSlices() + 1;
    return new FirstPlans(costs).draw(costs.minSlices() + random.nextInt(choices), random);
  }

  private static void shuffleDevices(Trial trial, CostTables costs, RandomGenerator random) {
    int[] devices = new int[costs.deviceCount()];
    for (int d = 0; d < devices.length; d++) {
      int other = random.nextInt(d + 1);
      devices[d] = devices[other];
      devices[other] = d;
    }
    System.arraycopy(devices, 0, trial.devices, 0, trial.count);
  }
}
