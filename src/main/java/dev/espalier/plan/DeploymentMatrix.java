package dev.espalier.plan;

import dev.espalier.error.InvalidFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A deployment as the N x L matrix of 0 and 1 of Na et al. 2023, section 4.1: a row for each
 * device, a column for each position, and a 1 where the device runs the position. Every column has
 * exactly one 1; a row without any belongs to an idle device.
 *
 * <p>Each run of ones in a row is a slice, so a matrix determines its partition. Conversely a
 * partition with K slices has N!/(N-K)! matrices in which no device runs two slices. A matrix may
 * also visit a device more than once, as the children of two parents do in section 4.2 of the
 * paper; plans never do, see {@link #visitsEachDeviceOnce()}.
 *
 * <p>Kept as the index of the device by position: L integers. Immutable and thread-safe.
 */
public final class DeploymentMatrix {
  private final List<String> devices;
  private final int[] deviceAt;

  private DeploymentMatrix(List<String> devices, int[] deviceAt) {
    this.devices = List.copyOf(devices);
    this.deviceAt = deviceAt;
    if (deviceAt.length == 0) {
      throw new InvalidFieldException("columns", "deployment matrix: expected a column or more");
    }
    for (int i = 0; i < deviceAt.length; i++) {
      if (deviceAt[i] < 0 || deviceAt[i] >= devices.size()) {
        throw new InvalidFieldException(
            "columns/" + i,
            "deployment matrix: column %d must name a row from 0 to %d but names %d"
                .formatted(i, devices.size() - 1, deviceAt[i]));
      }
    }
  }

  /**
   * The matrix with a 1 in each column at the given row.
   *
   * @param devices names of the devices, a row each
   * @param deviceByPosition index of the device that runs each position
   * @throws IllegalArgumentException if there is no position, or an index is not that of a device
   */
  public static DeploymentMatrix of(List<String> devices, int[] deviceByPosition) {
    return new DeploymentMatrix(devices, deviceByPosition.clone());
  }

  /**
   * The matrix of a partition whose slices run on the given devices.
   *
   * @param devices names of the devices, a row each
   * @param partition L - 1 bits; bit b - 1 is set if boundary b is cut
   * @param deviceOfSlice index of the device of each slice, in order
   * @throws IllegalArgumentException if there is not one index for each slice, or an index is not
   *     that of a device
   */
  public static DeploymentMatrix of(
      List<String> devices, boolean[] partition, int[] deviceOfSlice) {
    int[] deviceAt = new int[partition.length + 1];
    int slice = 0;
    for (int i = 0; i < deviceAt.length; i++) {
      slice += i > 0 && partition[i - 1] ? 1 : 0;
      deviceAt[i] = slice < deviceOfSlice.length ? deviceOfSlice[slice] : -1;
    }
    if (slice + 1 != deviceOfSlice.length) {
      throw new InvalidFieldException(
          "devices",
          "deployment matrix: a partition with %d slices needs as many devices but has %d"
              .formatted(slice + 1, deviceOfSlice.length));
    }
    return new DeploymentMatrix(devices, deviceAt);
  }

  /**
   * The matrix of slices. Two neighboring slices on one device become one run.
   *
   * @param devices names of the devices, a row each
   * @param slices all positions in order, each slice with its device
   * @throws IllegalArgumentException if a slice does not start where the one before it ends, or its
   *     device has no row
   */
  public static DeploymentMatrix of(List<String> devices, List<Slice> slices) {
    int length = slices.isEmpty() ? 0 : slices.get(slices.size() - 1).to();
    int[] deviceAt = new int[length];
    int next = 0;
    for (Slice slice : slices) {
      int device = devices.indexOf(slice.device());
      if (slice.from() != next || device < 0) {
        throw new InvalidFieldException(
            "slices",
            "deployment matrix: expected a slice from %d on one of %s but found [%d, %d) on \"%s\""
                .formatted(
                    next, String.join(", ", devices), slice.from(), slice.to(), slice.device()));
      }
      next = slice.to();
      Arrays.fill(deviceAt, slice.from(), next, device);
    }
    return new DeploymentMatrix(devices, deviceAt);
  }

  /**
   * The matrix with these rows of 0 and 1.
   *
   * @param devices names of the devices
   * @param rows a row for each device, all of the same length
   * @throws IllegalArgumentException if there is not a row for each device, or a column has not
   *     exactly one 1 and zeros elsewhere
   */
  public static DeploymentMatrix ofRows(List<String> devices, int[][] rows) {
    if (rows.length != devices.size()) {
      throw new InvalidFieldException(
          "rows",
          "deployment matrix: expected %d rows but found %d"
              .formatted(devices.size(), rows.length));
    }
    int[] deviceAt = new int[rows.length == 0 ? 0 : rows[0].length];
    Arrays.setAll(deviceAt, column -> onlyOne(rows, column, deviceAt.length));
    return new DeploymentMatrix(devices, deviceAt);
  }

  private static int onlyOne(int[][] rows, int column, int length) {
    int found = -1;
    for (int d = 0; d < rows.length; d++) {
      boolean isBit = rows[d].length == length && (rows[d][column] & ~1) == 0;
      if (!isBit || rows[d][column] == 1 && found >= 0) {
        throw notOneOne(column);
      }
      found = rows[d][column] == 1 ? d : found;
    }
    if (found < 0) {
      throw notOneOne(column);
    }
    return found;
  }

  private static InvalidFieldException notOneOne(int column) {
    return new InvalidFieldException(
        "rows",
        "deployment matrix: expected exactly one 1 and zeros elsewhere in column " + column);
  }

  /**
   * All matrices of a partition in which no device runs two slices: N!/(N-K)! for K slices on N
   * devices, in lexicographic order of the devices of the slices. Worked out as they are read.
   *
   * @param devices names of the devices, a row each
   * @param partition L - 1 bits; bit b - 1 is set if boundary b is cut
   */
  public static Stream<DeploymentMatrix> all(List<String> devices, boolean[] partition) {
    int slices = 1;
    for (boolean cut : partition) {
      slices += cut ? 1 : 0;
    }
    int[] first = IntStream.range(0, slices).toArray();
    return slices > devices.size()
        ? Stream.empty()
        : Stream.iterate(first, Objects::nonNull, chosen -> following(chosen, devices.size()))
            .map(chosen -> of(devices, partition, chosen));
  }

  /** The next choice of distinct devices in lexicographic order; null after the last one. */
  private static int[] following(int[] chosen, int deviceCount) {
    BitSet used = new BitSet();
    for (int device : chosen) {
      used.set(device);
    }
    int[] next = chosen.clone();
    for (int k = next.length - 1; k >= 0; k--) {
      used.clear(next[k]);
      int larger = used.nextClearBit(next[k] + 1);
      if (larger < deviceCount) {
        next[k] = larger;
        used.set(larger);
        for (int j = k + 1; j < next.length; j++) {
          next[j] = used.nextClearBit(0);
          used.set(next[j]);
        }
        return next;
      }
    }
    return null;
  }

  /** Names of the devices, a row each. */
  public List<String> devices() {
    return devices;
  }

  /** Number of positions L, a column each. */
  public int length() {
    return deviceAt.length;
  }

  /** Index of the device that runs a position. */
  public int deviceAt(int position) {
    return deviceAt[position];
  }

  /** The entry of a device and a position: 1 where the device runs the position, else 0. */
  public int entry(int device, int position) {
    Objects.checkIndex(device, devices.size());
    return deviceAt[position] == device ? 1 : 0;
  }

  /** All entries, a new array of N rows. */
  public int[][] rows() {
    int[][] rows = new int[devices.size()][deviceAt.length];
    for (int i = 0; i < deviceAt.length; i++) {
      rows[deviceAt[i]][i] = 1;
    }
    return rows;
  }

  /** The partition: bit b - 1 is set if boundary b is cut; L - 1 bits in all. */
  public boolean[] partition() {
    boolean[] cut = new boolean[deviceAt.length - 1];
    for (int b = 1; b < deviceAt.length; b++) {
      cut[b - 1] = deviceAt[b] != deviceAt[b - 1];
    }
    return cut;
  }

  /** The runs of ones in order, each a slice on its device. */
  public List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= deviceAt.length; to++) {
      if (to == deviceAt.length || deviceAt[to] != deviceAt[from]) {
        slices.add(new Slice(devices.get(deviceAt[from]), from, to));
        from = to;
      }
    }
    return slices;
  }

  /** Whether no device runs two slices: whether every row is a single run of ones, or idle. */
  public boolean visitsEachDeviceOnce() {
    BitSet left = new BitSet();
    for (int i = 1; i < deviceAt.length; i++) {
      if (deviceAt[i] != deviceAt[i - 1]) {
        left.set(deviceAt[i - 1]);
        if (left.get(deviceAt[i])) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeploymentMatrix matrix
        && devices.equals(matrix.devices)
        && Arrays.equals(deviceAt, matrix.deviceAt);
  }

  @Override
  public int hashCode() {
    return 31 * devices.hashCode() + Arrays.hashCode(deviceAt);
  }

  /** The rows, one a line: name of the device and its entries. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int d = 0; d < devices.size(); d++) {
      text.append(devices.get(d)).append(' ');
      for (int i = 0; i < deviceAt.length; i++) {
        text.append(entry(d, i));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
