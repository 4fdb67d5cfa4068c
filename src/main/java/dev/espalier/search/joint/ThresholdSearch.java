package dev.espalier.search.joint;

import dev.espalier.search.genetic.VectorEvolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Searches for good choices of exits and thresholds where there are too many to price them all.
 *
 * <p>Method: vectors of "deployed or not" and threshold of each side exit evolve; the value of a
 * vector is that of the best plan known for its exits, at its probabilities. The plans of a set of
 * exits are sought when it first occurs, for every n-th threshold of each exit ({@link
 * ProbabilitySimplex} or {@link SampledSearch}); the best of these vectors are the first parents,
 * and the best vector is improved by steps in one or two of its numbers, so are the best vectors of
 * other plans, and vectors near the best one. For a front, the minimum latency is sought at
 * accuracies spread over the range. In the end all choices seen are planned as if there were no
 * others. Guarantee: no worse than any one threshold for all exits, all of them deployed, for these
 * choices are among those seen. Reproducible for equal seeds. Not thread-safe.
 */
final class ThresholdSearch {
  /** Number of accuracies between the minimum and the maximum at which a front is sought. */
  private static final int FRONT_LEVELS = 16;

  /** Maximum number of choices that are priced before the evolution. */
  private static final int MAX_COARSE = 20_000;

  /** Best vectors so far that a population begins with. */
  private static final int POPULATION_SEEDS = 30;

  /** Plans from whose best vector a climb begins. */
  private static final int CLIMBS = 12;

  /** Climbs from near the best vector found, as all climbs so far may end at the wrong top. */
  private static final int KICKS = 8;

  /** Number of elements of the best vector that are redrawn before such a climb. */
  private static final int KICKED_NUMBERS = 4;

  private static final int[] STEPS = {-4, -2, -1, 1, 2, 4};

  private final Function<BitSet, DeployedExits> sets;
  private final InnerSearch search;
  private final Pricing pricing;
  private final ThresholdVectors vectors;
  private final int coarseStep;
  private final Map<DeployedExits, Map<List<Integer>, Optional<Choice>>> seen =
      new LinkedHashMap<>();

  /**
   * @param vectors the choices of exits and thresholds
   * @param sets the same object for the same set of exits
   * @param pricing finds plans
   */
  ThresholdSearch(
      ThresholdVectors vectors,
      Function<BitSet, DeployedExits> sets,
      InnerSearch search,
      Pricing pricing) {
    this.sets = sets;
    this.search = search;
    this.pricing = pricing;
    this.vectors = vectors;
    coarseStep = vectors.step(MAX_COARSE);
  }

  /** Finds plans for choices of the same exits; a candidate for each that has one. */
  @FunctionalInterface
  interface Pricing {
    List<Candidate> candidates(DeployedExits deployed, List<Choice> choices);
  }

  /** All candidates that were looked at, each with its best plan. */
  List<Candidate> candidates(Optional<ExitDemand> demand) {
    // The final exit alone needs the minimum of every limit: if it has no plan, hardly any set has
    // one.
    seen(new BitSet());
    vectors.commonThresholds().forEach(this::see);
    if (vectors.sideExits() <= JointPlanner.MAX_SIDE_EXITS) {
      for (long bits = 1; bits < 1L << vectors.sideExits() && !search.mustStop(); bits++) {
        seen(BitSet.valueOf(new long[] {bits}));
      }
    }
    if (demand.isPresent()) {
      seek(demand.get(), 0);
    } else {
      seekFront();
    }
    List<Candidate> candidates = new ArrayList<>();
    seen.forEach(
        (deployed, known) ->
            candidates.addAll(
                pricing.candidates(
                    deployed, known.values().stream().flatMap(Optional::stream).toList())));
    return candidates;
  }

  private void seekFront() {
    Best fastest = seek(new ExitDemand.MinAccuracy(0), 0);
    Best mostAccurate = seek(new ExitDemand.MaxLatency(Double.MAX_VALUE), 1);
    if (fastest.accuracy < mostAccurate.accuracy) {
      double range = mostAccurate.accuracy - fastest.accuracy;
      for (int level = 1; level < FRONT_LEVELS && !search.mustStop(); level++) {
        double accuracy = fastest.accuracy + range * level / FRONT_LEVELS;
        seek(new ExitDemand.MinAccuracy(accuracy), 1L + level);
      }
    }
  }

  private Best seek(ExitDemand demand, long stream) {
    Best best = new Best(demand);
    List<Parent> parents = parents(demand);
    List<int[]> first = parents.stream().limit(POPULATION_SEEDS).map(Parent::vector).toList();
    first.forEach(best::offer);
    search.addGenerations(
        VectorEvolution.run(
            vectors.sizes(), first, best::offer, search.seed() + stream, search::mustStop));
    best.climb();
    // A climb misses the best mostly because of the exits and the plan that it begins with.
    parents.stream()
        .collect(Collectors.toMap(Parent::plan, p -> p, (p, q) -> p, LinkedHashMap::new))
        .values()
        .stream()
        .limit(CLIMBS)
        .forEach(parent -> best.climbFrom(parent.vector()));
    RandomGenerator random = new SplittableRandom(search.seed() + stream);
    for (int kick = 0; kick < KICKS && best.vector != null; kick++) {
      best.climbFrom(vectors.kicked(best.vector, KICKED_NUMBERS, random));
    }
    return best;
  }

  /** A vector seen, the best plan for it and its cost for a demand. */
  private record Parent(Solved plan, int[] vector, Cost cost) {}

  /** The vectors seen so far, those first that serve a demand best. */
  private List<Parent> parents(ExitDemand demand) {
    List<Parent> all = new ArrayList<>();
    seen.forEach(
        (deployed, known) -> {
          if (!deployed.pool().plans().isEmpty()) {
            known.values().stream()
                .flatMap(Optional::stream)
                .map(choice -> parent(deployed, choice, demand))
                .forEach(all::add);
          }
        });
    return all.stream().sorted(Comparator.comparing(Parent::cost)).toList();
  }

  private Parent parent(DeployedExits deployed, Choice choice, ExitDemand demand) {
    return new Parent(
        deployed.pool().best(choice.probabilities()),
        vectors.vector(deployed, choice),
        cost(deployed, choice, demand));
  }

  private static Cost cost(DeployedExits deployed, Choice choice, ExitDemand demand) {
    return deployed.pool().plans().isEmpty()
        ? Cost.NO_PLAN
        : Cost.of(
            demand,
            choice.accuracy(),
            deployed.pool().best(choice.probabilities()).value(choice.probabilities()));
  }

  /** The best vector for a demand so far. */
  private final class Best {
    private final ExitDemand demand;
    private int[] vector;
    private double accuracy;
    private Cost cost = Cost.NO_PLAN;

    Best(ExitDemand demand) {
      this.demand = demand;
    }

    /** Prices a vector, and stores it if none was better. */
    Cost offer(int[] offered) {
      if (search.mustStop()) {
        return Cost.NO_PLAN; // counting many samples for many vectors would take long
      }
      DeployedExits deployed = sets.apply(vectors.deployed(offered));
      Optional<Choice> choice = see(offered);
      Cost found = choice.map(c -> cost(deployed, c, demand)).orElse(Cost.NO_PLAN);
      if (found.compareTo(cost) < 0) {
        cost = found;
        vector = offered.clone();
        accuracy = choice.orElseThrow().accuracy();
      }
      return found;
    }

    /** Climbs from another vector, and stores the result if it is better. */
    void climbFrom(int[] start) {
      Best other = new Best(demand);
      other.offer(start);
      other.climb();
      if (other.cost.compareTo(cost) < 0) {
        cost = other.cost;
        vector = other.vector;
        accuracy = other.accuracy;
      }
    }

    /** Moves to the best neighbor until none is better. */
    void climb() {
      while (vector != null && !search.mustStop() && improve()) {
        // the next round begins from the vector that this one found
      }
    }

    private boolean improve() {
      Cost before = cost;
      int[] start = vector.clone();
      for (int i = 0; i < vectors.sizes().length; i++) {
        for (int step : STEPS) {
          offerNeighbor(start, i, step, i, 0);
          for (int j = 0; j < i; j++) {
            offerNeighbor(start, i, step, j, 1);
            offerNeighbor(start, i, step, j, -1);
          }
        }
      }
      return cost.compareTo(before) < 0;
    }

    private void offerNeighbor(int[] start, int i, int stepI, int j, int stepJ) {
      int[] next = start.clone();
      next[i] += stepI;
      next[j] += stepJ;
      if (vectors.isWithin(next, i) && vectors.isWithin(next, j)) {
        offer(next);
      }
    }
  }

  /** The choice of a vector; empty if it was not measured. */
  private Optional<Choice> see(int[] vector) {
    DeployedExits deployed = sets.apply(vectors.deployed(vector));
    int[] index = vectors.index(vector, deployed);
    return seen(deployed.pool().sideExits())
        .computeIfAbsent(key(index), any -> deployed.choice(index));
  }

  private static List<Integer> key(int[] index) {
    return Arrays.stream(index).boxed().toList();
  }

  /** The choices of a set of exits seen so far; the first time, some are planned. */
  private Map<List<Integer>, Optional<Choice>> seen(BitSet bits) {
    DeployedExits deployed = sets.apply(bits);
    Map<List<Integer>, Optional<Choice>> known = seen.get(deployed);
    if (known == null) {
      known = new LinkedHashMap<>();
      List<Choice> coarse = deployed.choices(coarseStep, search);
      for (Choice choice : coarse) {
        known.put(key(choice.index()), Optional.of(choice));
      }
      seen.put(deployed, known);
      pricing.candidates(deployed, coarse);
      search.report(seen.size(), 0, Double.POSITIVE_INFINITY);
    }
    return known;
  }
}
