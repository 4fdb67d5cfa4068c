package dev.espalier.search.na2023;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * The one chromosome of the basic algorithm, partition and deployment together: an order of all
 * devices, of which the first k run a slice each, and where these slices start. As a 0/1 matrix of
 * N rows and L columns, row {@code devices[j]} has ones from {@code starts[j]} on. Immutable.
 */
final class Deployment {
  private final int[] devices;

  /** Rising, the first one 0; as many as there are slices. */
  private final int[] starts;

  private Deployment(int[] devices, int[] starts) {
    this.devices = devices;
    this.starts = starts;
  }

  /** A deployment with this many slices, drawn at random. */
  static Deployment random(int slices, int length, int deviceCount, RandomGenerator random) {
    int[] devices = new int[deviceCount];
    Arrays.setAll(devices, d -> d);
    for (int i = deviceCount - 1; i > 0; i--) {
      swap(devices, i, random.nextInt(i + 1));
    }
    return new Deployment(devices, distinct(new int[slices], length, random));
  }

  /** A deployment with this order of devices and these starts of slices. */
  static Deployment of(int[] devices, int[] starts) {
    return new Deployment(devices.clone(), starts.clone());
  }

  /** The order of all devices. Not to be written to. */
  int[] devices() {
    return devices;
  }

  /** Start of each slice. Not to be written to. */
  int[] starts() {
    return starts;
  }

  /**
   * The child that takes the devices and the starts of a section of the order from a donor:
   * partially mapped crossover for the devices; starts that are there twice are redrawn.
   */
  Deployment crossed(Deployment donor, int from, int to, int length, RandomGenerator random) {
    int[] mixed = starts.clone();
    for (int j = Math.max(1, from);
        j < Math.min(to, donor.starts.length) && j < mixed.length;
        j++) {
      mixed[j] = donor.starts[j];
    }
    int[] order = PartiallyMapped.child(devices, donor.devices, from, to);
    return new Deployment(order, distinct(mixed, length, random));
  }

  /** Two devices, drawn at random, change places; there must be two. */
  Deployment swapped(RandomGenerator random) {
    int one = random.nextInt(devices.length);
    int other = random.nextInt(devices.length - 1);
    int[] child = devices.clone();
    swap(child, one, other < one ? other : other + 1);
    return new Deployment(child, starts);
  }

  /** One start, drawn at random, moves to a free boundary; there must be a cut and a free one. */
  Deployment moved(int length, RandomGenerator random) {
    int[] child = starts.clone();
    int j = random.nextInt(1, child.length);
    BitSet taken = taken(starts);
    child[j] = free(taken, length, random);
    Arrays.sort(child);
    return new Deployment(devices, child);
  }

  /** Starts in order; each that is 0 or there already is redrawn, but the first stays 0. */
  private static int[] distinct(int[] starts, int length, RandomGenerator random) {
    BitSet taken = taken(starts);
    int missing = starts.length - taken.cardinality();
    for (int i = 0; i < missing; i++) {
      taken.set(free(taken, length, random));
    }
    return taken.stream().toArray();
  }

  private static BitSet taken(int[] starts) {
    BitSet taken = new BitSet();
    for (int start : starts) {
      taken.set(start);
    }
    return taken;
  }

  private static int free(BitSet taken, int length, RandomGenerator random) {
    int boundary = taken.nextClearBit(0);
    for (int skip = random.nextInt(length - taken.cardinality()); skip > 0; skip--) {
      boundary = taken.nextClearBit(boundary + 1);
    }
    return boundary;
  }

  private static void swap(int[] order, int one, int other) {
    int device = order[one];
    order[one] = order[other];
    order[other] = device;
  }
}
