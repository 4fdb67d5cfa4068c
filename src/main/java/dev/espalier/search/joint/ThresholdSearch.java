package dev.espalier.search.joint;

import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.search.genetic.VectorEvolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Looks for good choices of exits and thresholds where there are too many to price them all.
 *
 * <p>Method: vectors of "deployed or not" and threshold of each side exit evolve; a vector is worth
 * what the best plan known for its exits makes of its shares. The plans of a set of exits are
 * sought when it first occurs, for every n-th threshold of each exit ({@link ShareSimplex}); the
 * best of these vectors are the first parents, and the best vector is improved by steps in one or
 * two of its numbers. Where a whole front is wanted, least latency is sought at accuracies spread
 * over the range. In the end all choices that were seen are planned as if they were all there are.
 * Guarantee: no worse than any one threshold for all exits, all of them deployed, for these choices
 * are among those seen. Reproducible for equal seeds. Not thread-safe.
 */
final class ThresholdSearch {
  /** Added to the cost of what breaks the demand, far above any latency in ms. */
  private static final double UNMET = 1e15;

  private static final double NO_PLAN = 1e18;

  /** Accuracies between the least and the best one at which a front is sought. */
  private static final int FRONT_LEVELS = 16;

  /** Most choices that are priced before anything evolves. */
  private static final int MAX_COARSE = 20_000;

  /** Best vectors so far that a population begins with. */
  private static final int PARENTS = 30;

  private static final int[] STEPS = {-4, -2, -1, 1, 2, 4};

  private final ExitChoices choices;
  private final Function<BitSet, DeployedExits> sets;
  private final InnerSearch search;
  private final int sideExits;
  private final int[] sizes;
  private final int coarseStep;
  private final Map<DeployedExits, Map<List<Integer>, Optional<Choice>>> seen =
      new LinkedHashMap<>();

  /**
   * @param sets the same object for the same set of exits
   */
  ThresholdSearch(ExitChoices choices, Function<BitSet, DeployedExits> sets, InnerSearch search) {
    this.choices = choices;
    this.sets = sets;
    this.search = search;
    sideExits = choices.exits().size() - 1;
    sizes = sizes();
    coarseStep = coarseStep();
  }

  /** A vector holds a bit for each side exit, then a value for each dimension of thresholds. */
  private int[] sizes() {
    ThresholdChoices all = choices.forDeployed(allDeployed());
    int[] bits = new int[sideExits];
    Arrays.fill(bits, 2);
    int[] values = IntStream.range(0, all.dimensions()).map(all::size).toArray();
    return IntStream.concat(Arrays.stream(bits), Arrays.stream(values)).toArray();
  }

  private BitSet allDeployed() {
    BitSet all = new BitSet();
    all.set(0, sideExits);
    return all;
  }

  /** The least step at which all sets of exits together have few enough choices. */
  private int coarseStep() {
    for (int step = 1; ; step++) {
      double count = 1;
      for (int i = sideExits; i < sizes.length; i++) {
        count *= 1 + Math.ceil((double) sizes[i] / step);
      }
      if (count <= MAX_COARSE || IntStream.of(sizes).max().orElse(0) <= step) {
        return step;
      }
    }
  }

  /** All candidates that were looked at, each with its best plan. */
  List<Candidate> candidates(Optional<ExitDemand> demand) {
    if (sideExits <= JointPlanner.MAX_SIDE_EXITS) {
      for (long bits = 0; bits < 1L << sideExits; bits++) {
        seen(BitSet.valueOf(new long[] {bits}));
      }
    }
    commonThresholds().forEach(this::see);
    if (demand.isPresent()) {
      seek(demand.get(), 0);
    } else {
      seekFront();
    }
    List<Candidate> candidates = new ArrayList<>();
    seen.forEach(
        (deployed, known) ->
            candidates.addAll(
                new ShareSimplex(deployed, search)
                    .candidates(known.values().stream().flatMap(Optional::stream).toList())));
    return candidates;
  }

  /** All exits deployed, at one threshold or the same rank in each exit's list. */
  private List<int[]> commonThresholds() {
    int most = IntStream.of(sizes).skip(sideExits).max().orElse(1);
    return IntStream.range(0, most)
        .mapToObj(
            k ->
                IntStream.range(0, sizes.length)
                    .map(i -> i < sideExits ? 1 : Math.min(k, sizes[i] - 1))
                    .toArray())
        .toList();
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
    List<int[]> parents = parents(demand);
    parents.forEach(best::offer);
    long generations =
        VectorEvolution.run(sizes, parents, best::offer, search.seed() + stream, search::mustStop);
    search.addGenerations(generations);
    while (best.improve() && !search.mustStop()) {
      // each round begins from the vector that the last one found
    }
    return best;
  }

  /** The vectors seen so far that serve a demand best. */
  private List<int[]> parents(ExitDemand demand) {
    record Parent(int[] vector, double cost) {}
    List<Parent> all = new ArrayList<>();
    seen.forEach(
        (deployed, known) ->
            known.values().stream()
                .flatMap(Optional::stream)
                .map(choice -> new Parent(vector(deployed, choice), cost(deployed, choice, demand)))
                .forEach(all::add));
    return all.stream()
        .sorted(Comparator.comparingDouble(Parent::cost))
        .limit(PARENTS)
        .map(Parent::vector)
        .toList();
  }

  private static double cost(DeployedExits deployed, Choice choice, ExitDemand demand) {
    if (deployed.pool().plans().isEmpty()) {
      return NO_PLAN;
    }
    double latencyMs = deployed.pool().best(choice.shares()).latencyMs(choice.shares());
    return demand.isMet(choice.accuracy(), latencyMs)
        ? demand.cost(choice.accuracy(), latencyMs)
        : UNMET + demand.limited(choice.accuracy(), latencyMs);
  }

  /** The best vector for a demand so far. */
  private final class Best {
    private final ExitDemand demand;
    private int[] vector;
    private double accuracy;
    private double cost = Double.POSITIVE_INFINITY;

    Best(ExitDemand demand) {
      this.demand = demand;
    }

    /** Prices a vector, and keeps it if none was better. */
    double offer(int[] offered) {
      DeployedExits deployed = deployed(offered);
      Optional<Choice> choice = see(offered);
      double offeredCost = choice.map(c -> cost(deployed, c, demand)).orElse(NO_PLAN);
      if (offeredCost < cost) {
        cost = offeredCost;
        vector = offered.clone();
        accuracy = choice.map(Choice::accuracy).orElse(0.0);
      }
      return offeredCost;
    }

    /** Tries each neighbour of the best vector; whether one was better. */
    boolean improve() {
      double before = cost;
      int[] start = vector.clone();
      for (int i = 0; i < sizes.length; i++) {
        for (int step : STEPS) {
          offerNeighbour(start, i, step, i, 0);
          for (int j = 0; j < i; j++) {
            offerNeighbour(start, i, step, j, 1);
            offerNeighbour(start, i, step, j, -1);
          }
        }
      }
      return cost < before;
    }

    private void offerNeighbour(int[] start, int i, int stepI, int j, int stepJ) {
      int[] next = start.clone();
      next[i] += stepI;
      next[j] += stepJ;
      if (isWithin(next, i) && isWithin(next, j)) {
        offer(next);
      }
    }

    private boolean isWithin(int[] offered, int i) {
      return offered[i] >= 0 && offered[i] < sizes[i];
    }
  }

  private DeployedExits deployed(int[] vector) {
    BitSet bits = new BitSet();
    IntStream.range(0, sideExits).filter(e -> vector[e] == 1).forEach(bits::set);
    return sets.apply(bits);
  }

  /** What a vector comes to; empty if the data cannot tell. */
  private Optional<Choice> see(int[] vector) {
    DeployedExits deployed = deployed(vector);
    int[] index = index(vector, deployed);
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
      List<Choice> coarse = deployed.choices(coarseStep);
      for (Choice choice : coarse) {
        known.put(key(choice.index()), Optional.of(choice));
      }
      seen.put(deployed, known);
      new ShareSimplex(deployed, search).candidates(coarse);
      search.report(seen.size(), 0, Double.POSITIVE_INFINITY);
    }
    return known;
  }

  /** The values of a vector that count where these exits are deployed. */
  private int[] index(int[] vector, DeployedExits deployed) {
    int dimensions = deployed.thresholds().dimensions();
    int[] values = Arrays.copyOfRange(vector, sideExits, vector.length);
    return dimensions == values.length
        ? values
        : deployed.pool().sideExits().stream().limit(dimensions).map(e -> values[e]).toArray();
  }

  /** A vector that says the same as a choice; what does not count is 0. */
  private int[] vector(DeployedExits deployed, Choice choice) {
    int[] vector = new int[sizes.length];
    deployed.pool().sideExits().stream().forEach(e -> vector[e] = 1);
    int[] places =
        choice.index().length == sizes.length - sideExits
            ? IntStream.range(0, choice.index().length).toArray()
            : deployed.pool().sideExits().stream().toArray();
    for (int d = 0; d < choice.index().length; d++) {
      vector[sideExits + places[d]] = choice.index()[d];
    }
    return vector;
  }
}
