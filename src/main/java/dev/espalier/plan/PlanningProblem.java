package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Units;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A planning problem: a network, the devices that may run it, the objective and all constraints.
 * Immutable and thread-safe; created by {@link #builder}, changed through {@link #toBuilder}.
 */
public final class PlanningProblem {
  /** Maximum number of layers of a network that is planned. */
  public static final int MAX_LAYERS = 10_000;

  private final Linearization linearization;
  private final DeviceCatalog catalog;
  private final OptionalDouble bandwidthMbps;
  private final Objective objective;
  private final List<Device> devices;
  private final int minSlices;
  private final int maxSlices;
  private final int askedMaxSlices;
  private final Optional<String> source;
  private final Optional<String> sink;
  private final long inferences;
  private final Optional<EnergyBasis> energyBasis;
  private final OptionalDouble framesPerSecond;
  private final OptionalDouble idlePeriodMs;
  private final int buffers;
  private final boolean pipelined;
  private final Map<String, Double> deadlinesMs;
  private final List<PathLimit> otherPathLimits;
  private final List<SliceLimit> sliceLimits;
  private final NavigableMap<Integer, String> pins;
  private final Map<String, Slice> restrictions;
  private final Map<String, Map<String, Double>> measuredMs;
  private final Map<String, Map<String, Double>> predictedMs;

  PlanningProblem(
      PlanningProblemBuilder options, List<Device> devices, Linearization linearization) {
    this.linearization = linearization;
    this.devices = List.copyOf(devices);
    catalog = options.catalog;
    bandwidthMbps = options.bandwidthMbps;
    objective = options.objective;
    minSlices = options.minSlices;
    askedMaxSlices = options.maxSlices;
    maxSlices = Math.min(askedMaxSlices, Math.min(devices.size(), linearization.length()));
    source = options.source;
    sink = options.sink;
    inferences = options.inferences;
    energyBasis = options.energyBasis;
    framesPerSecond = options.framesPerSecond;
    idlePeriodMs = options.idlePeriodMs;
    buffers = options.buffers;
    pipelined = options.pipelined;
    deadlinesMs = Collections.unmodifiableMap(new LinkedHashMap<>(options.deadlinesMs));
    otherPathLimits = List.copyOf(options.pathLimits);
    sliceLimits = List.copyOf(options.sliceLimits);
    pins = options.pinsByPosition(linearization);
    restrictions = Collections.unmodifiableMap(new TreeMap<>(options.restrictions));
    measuredMs = copy(options.measuredMs);
    predictedMs = copy(options.predictedMs);
  }

  private static Map<String, Map<String, Double>> copy(Map<String, Map<String, Double>> times) {
    return times.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, byLayer -> Map.copyOf(byLayer.getValue())));
  }

  /** A problem on all devices of a catalog: minimum expected latency, any number of slices. */
  public static PlanningProblem of(BranchyNet net, DeviceCatalog catalog) {
    return builder(net, catalog).build();
  }

  /**
   * Starts a problem with its own options and constraints.
   *
   * @throws IllegalArgumentException if the network has more than 10,000 layers, or no linear order
   */
  public static PlanningProblemBuilder builder(BranchyNet net, DeviceCatalog catalog) {
    return new PlanningProblemBuilder(net, catalog);
  }

  /**
   * Starts a problem on a network that was linearized before, as many problems can share that.
   *
   * @throws IllegalArgumentException if the network has more than 10,000 layers
   */
  public static PlanningProblemBuilder builder(Linearization net, DeviceCatalog catalog) {
    return new PlanningProblemBuilder(net, catalog);
  }

  /** A builder that holds all options and constraints of this problem. */
  public PlanningProblemBuilder toBuilder() {
    return toBuilder(linearization);
  }

  private PlanningProblemBuilder toBuilder(Linearization net) {
    PlanningProblemBuilder builder = new PlanningProblemBuilder(net, catalog);
    builder.bandwidthMbps = bandwidthMbps;
    builder.objective = objective;
    builder.devices = devices;
    builder.minSlices = minSlices;
    builder.maxSlices = askedMaxSlices;
    builder.source = source;
    builder.sink = sink;
    builder.inferences = inferences;
    builder.energyBasis = energyBasis;
    builder.framesPerSecond = framesPerSecond;
    builder.idlePeriodMs = idlePeriodMs;
    builder.buffers = buffers;
    builder.pipelined = pipelined;
    deadlinesMs.forEach(
        (exit, ms) -> {
          if (builder.hasExit(exit)) {
            builder.deadlinesMs.put(exit, ms);
          }
        });
    builder.pathLimits.addAll(otherPathLimits);
    builder.sliceLimits.clear();
    builder.sliceLimits.addAll(sliceLimits);
    measuredMs.forEach((device, byLayer) -> builder.measuredMs.put(device, new TreeMap<>(byLayer)));
    predictedMs.forEach(
        (device, byLayer) -> builder.predictedMs.put(device, new TreeMap<>(byLayer)));
    restrictions
        .values()
        .forEach(range -> builder.restrict(range.device(), range.from(), range.to()));
    pinsByLayer()
        .forEach(
            (layer, device) -> {
              if (net.positionOf(layer).isPresent()) {
                builder.pins.put(layer, device);
              }
            });
    return builder;
  }

  /** This problem with other pins: device by position. */
  public PlanningProblem withPins(NavigableMap<Integer, String> newPins) {
    PlanningProblemBuilder builder = toBuilder().withoutPins();
    newPins.forEach(
        (position, device) -> builder.pins.put(linearization.layer(position).name(), device));
    return new PlanningProblem(builder, devices, linearization);
  }

  /**
   * This problem on another state of its catalog, such as one with an updated link.
   *
   * @throws IllegalArgumentException if it lacks a device that this problem names
   */
  public PlanningProblem withCatalog(DeviceCatalog other) {
    return toBuilder().catalog(other).build();
  }

  /**
   * This problem for another form of its network, such as one with fewer exits. Pins of layers and
   * deadlines of exits that it lacks no longer bind; restrictions are of positions, and stay.
   *
   * @throws IllegalArgumentException if the network has fewer layers than slices are demanded, or
   *     than a restriction names
   */
  public PlanningProblem withNet(BranchyNet net) {
    Linearization other = Linearization.of(net);
    if (other.length() < minSlices) {
      throw new InvalidFieldException(
          "partitions",
          "number of slices must be at most %d, the layers that are left, but is %d"
              .formatted(other.length(), minSlices));
    }
    return new PlanningProblem(toBuilder(other), devices, other);
  }

  /** This problem with one more limit on the whole plan. */
  public PlanningProblem withPathLimit(PathLimit limit) {
    return new PlanningProblem(toBuilder().pathLimit(limit), devices, linearization);
  }

  /**
   * This problem with energy drawn while idle charged for a period, ms, as if samples arrived at
   * that rate; the period itself is not limited.
   */
  public PlanningProblem withIdlePeriodMs(double ms) {
    PlanningProblemBuilder builder = toBuilder();
    builder.idlePeriodMs = OptionalDouble.of(ms);
    return new PlanningProblem(builder, devices, linearization);
  }

  /** The network, linearized. */
  public Linearization linearization() {
    return linearization;
  }

  /** All devices and links, those included that may only be source or sink. */
  public DeviceCatalog catalog() {
    return catalog;
  }

  /** The default bandwidth, Mbps, where the catalog's was replaced. */
  public OptionalDouble bandwidthMbps() {
    return bandwidthMbps;
  }

  /** The objective, which is minimized. */
  public Objective objective() {
    return objective;
  }

  /** The devices that may run a slice. */
  public List<Device> devices() {
    return devices;
  }

  /** Minimum number of slices. */
  public int minSlices() {
    return minSlices;
  }

  /** Maximum number of slices: never above the number of devices or of positions. */
  public int maxSlices() {
    return maxSlices;
  }

  /** Source device, which holds the model input. */
  public Optional<String> source() {
    return source;
  }

  /** Sink device, to which results are sent. */
  public Optional<String> sink() {
    return sink;
  }

  /** Number of inferences that each battery must last for. */
  public long inferences() {
    return inferences;
  }

  /**
   * Which run a battery is charged for: as chosen, else a full run for one inference and the mean
   * for more, as a battery that lasts for many sees the mean.
   */
  public EnergyBasis energyBasis() {
    return energyBasis.orElse(inferences > 1 ? EnergyBasis.EXPECTED : EnergyBasis.FULL);
  }

  /** Sample rate that a plan must sustain, 1/s; empty if none is demanded. */
  public OptionalDouble framesPerSecond() {
    return framesPerSecond;
  }

  /**
   * The period for whose rest idle power is drawn, ms: that of the demanded rate, or one that was
   * given; empty if none is.
   */
  public OptionalDouble idlePeriodMs() {
    return framesPerSecond.isPresent()
        ? OptionalDouble.of(Units.perSecondToMs(framesPerSecond.getAsDouble()))
        : idlePeriodMs;
  }

  /**
   * Whether each plan runs at a period of its own, for whose rest idle power is drawn: where the
   * throughput is maximized and no rate is required.
   */
  public boolean isPeriodOfThePlan() {
    return objective.equals(Objective.THROUGHPUT) && idlePeriodMs().isEmpty();
  }

  /** Whether samples are pipelined: devices then buffer the messages that they receive and send. */
  public boolean isPipelined() {
    return pipelined
        || objective.combination() == Objective.Combination.MAX
        || framesPerSecond.isPresent();
  }

  /**
   * Buffers of a device for received and for sent messages, in each direction; 0 if not pipelined.
   */
  public int pipelineBuffers() {
    return isPipelined() ? buffers : 0;
  }

  /** Buffers each way that a pipeline would have. */
  public int buffers() {
    return buffers;
  }

  /** Maximum latency of exits, ms, by name of the exit. */
  public Map<String, Double> deadlinesMs() {
    return deadlinesMs;
  }

  /** Limits on the whole plan: the period of the demanded rate, deadlines, and any other. */
  public List<PathLimit> pathLimits() {
    List<PathLimit> limits = new ArrayList<>();
    framesPerSecond.ifPresent(
        rate -> limits.add(new PathLimit(Objective.THROUGHPUT, Units.perSecondToMs(rate))));
    deadlinesMs.forEach((exit, ms) -> limits.add(new PathLimit(Objective.latencyOf(exit), ms)));
    limits.addAll(otherPathLimits);
    return limits;
  }

  /** Limits on each slice. */
  public List<SliceLimit> sliceLimits() {
    return sliceLimits;
  }

  /** Device that must run a position, by position. */
  public NavigableMap<Integer, String> pins() {
    return pins;
  }

  /** The positions that a device may run at most, by its name; others may run any. */
  public Map<String, Slice> restrictions() {
    return restrictions;
  }

  /** Whether a device may run a position, by pins and restrictions. */
  public boolean mayRun(String device, int position) {
    String pinned = pins.get(position);
    Slice range = restrictions.get(device);
    return (pinned == null || pinned.equals(device))
        && (range == null || range.from() <= position && position < range.to());
  }

  /** Device that must run a layer, by name of the layer, in the order of positions. */
  public Map<String, String> pinsByLayer() {
    Map<String, String> byLayer = new LinkedHashMap<>();
    pins.forEach((position, device) -> byLayer.put(linearization.layer(position).name(), device));
    return byLayer;
  }

  /** Measured time in ms of a layer on a device, which replaces the computed one. */
  public OptionalDouble measuredMs(String device, String layer) {
    return time(measuredMs, device, layer);
  }

  /**
   * Time in ms of a layer on a device that was predicted from measured times of other layers. It
   * replaces the computed one, and a measured one replaces both.
   */
  public OptionalDouble predictedMs(String device, String layer) {
    return time(predictedMs, device, layer);
  }

  /** Measured times of a device, ms, by layer; empty where none was measured. */
  public Map<String, Double> measuredMs(String device) {
    return measuredMs.getOrDefault(device, Map.of());
  }

  /** Predicted times of a device, ms, by layer; empty where none was predicted. */
  public Map<String, Double> predictedMs(String device) {
    return predictedMs.getOrDefault(device, Map.of());
  }

  private static OptionalDouble time(
      Map<String, Map<String, Double>> times, String device, String layer) {
    Double ms = times.getOrDefault(device, Map.of()).get(layer);
    return ms == null ? OptionalDouble.empty() : OptionalDouble.of(ms);
  }

  /** Whether some layer has a measured or predicted time on some device. */
  public boolean hasGivenTimes() {
    return !measuredMs.isEmpty() || !predictedMs.isEmpty();
  }

  /**
   * Energy that a device may spend on one inference, J: its energy divided by the number of
   * inferences.
   */
  public OptionalDouble energyLimitJ(Device device) {
    return device.energyJ().isPresent()
        ? OptionalDouble.of(device.energyJ().getAsDouble() / inferences)
        : OptionalDouble.empty();
  }
}
