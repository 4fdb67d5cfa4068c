package dev.espalier.cost.table;

import dev.espalier.cost.TransferTime;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Costs of which the largest decides: the load per sample of each device, of each directed link and
 * of each shared medium.
 *
 * <p>A link may carry more than one message of a sample: that to the sink carries the results of a
 * slice and, where the sink runs the next slice, its cut; that from the source to the sink may
 * carry the model input as well. The accumulators of a partial plan are the largest load closed so
 * far, the load of the open slice, where there is a sink what the open slice has sent there, where
 * source and sink both may run slices what the input put on the link between them, and the load of
 * each medium.
 */
public final class BottleneckCosts implements CostModel {
  private static final int NONE = -1;
  private static final int CLOSED = 0;
  private static final int OPEN = 1;

  /** Far above rounding, and far below any difference that matters. */
  private static final double RANK_WEIGHT = 1e-9;

  private final int deviceCount;
  private final int length;
  private final double[] weight;
  private final double[] payloadBytes;

  /** Devices of equal load by position, and per device these loads. */
  private final Kinds layerKinds;

  private final PrefixSums[] layers;

  /** Per device, weighted and unweighted load of opening a slice. */
  private final double[] opening;

  private final double[] perSlice;

  private final TransferRates rates;
  private final Kinds linkKinds;

  /** Per ordered pair of few devices, load of a byte on its link; null where there are many. */
  private final double[] perBytes;

  /** Per device, load that the model input puts on the link to it. */
  private final double[] input;

  /** Bytes of results by position, weighted; null without a sink. */
  private final PrefixSums resultBytes;

  /** Per device, load of a byte on the link to the sink; 0 on the sink itself. */
  private final double[] perResultByte;

  /** Index of source and sink among the devices that may run a slice. */
  private final int source;

  private final int sink;

  private final MediaTable media;

  private final int resultsAt;
  private final int inputLinkAt;
  private final int mediaAt;
  private final int width;

  BottleneckCosts(
      PlanningProblem problem,
      Objective objective,
      TimeTables times,
      TransferRates rates,
      Kinds linkKinds) {
    this.rates = rates;
    this.linkKinds = linkKinds;
    deviceCount = times.deviceCount();
    length = times.length();
    payloadBytes = times.payloadBytes();
    weight = objective.weighting().layers(problem.linearization());
    layerKinds =
        Kinds.by(
            deviceCount,
            d ->
                List.of(
                    times.kinds().of(d),
                    objective.perComputeMs(problem, problem.devices().get(d))));
    layers = layers(problem, objective, times);
    opening = new double[deviceCount];
    perSlice = new double[deviceCount];
    perBytes = rates.perBytes();
    input = new double[deviceCount];
    perResultByte = new double[deviceCount];
    source = index(problem, problem.source());
    sink = index(problem, problem.sink());
    media = new MediaTable(problem, times);
    for (int d = 0; d < deviceCount; d++) {
      fillDevice(problem, objective, times, d);
    }
    resultBytes = problem.sink().isPresent() ? resultBytes(problem, objective, times) : null;
    resultsAt = resultBytes == null ? NONE : OPEN + 1;
    boolean sharedInputLink = source != NONE && sink != NONE && source != sink;
    inputLinkAt = sharedInputLink ? resultsAt + 1 : NONE;
    mediaAt = OPEN + 1 + (resultsAt == NONE ? 0 : 1) + (sharedInputLink ? 1 : 0);
    width = mediaAt + media.count();
  }

  private void fillDevice(PlanningProblem problem, Objective objective, TimeTables times, int d) {
    Device device = problem.devices().get(d);
    DeviceCatalog catalog = problem.catalog();
    double perComputeMs = objective.perComputeMs(problem, device);
    opening[d] = perComputeMs * device.sliceOverheadMs();
    perSlice[d] = objective.perSlice(problem, device);
    Optional<Device> self = Optional.of(device);
    if (times.isFed(d)) {
      String from = problem.source().orElseThrow();
      double perMs = objective.perTransferMs(problem, Optional.empty(), self);
      double perInputByte =
          perMs * TransferTime.occupancyMs(catalog.link(from, device.name()), 1)
              + objective.perByte();
      input[d] = weight[0] * times.inputBytes() * perInputByte;
    }
    if (times.isDrained(d)) {
      String to = problem.sink().orElseThrow();
      double perMs = objective.perTransferMs(problem, self, Optional.empty());
      perResultByte[d] =
          perMs * TransferTime.occupancyMs(catalog.link(device.name(), to), 1)
              + objective.perByte();
    }
  }

  private PrefixSums[] layers(PlanningProblem problem, Objective objective, TimeTables times) {
    TimeTables.Key weights = TimeTables.weightsKey(weight, new double[0]);
    return layerKinds.expand(
        new PrefixSums[deviceCount],
        d -> {
          double perMs = objective.perComputeMs(problem, problem.devices().get(d));
          return times.sums(
              d, new TimeTables.Key(weights, perMs), () -> times.layerMs(d, perMs, weight));
        });
  }

  private static int index(PlanningProblem problem, Optional<String> device) {
    return device
        .map(name -> problem.devices().stream().map(Device::name).toList().indexOf(name))
        .orElse(NONE);
  }

  private static PrefixSums resultBytes(
      PlanningProblem problem, Objective objective, TimeTables times) {
    double[] bytes = new double[times.length()];
    double[] exitWeight = objective.weighting().exits(problem.linearization());
    for (int e = 0; e < exitWeight.length; e++) {
      bytes[times.exitPosition(e)] += exitWeight[e] * times.resultBytes(e);
    }
    return new PrefixSums(bytes);
  }

  @Override
  public double entry(int device) {
    return input[device];
  }

  @Override
  public double slice(int device, int from, int to) {
    return open(device, from) + layers[device].sum(from, to);
  }

  /** Load of a device for opening a slice at a position. */
  private double open(int device, int from) {
    return weight[from] * opening[device] + perSlice[device];
  }

  /** Load of a device for the positions [from, to) of an open slice. */
  double layers(int device, int from, int to) {
    return layers[device].sum(from, to);
  }

  @Override
  public double cut(int from, int to, int boundary) {
    return weight[boundary] * payloadBytes[boundary] * perByte(from, to);
  }

  @Override
  public double linkCost(int fromKind, int toKind, int boundary) {
    int to = linkKinds.other(fromKind, toKind);
    return to < 0 ? 0 : cut(linkKinds.first(fromKind), to, boundary);
  }

  /** Nothing: what a device has to do for a cut is part of its slice. */
  @Override
  public double sendCost(int device, int boundary) {
    return 0;
  }

  @Override
  public double receiveCost(int device, int boundary) {
    return 0;
  }

  @Override
  public double handOver(int from, int to) {
    return 0;
  }

  @Override
  public double perByte(int from, int to) {
    return perBytes == null ? rates.perByte(from, to) : perBytes[from * deviceCount + to];
  }

  @Override
  public double perSlice(int device) {
    return 0;
  }

  @Override
  public double weight(int boundary) {
    return weight[boundary];
  }

  /** A high power, so that the largest part dominates the sum. */
  @Override
  public double summable(double cost) {
    double square = cost * cost;
    return square * square;
  }

  @Override
  public double join(double a, double b) {
    return Math.max(a, b);
  }

  /** Load that the results of a slice put on the link to the sink. */
  private double results(int device, int from, int to) {
    return resultBytes == null ? 0 : perResultByte[device] * resultBytes.sum(from, to);
  }

  @Override
  public double value(int[] starts, int[] devices, int count) {
    double max = input[devices[0]];
    for (int k = 0; k < count; k++) {
      int device = devices[k];
      int to = k + 1 < count ? starts[k + 1] : length;
      double toSink = results(device, starts[k], to);
      if (device == source && devices[0] == sink) {
        toSink += input[sink];
      }
      if (k + 1 < count) {
        double cut = cut(device, devices[k + 1], to);
        max = Math.max(max, devices[k + 1] == sink ? cut + toSink : cut);
      }
      max = Math.max(max, Math.max(toSink, slice(device, starts[k], to)));
    }
    for (int medium = 0; medium < media.count(); medium++) {
      max = Math.max(max, mediumLoad(medium, starts, devices, count));
    }
    return max;
  }

  private double mediumLoad(int medium, int[] starts, int[] devices, int count) {
    double load = contains(media.ofInput(devices[0]), medium) ? input[devices[0]] : 0;
    for (int k = 0; k < count; k++) {
      int to = k + 1 < count ? starts[k + 1] : length;
      if (contains(media.ofResults(devices[k]), medium)) {
        load += results(devices[k], starts[k], to);
      }
      if (k + 1 < count && contains(media.ofCut(devices[k], devices[k + 1]), medium)) {
        load += cut(devices[k], devices[k + 1], to);
      }
    }
    return load;
  }

  private static boolean contains(int[] values, int value) {
    for (int each : values) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }

  /** A move that relieves a resource other than the slowest one makes room for the next move. */
  @Override
  public double rank(int[] starts, int[] devices, int count) {
    double squares = 0;
    for (int k = 0; k < count; k++) {
      int to = k + 1 < count ? starts[k + 1] : length;
      double load = slice(devices[k], starts[k], to);
      double cut = k + 1 < count ? cut(devices[k], devices[k + 1], to) : 0;
      squares += load * load + cut * cut;
    }
    return value(starts, devices, count) + RANK_WEIGHT * Math.sqrt(squares);
  }

  /** All loads together, each transfer over the most expensive link. */
  @Override
  public double ceiling() {
    double sum = 1 + Arrays.stream(input).sum();
    for (int d = 0; d < deviceCount; d++) {
      sum += slice(d, 0, length) + opening[d] * length + results(d, 0, length);
    }
    return sum + Arrays.stream(payloadBytes).sum() * rates.maxPerByte();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void begin(int device, double[] to, int at) {
    Arrays.fill(to, at, at + width, 0);
    to[at + CLOSED] = input[device];
    to[at + OPEN] = open(device, 0);
    if (inputLinkAt != NONE && device == sink) {
      to[at + inputLinkAt] = input[device];
    }
    add(media.ofInput(device), input[device], to, at);
  }

  @Override
  public void run(int device, int position, double[] state, int at) {
    state[at + OPEN] += layers(device, position, position + 1);
    if (resultsAt != NONE) {
      double results = results(device, position, position + 1);
      state[at + resultsAt] += results;
      add(media.ofResults(device), results, state, at);
    }
  }

  @Override
  public void hand(
      int device, int next, int boundary, double[] state, int at, double[] to, int toAt) {
    System.arraycopy(state, at, to, toAt, width);
    double cut = cut(device, next, boundary);
    double toSink = toSink(device, state, at);
    double link = next == sink ? cut + toSink : cut;
    to[toAt + CLOSED] =
        Math.max(Math.max(state[at + CLOSED], state[at + OPEN]), Math.max(toSink, link));
    to[toAt + OPEN] = open(next, boundary);
    if (resultsAt != NONE) {
      to[toAt + resultsAt] = 0;
    }
    add(media.ofCut(device, next), cut, to, toAt);
  }

  /** Load of the link from the open slice's device to the sink. */
  private double toSink(int device, double[] state, int at) {
    double load = resultsAt == NONE ? 0 : state[at + resultsAt];
    return inputLinkAt != NONE && device == source ? load + state[at + inputLinkAt] : load;
  }

  private void add(int[] occupied, double load, double[] state, int at) {
    for (int medium : occupied) {
      state[at + mediaAt + medium] += load;
    }
  }

  @Override
  public double end(int device, double[] state, int at) {
    double max = Math.max(closed(state, at), open(state, at));
    return Math.max(max, toSink(device, state, at));
  }

  /** Largest load that the open slice does not change, the media included. */
  double closed(double[] state, int at) {
    double max = state[at + CLOSED];
    for (int medium = 0; medium < media.count(); medium++) {
      max = Math.max(max, state[at + mediaAt + medium]);
    }
    return max;
  }

  /** Load of the open slice's device. */
  double open(double[] state, int at) {
    return state[at + OPEN];
  }

  @Override
  public Object key(int device) {
    return List.of(
        layerKinds.of(device),
        opening[device],
        perSlice[device],
        input[device],
        perResultByte[device],
        rates.key(device),
        media.key(device),
        device == source,
        device == sink);
  }
}
