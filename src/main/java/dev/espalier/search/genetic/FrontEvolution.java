package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.ParetoFilter;
import dev.espalier.search.StopSignal;
import io.jenetics.Genotype;
import io.jenetics.IntegerChromosome;
import io.jenetics.IntegerGene;
import io.jenetics.Mutator;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * NSGA-II on plans: the plans of two objectives of which none dominates another (Deb, Pratap,
 * Agarwal, Meyarivan, IEEE Transactions on Evolutionary Computation 6(2), 2002).
 *
 * <p>A genotype has a boundary for each possible cut, 0 for none, and a key for each device; slices
 * take the devices in the order of their keys. Every feasible plan seen is offered to an archive.
 * Reproducible: equal arguments give equal runs.
 */
public final class FrontEvolution {
  private static final int POPULATION = 100;
  private static final int GENERATIONS = 200;
  private static final int TOURNAMENT_SIZE = 3;
  private static final double CROSSOVER_PROBABILITY = 0.3;
  private static final double MUTATION_PROBABILITY = 0.1;
  private static final int KEYS = 1 << 20;

  private final CostTables first;
  private final CostTables second;
  private final PlanningProblem problem;
  private final Map<List<Integer>, Archived> archive = new HashMap<>();
  private long evaluations;
  private long generations;

  private FrontEvolution(CostTables first, CostTables second, PlanningProblem problem) {
    this.first = first;
    this.second = second;
    this.problem = problem;
  }

  /** A feasible plan with its values. */
  private record Archived(List<Integer> key, double first, double second) {}

  /**
   * Lets plans evolve.
   *
   * @param first tables of the first objective
   * @param second tables of the second objective on the same problem
   * @param anchors plans to begin with
   */
  public static FrontEvolution run(
      CostTables first,
      CostTables second,
      PlanningProblem problem,
      List<List<Slice>> anchors,
      long seed,
      StopSignal stop) {
    FrontEvolution evolution = new FrontEvolution(first, second, problem);
    evolution.generations =
        RandomRegistry.with(
            new SplittableRandom(seed), random -> evolution.generations(anchors, stop));
    return evolution;
  }

  private long generations(List<List<Slice>> anchors, StopSignal stop) {
    Engine<IntegerGene, Vec<double[]>> engine =
        Engine.builder(this::values, factory())
            .minimizing()
            .populationSize(POPULATION)
            .offspringSelector(new TournamentSelector<>(TOURNAMENT_SIZE))
            .survivorsSelector(NSGA2Selector.ofVec())
            .alterers(
                new UniformCrossover<>(CROSSOVER_PROBABILITY), new Mutator<>(MUTATION_PROBABILITY))
            .executor(Runnable::run)
            .build();
    ISeq<Genotype<IntegerGene>> begin = ISeq.of(anchors.stream().map(this::encoded).toList());
    return engine.stream(begin)
        .limit(GENERATIONS)
        .takeWhile(generation -> !stop.requested())
        .mapToLong(EvolutionResult::generation)
        .max()
        .orElse(0);
  }

  private int cuts() {
    return Math.max(1, first.maxSlices() - 1);
  }

  private Genotype<IntegerGene> factory() {
    return Genotype.of(
        IntegerChromosome.of(0, first.length(), cuts()),
        IntegerChromosome.of(0, KEYS, first.deviceCount()));
  }

  private Genotype<IntegerGene> encoded(List<Slice> slices) {
    List<String> names = problem.devices().stream().map(device -> device.name()).toList();
    List<IntegerGene> cuts = new ArrayList<>();
    for (int k = 0; k < cuts(); k++) {
      int cut = k + 1 < slices.size() ? slices.get(k + 1).from() : 0;
      cuts.add(IntegerGene.of(cut, 0, first.length()));
    }
    int[] keys = new int[names.size()];
    Arrays.fill(keys, KEYS - 1);
    for (int k = 0; k < slices.size(); k++) {
      keys[names.indexOf(slices.get(k).device())] = k * (KEYS / (names.size() + 1));
    }
    return Genotype.of(
        IntegerChromosome.of(cuts),
        IntegerChromosome.of(
            Arrays.stream(keys).mapToObj(key -> IntegerGene.of(key, 0, KEYS)).toList()));
  }

  private Vec<double[]> values(Genotype<IntegerGene> genotype) {
    int[] starts = starts(genotype);
    int[] devices = devices(genotype, starts.length);
    int count = starts.length;
    evaluations++;
    double a = first.value(starts, devices, count);
    double b = second.value(starts, devices, count);
    double excess = first.pathExcess(starts, devices, count);
    for (int k = 0; k < count; k++) {
      excess += first.excess(starts, devices, count, k);
    }
    if (excess > 0) {
      return Vec.of(a + first.penalty(excess), b + second.penalty(excess));
    }
    List<Integer> key =
        IntStream.concat(Arrays.stream(starts), Arrays.stream(devices)).boxed().toList();
    archive.putIfAbsent(key, new Archived(key, a, b));
    return Vec.of(a, b);
  }

  /** Distinct boundaries in order; the first free ones fill up what is missing. */
  private int[] starts(Genotype<IntegerGene> genotype) {
    int[] cuts =
        genotype.get(0).stream()
            .mapToInt(IntegerGene::intValue)
            .filter(cut -> cut > 0)
            .sorted()
            .distinct()
            .limit(first.maxSlices() - 1L)
            .toArray();
    if (cuts.length + 1 < first.minSlices()) {
      int[] given = cuts;
      cuts =
          IntStream.concat(
                  Arrays.stream(given),
                  IntStream.range(1, first.length())
                      .filter(b -> Arrays.binarySearch(given, b) < 0)
                      .limit(first.minSlices() - 1L - given.length))
              .sorted()
              .toArray();
    }
    return IntStream.concat(IntStream.of(0), Arrays.stream(cuts)).toArray();
  }

  private static int[] devices(Genotype<IntegerGene> genotype, int count) {
    var keys = genotype.get(1);
    return IntStream.range(0, keys.length())
        .boxed()
        .sorted(Comparator.comparingInt(d -> keys.get(d).intValue()))
        .limit(count)
        .mapToInt(d -> d)
        .toArray();
  }

  /** The feasible plans seen of which none dominates another. */
  public List<List<Slice>> plans() {
    return ParetoFilter.front(
            new ArrayList<>(archive.values()),
            Archived::first,
            Archived::second,
            Comparator.comparing(each -> each.key().toString()))
        .stream()
        .map(each -> slices(each.key()))
        .toList();
  }

  private List<Slice> slices(List<Integer> key) {
    int count = key.size() / 2;
    int[] starts = key.subList(0, count).stream().mapToInt(i -> i).toArray();
    int[] devices = key.subList(count, key.size()).stream().mapToInt(i -> i).toArray();
    return CostTables.slices(problem, starts, devices, count);
  }

  /** Number of plans priced. */
  public long evaluations() {
    return evaluations;
  }

  /** Number of generations. */
  public long generations() {
    return generations;
  }
}
