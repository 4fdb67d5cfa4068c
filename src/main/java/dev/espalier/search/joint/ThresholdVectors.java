package dev.espalier.search.joint;

import dev.espalier.exit.ThresholdChoices;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Choices of exits and thresholds as vectors of whole numbers: a bit for each side exit, deployed
 * or not, then an index for each dimension of the thresholds of all of them. An index that belongs
 * to an exit that is not deployed is ignored.
 */
final class ThresholdVectors {
  private final int sideExits;
  private final int[] sizes;

  /**
   * @param all all side exits, deployed
   */
  ThresholdVectors(DeployedExits all) {
    sideExits = all.size() - 1;
    int[] bits = new int[sideExits];
    Arrays.fill(bits, 2);
    ThresholdChoices thresholds = all.thresholds();
    IntStream indices = IntStream.range(0, thresholds.dimensions()).map(thresholds::size);
    sizes = IntStream.concat(Arrays.stream(bits), indices).toArray();
  }

  /** Number of side exits. */
  int sideExits() {
    return sideExits;
  }

  /** Number i of a vector is from 0 to {@code sizes[i] - 1}. */
  int[] sizes() {
    return sizes;
  }

  /** Whether number i of a vector is one that it may be. */
  boolean isWithin(int[] vector, int i) {
    return vector[i] >= 0 && vector[i] < sizes[i];
  }

  /** The side exits that a vector deploys. */
  BitSet deployed(int[] vector) {
    BitSet bits = new BitSet();
    IntStream.range(0, sideExits).filter(e -> vector[e] == 1).forEach(bits::set);
    return bits;
  }

  /** The indices of a vector that count where these exits are deployed. */
  int[] index(int[] vector, DeployedExits deployed) {
    return places(deployed).map(place -> vector[place]).toArray();
  }

  /** The vector of a choice; what does not count is 0. */
  int[] vector(DeployedExits deployed, Choice choice) {
    int[] vector = new int[sizes.length];
    deployed.pool().sideExits().stream().forEach(e -> vector[e] = 1);
    int[] places = places(deployed).toArray();
    for (int d = 0; d < places.length; d++) {
      vector[places[d]] = choice.index()[d];
    }
    return vector;
  }

  /** Indices of the thresholds of these exits in a vector. */
  private IntStream places(DeployedExits deployed) {
    int dimensions = deployed.thresholds().dimensions();
    return sideExits + dimensions == sizes.length
        ? IntStream.range(sideExits, sizes.length)
        : deployed.pool().sideExits().stream().limit(dimensions).map(e -> sideExits + e);
  }

  /** A vector some of whose numbers are redrawn. */
  int[] kicked(int[] vector, int numbers, RandomGenerator random) {
    int[] kicked = vector.clone();
    for (int i = 0; i < numbers; i++) {
      int place = random.nextInt(sizes.length);
      kicked[place] = random.nextInt(sizes[place]);
    }
    return kicked;
  }

  /** All exits deployed, at one threshold or the same rank in each exit's list. */
  List<int[]> commonThresholds() {
    int max = IntStream.of(sizes).skip(sideExits).max().orElse(1);
    return IntStream.range(0, max).mapToObj(this::commonThreshold).toList();
  }

  private int[] commonThreshold(int rank) {
    return IntStream.range(0, sizes.length)
        .map(i -> i < sideExits ? 1 : Math.min(rank, sizes[i] - 1))
        .toArray();
  }

  /** Number of choices that every n-th threshold of each exit gives. */
  double choices(int n) {
    boolean eachItsOwn = sizes.length == 2 * sideExits;
    double count = eachItsOwn ? 1 : Math.pow(2, sideExits);
    for (int i = sideExits; i < sizes.length; i++) {
      double values = Math.ceil((double) sizes[i] / n);
      count *= eachItsOwn ? 1 + values : values;
    }
    return count;
  }

  /** The smallest n for which every n-th threshold of each exit gives few enough choices. */
  int step(double maxChoices) {
    int max = IntStream.of(sizes).max().orElse(1);
    return IntStream.range(1, max).filter(n -> choices(n) <= maxChoices).findFirst().orElse(max);
  }
}
