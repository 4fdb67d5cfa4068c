package dev.espalier.cost.table;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.PlanningMemory;
import dev.espalier.cost.SliceUse;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Unweighted times and bytes of a problem by index: what all cost models are made of. Devices whose
 * times are equal share their tables.
 */
final class TimeTables {
  /** Maximum time of a device for the whole network, ms: sums stay exact far below 1e-9. */
  private static final double MAX_TOTAL_MS = 1e18;

  private final PlanningProblem problem;
  private final Linearization net;
  private final int length;
  private final int deviceCount;
  private final double[] payloadBytes;
  private final double[] flops;
  private final double[] movedBytes;

  /** Number of layers that each position stands for. */
  private final int[] layers;

  /** Per device, what its times follow from, besides the network. */
  private final Key[] timeKeys;

  /** Devices that take equally long for every layer. */
  private final Kinds kinds;

  private final PrefixSums[] computeMs;
  private final LinkTable links;
  private final double[] entryMs;

  /** Per device, time of the output of each exit to the sink, ms. */
  private final double[][] resultMs;

  /** Whether the network is that of the tables that these were made from, but for probabilities. */
  private final boolean isOfFormerNet;

  /**
   * Sums by what they follow from: written while the tables of the problem are built, by one
   * thread, and only read later, where the tables of a similar problem take over what is equal.
   */
  private final Map<Key, PrefixSums> sums = new HashMap<>();

  /** Sums of the tables that these were made from; empty once the tables are built. */
  private Map<Key, PrefixSums> former;

  /** Tables of {@link #weightedMs}, by the weights of layers and exits. */
  private final Map<Key, PrefixSums[]> weighted = new HashMap<>();

  /** What sums follow from, with its hash. */
  static final class Key {
    private final List<Object> parts;
    private final int hash;

    Key(Object... parts) {
      this.parts = List.of(parts);
      hash = this.parts.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Key that && hash == that.hash && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * The times of a problem.
   *
   * @param old times of a similar problem, whose sums are taken over where they would be equal;
   *     null if there are none
   */
  TimeTables(PlanningProblem problem, TimeTables old) {
    this.problem = problem;
    net = problem.linearization();
    length = net.length();
    deviceCount = problem.devices().size();
    isOfFormerNet = old != null && isAlike(old.net, net);
    former = isOfFormerNet ? old.sums : Map.of();
    payloadBytes = isOfFormerNet ? old.payloadBytes : new double[length];
    flops = isOfFormerNet ? old.flops : new double[length];
    movedBytes = isOfFormerNet ? old.movedBytes : new double[length];
    layers = isOfFormerNet ? old.layers : new int[length];
    for (int i = 0; i < length && !isOfFormerNet; i++) {
      payloadBytes[i] = net.payloadBytes(i);
      flops[i] = net.layer(i).flops();
      movedBytes[i] = ComputeTime.movedBytes(net, i);
      layers[i] = ComputeTime.layers(net, i);
    }
    timeKeys = new Key[deviceCount];
    Arrays.setAll(timeKeys, d -> timeKey(problem, problem.devices().get(d)));
    kinds = Kinds.by(deviceCount, d -> timeKeys[d]);
    PlanningMemory.require(problem, kinds::of);
    computeMs = kinds.expand(new PrefixSums[deviceCount], this::computeMs);
    links = new LinkTable(problem, old == null ? null : old.links);
    entryMs = new double[deviceCount];
    resultMs = new double[deviceCount][net.net().exits().size()];
    for (int d = 0; d < deviceCount; d++) {
      entryMs[d] = SliceUse.entryMs(problem, name(d));
      for (int e = 0; e < resultMs[d].length; e++) {
        resultMs[d][e] = SliceUse.resultMs(problem, name(d), e);
      }
    }
  }

  /** Whether two networks differ in probabilities at most. */
  private static boolean isAlike(Linearization a, Linearization b) {
    int exits = a.net().exits().size();
    return a == b
        || exits == b.net().exits().size()
            && a.layers().equals(b.layers())
            && a.net().inputs().equals(b.net().inputs())
            && IntStream.range(0, exits).allMatch(e -> a.exitPosition(e) == b.exitPosition(e));
  }

  /** Whether the network is that of the tables that these were made from, but for probabilities. */
  boolean isOfFormerNet() {
    return isOfFormerNet;
  }

  /** Forgets what the tables that these were made from have and these do not. */
  void close() {
    former = Map.of();
  }

  /**
   * Sums of a device by position: computed anew only where no equal device had them before.
   *
   * @param what what the values follow from, besides the device's times and results
   */
  PrefixSums sums(int device, Key what, Supplier<double[]> values) {
    Key key = new Key(timeKeys[device], isDrained(device), content(resultMs[device]), what);
    return sums(key, () -> new PrefixSums(values.get()));
  }

  private PrefixSums sums(Key key, Supplier<PrefixSums> computed) {
    PrefixSums known = sums.get(key);
    if (known == null) {
      known = former.get(key);
      known = known == null ? computed.get() : known;
      sums.put(key, known);
    }
    return known;
  }

  private static Key timeKey(PlanningProblem problem, Device device) {
    return new Key(
        device.gflops(),
        device.ioMBps(),
        device.layerOverheadMs(),
        problem.measuredMs(device.name()),
        problem.predictedMs(device.name()));
  }

  private PrefixSums computeMs(int device) {
    return sums(
        timeKeys[device],
        () -> {
          PrefixSums ms = new PrefixSums(layerMs(device));
          checkTotal(problem.devices().get(device), ms.sum(0, length));
          return ms;
        });
  }

  private void checkTotal(Device device, double totalMs) {
    if (!(totalMs <= MAX_TOTAL_MS)) {
      throw new InvalidFieldException(
          "devices",
          String.format(
              Locale.ROOT,
              "device \"%s\": it would run model \"%s\" for %.3g ms; rates and measured times must"
                  + " keep that below 1e18 ms (leave out a device that cannot run it)",
              device.name(),
              net.net().name(),
              totalMs));
    }
  }

  int length() {
    return length;
  }

  int deviceCount() {
    return deviceCount;
  }

  /** Devices that take equally long for every layer. */
  Kinds kinds() {
    return kinds;
  }

  /**
   * Compute time by position on a device, ms: the measured one where there is one, else the
   * predicted one, else the computed one. Computed anew, so the caller may write to it.
   */
  double[] layerMs(int index) {
    Device device = problem.devices().get(index);
    double[] ms = new double[length];
    for (int i = 0; i < length; i++) {
      ms[i] = ComputeTime.ms(device, flops[i], movedBytes[i], layers[i]);
    }
    replace(ms, problem.predictedMs(device.name()));
    replace(ms, problem.measuredMs(device.name()));
    return ms;
  }

  /** Charges by position on a device: the weight times a rate times the compute time. */
  double[] layerMs(int index, double rate, double[] weights) {
    double[] ms = layerMs(index);
    for (int i = 0; i < length; i++) {
      ms[i] = weights[i] * (rate * ms[i]);
    }
    return ms;
  }

  private void replace(double[] ms, Map<String, Double> given) {
    given.forEach((layer, time) -> net.positionOf(layer).ifPresent(i -> ms[i] = time));
  }

  /** Compute time of the positions [from, to) on a device, ms. */
  double computeMs(int device, int from, int to) {
    return computeMs[device].sum(from, to);
  }

  /**
   * Per device, weighted time by position, ms: of computing, and of the results of exits there that
   * are sent to the sink. Tables of equal content are one.
   */
  PrefixSums[] weightedMs(double[] layerWeights, double[] exitWeights) {
    return weighted.computeIfAbsent(
        weightsKey(layerWeights, exitWeights), key -> weightedSums(key, layerWeights, exitWeights));
  }

  /** Weights that sums follow from. */
  static Key weightsKey(double[] layerWeights, double[] exitWeights) {
    return new Key(content(layerWeights), content(exitWeights));
  }

  /** Values that are compared by content, without an object for each. */
  private static DoubleBuffer content(double[] values) {
    return DoubleBuffer.wrap(values);
  }

  private PrefixSums[] weightedSums(Key weights, double[] layerWeights, double[] exitWeights) {
    boolean isFull = Arrays.stream(layerWeights).allMatch(weight -> weight == 1);
    return kindsByResults()
        .expand(
            new PrefixSums[deviceCount],
            d ->
                isFull && !isDrained(d)
                    ? computeMs[d]
                    : sums(d, weights, () -> weightedMs(d, layerWeights, exitWeights)));
  }

  private double[] weightedMs(int device, double[] layerWeights, double[] exitWeights) {
    double[] ms = layerMs(device);
    for (int i = 0; i < length; i++) {
      ms[i] *= layerWeights[i];
    }
    for (int e = 0; e < exitWeights.length; e++) {
      ms[exitPosition(e)] += exitWeights[e] * resultMs[device][e];
    }
    return ms;
  }

  /** Devices that take equally long for every layer and for every result sent to the sink. */
  Kinds kindsByResults() {
    return Kinds.by(deviceCount, d -> List.of(kinds.of(d), isDrained(d), content(resultMs[d])));
  }

  double sliceOverheadMs(int device) {
    return problem.devices().get(device).sliceOverheadMs();
  }

  /** Payload by boundary, bytes; not to be written to. */
  double[] payloadBytes() {
    return payloadBytes;
  }

  LinkTable links() {
    return links;
  }

  double linkLatencyMs(int from, int to) {
    return links.latencyMs(from, to);
  }

  double linkMsPerByte(int from, int to) {
    return links.msPerByte(from, to);
  }

  /** Time to bring the payload of a boundary from one device to another, ms. */
  double transferMs(int from, int to, int boundary) {
    return links.transferMs(from, to, payloadBytes[boundary]);
  }

  /** Whether a device gets the model input over a link, if it runs the first slice. */
  boolean isFed(int device) {
    return problem.source().isPresent() && !problem.source().get().equals(name(device));
  }

  /** Whether a device sends results over a link. */
  boolean isDrained(int device) {
    return problem.sink().isPresent() && !problem.sink().get().equals(name(device));
  }

  double inputBytes() {
    return net.inputBytes();
  }

  /** Time to bring the model input from the source to a device, ms. */
  double entryMs(int device) {
    return entryMs[device];
  }

  /** Time to bring the output of an exit from a device to the sink, ms. */
  double resultMs(int device, int exit) {
    return resultMs[device][exit];
  }

  double resultBytes(int exit) {
    return net.resultBytes(exit);
  }

  int exitPosition(int exit) {
    return net.exitPosition(exit);
  }

  private String name(int device) {
    return problem.devices().get(device).name();
  }
}
