package dev.espalier.search.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.local.LocalMoves;
import dev.espalier.search.local.Trial;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The evolution against as many restarts of its local moves, on chains of 80 layers that take
 * exactly 12 slices on 24 devices, each pair of them with a link of its own.
 */
class EvolutionTest {
  private static final int SEEDS = 30;
  private static final int GENERATIONS = 10;
  private static final int LAYERS = 80;
  private static final int DEVICES = 24;
  private static final int SLICES = 12;

  /** 97.5th percentile of Student's t with 29 degrees of freedom. */
  private static final double T_29 = 2.045;

  private static double logUniform(double from, double to, RandomGenerator random) {
    return from * Math.pow(to / from, random.nextDouble());
  }

  private static PlanningProblem problem(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      String before = i == 0 ? "image" : "t" + (i - 1);
      long flops = random.nextLong(1_000_000, 50_000_000);
      long outputBytes = random.nextLong(1_000, 200_000);
      layers.add(new Layer("t" + i, "Op", List.of(before), flops, 100_000, outputBytes));
    }
    List<Exit> exits = List.of(new Exit("final", "t" + (LAYERS - 1), 1));
    BranchyNet net = new BranchyNet("chain", new ModelInput("image", 150_000), layers, exits);
    return PlanningProblem.builder(net, catalog(random)).slices(SLICES).build();
  }

  private static DeviceCatalog catalog(RandomGenerator random) {
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int d = 0; d < DEVICES; d++) {
      devices.add(new Device("d" + d, logUniform(2, 20, random), logUniform(100, 1_000, random)));
      for (int to = 0; to < DEVICES; to++) {
        if (to != d) {
          links.add(
              new Link("d" + d, "d" + to, logUniform(50, 5_000, random), random.nextDouble()));
        }
      }
    }
    return new DeviceCatalog("unequal", devices, Network.uniform(100, 1).withLinks(links));
  }

  private final StopSignal never = StopSignal.start(SearchOptions.defaults());
  private final Set<IntBuffer> optima = ConcurrentHashMap.newKeySet();

  private double improve(Trial trial, CostTables costs) {
    return new LocalMoves(costs, never, optima).improve(trial);
  }

  private PlanEvolution evolve(CostTables costs, GeneticOptions options, long seed) {
    optima.clear();
    RandomGenerator random = new SplittableRandom(seed);
    List<Trial> first = new ArrayList<>();
    new FirstPlans(costs).fill(first, options.populationSize(), random);
    PlanEvolution evolution =
        new PlanEvolution(
            costs,
            options,
            PlanMutation.WindowSearch.NONE,
            trial -> improve(trial, costs),
            never,
            Runnable::run);
    evolution.run(first, random, () -> {});
    return evolution;
  }

  private double restart(CostTables costs, long times, long seed) {
    optima.clear();
    RandomGenerator random = new SplittableRandom(seed);
    FirstPlans plans = new FirstPlans(costs);
    double min = Double.POSITIVE_INFINITY;
    for (long i = 0; i < times; i++) {
      min = Math.min(min, improve(plans.draw(SLICES, random), costs));
    }
    return min;
  }

  @Test
  void evolutionBeatsAsManyRestartsOfItsLocalMoves() {
    GeneticOptions options =
        GeneticOptions.defaults().withPopulationSize(24).withGenerations(GENERATIONS, GENERATIONS);
    double[] excess =
        IntStream.rangeClosed(1, SEEDS)
            .mapToDouble(
                seed -> {
                  CostTables costs = new CostTables(problem(seed));
                  PlanEvolution evolution = evolve(costs, options, seed);
                  assertThat(evolution.evaluations()).isEqualTo(24L * GENERATIONS);
                  double restarts = restart(costs, evolution.evaluations(), seed);
                  return 100 * (restarts / evolution.best().score() - 1);
                })
            .toArray();
    double mean = DoubleStream.of(excess).average().orElseThrow();
    double variance =
        DoubleStream.of(excess).map(each -> (each - mean) * (each - mean)).sum() / (SEEDS - 1);
    double halfWidth = T_29 * Math.sqrt(variance / SEEDS);
    // 95 % confidence interval of the mean, %.
    assertThat(mean - halfWidth).isPositive();
  }
}
