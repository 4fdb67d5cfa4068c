package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What the parameters of the genetic planner are worth where a run ends by itself: mean gap to the
 * best plan that any setting found, as one parameter varies. Every seed draws a problem.
 *
 * <p>Usage: {@code GeneticParameterStudy SEEDS PROBLEM...}.
 */
public final class GeneticParameterStudy {
  private static final double ROUNDING = 1e-9;

  private final StudyProblem problem;
  private final int seeds;
  private final double[] best;

  private GeneticParameterStudy(StudyProblem problem, int seeds) {
    this.problem = problem;
    this.seeds = seeds;
    best = new double[seeds];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
  }

  /** Scores by seed and means of one setting. */
  private record Runs(double[] scores, double evaluations, double cpuMs) {}

  /** Prints a table in Markdown for each class of problems. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    for (int i = 1; i < args.length; i++) {
      new GeneticParameterStudy(StudyProblem.valueOf(args[i]), Integer.parseInt(args[0])).run();
    }
  }

  private static Map<String, GeneticOptions> settings() {
    GeneticOptions defaults = GeneticOptions.defaults();
    Map<String, GeneticOptions> settings = new LinkedHashMap<>();
    settings.put("warm-up", defaults);
    settings.put("defaults", defaults);
    for (int size : new int[] {4, 8, 16, 64}) {
      settings.put("population " + size, defaults.withPopulationSize(size));
    }
    for (double probability : new double[] {0, 0.5, 0.9}) {
      settings.put("crossover " + probability, defaults.withProbabilities(probability, 1));
    }
    for (double probability : new double[] {0, 0.5, 0.9}) {
      settings.put("mutation " + probability, defaults.withProbabilities(1, probability));
    }
    for (int steady : new int[] {3, 5, 20, 40}) {
      settings.put("steady generations " + steady, defaults.withGenerations(1_000, steady));
    }
    return settings;
  }

  private void run() {
    Map<String, Runs> results = new LinkedHashMap<>();
    settings().forEach((name, options) -> results.put(name, runs(options)));
    results.remove("warm-up");
    System.out.printf("%n%s%n%n", problem);
    System.out.println("| setting | plans improved | CPU ms | mean gap % | best known |");
    System.out.println("|---|--:|--:|--:|--:|");
    results.forEach(this::print);
  }

  private Runs runs(GeneticOptions options) {
    double[] scores = new double[seeds];
    double evaluations = 0;
    double cpuMs = 0;
    for (int s = 0; s < seeds; s++) {
      CostTables costs = new CostTables(problem.ofSeed(s + 1));
      StudyBudget budget = new StudyBudget(costs, Double.POSITIVE_INFINITY, Long.MAX_VALUE);
      RandomGenerator random = new SplittableRandom(s + 1);
      List<Trial> first = new ArrayList<>();
      new FirstPlans(costs).fill(first, options.populationSize(), random);
      new PlanEvolution(
              costs,
              options,
              PlanMutation.WindowSearch.NONE,
              budget::improve,
              budget.stop(),
              Runnable::run)
          .run(first, random, () -> {});
      scores[s] = budget.minScore();
      best[s] = Math.min(best[s], scores[s]);
      evaluations += (double) budget.evaluations() / seeds;
      cpuMs += budget.cpuMs() / seeds;
    }
    return new Runs(scores, evaluations, cpuMs);
  }

  private void print(String name, Runs runs) {
    double gap = 0;
    int hits = 0;
    for (int s = 0; s < seeds; s++) {
      double excess = runs.scores[s] / best[s] - 1;
      gap += 100 * excess / seeds;
      hits += excess <= ROUNDING ? 1 : 0;
    }
    System.out.printf(
        "| %s | %.0f | %.1f | %.3f | %d of %d |%n",
        name, runs.evaluations, runs.cpuMs, gap, hits, seeds);
  }
}
