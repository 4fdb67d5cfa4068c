package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Builder of a {@link PlanningProblem}. Not thread-safe. Each method throws {@link
 * IllegalArgumentException} where a name is unknown or a number out of range.
 */
public final class PlanningProblemBuilder {
  private static final String DEVICE = "device";

  /** Double buffering: one message in use while the next one arrives. */
  private static final int DEFAULT_BUFFERS = 2;

  private static final int MAX_BUFFERS = 1_000_000;

  DeviceCatalog catalog;
  OptionalDouble bandwidthMbps = OptionalDouble.empty();
  Objective objective = Objective.EXPECTED;
  int minSlices = 1;
  int maxSlices = Integer.MAX_VALUE;
  Optional<String> source = Optional.empty();
  Optional<String> sink = Optional.empty();
  long inferences = 1;
  Optional<EnergyBasis> energyBasis = Optional.empty();
  OptionalDouble framesPerSecond = OptionalDouble.empty();
  OptionalDouble idlePeriodMs = OptionalDouble.empty();
  int buffers = DEFAULT_BUFFERS;
  boolean pipelined;
  final Map<String, Double> deadlinesMs = new LinkedHashMap<>();
  final List<PathLimit> pathLimits = new ArrayList<>();
  final List<SliceLimit> sliceLimits =
      new ArrayList<>(List.of(SliceLimit.MEMORY, SliceLimit.ENERGY));
  final Map<String, Map<String, Double>> measuredMs = new HashMap<>();
  final Map<String, Map<String, Double>> predictedMs = new HashMap<>();
  final Map<String, String> pins = new LinkedHashMap<>();
  final Map<String, Slice> restrictions = new TreeMap<>();
  List<Device> devices;

  private final Linearization linearization;

  PlanningProblemBuilder(BranchyNet net, DeviceCatalog catalog) {
    this(Linearization.of(ofPlannableSize(net)), catalog);
  }

  PlanningProblemBuilder(Linearization linearization, DeviceCatalog catalog) {
    ofPlannableSize(linearization.net());
    this.linearization = linearization;
    this.catalog = catalog;
    this.devices = catalog.devices();
  }

  private static BranchyNet ofPlannableSize(BranchyNet net) {
    int layers = net.layers().size();
    if (layers > PlanningProblem.MAX_LAYERS) {
      throw new InvalidFieldException(
          "layers",
          "model \"%s\" has %d layers, but at most %d can be planned; import what is not worth"
                  .formatted(net.name(), layers, PlanningProblem.MAX_LAYERS)
              + " cutting apart as one layer (--granularity block)");
    }
    return net;
  }

  /** The objective to minimize; the expected latency if not called. */
  public PlanningProblemBuilder objective(Objective minimized) {
    objective = Objects.requireNonNull(minimized, "objective");
    return this;
  }

  /** Another catalog, which must have every device that was named so far. */
  PlanningProblemBuilder catalog(DeviceCatalog other) {
    boolean all = devices.equals(catalog.devices());
    List<String> names = devices.stream().map(Device::name).toList();
    catalog =
        bandwidthMbps.isPresent()
            ? other.withDefaultBandwidthMbps(bandwidthMbps.getAsDouble())
            : other;
    devices = catalog.devices();
    if (!all) {
      devices(names);
    }
    source.ifPresent(device -> known("source", device));
    sink.ifPresent(device -> known("sink", device));
    pins.values().forEach(device -> known("pin", device));
    measuredMs.keySet().forEach(device -> known(DEVICE, device));
    predictedMs.keySet().forEach(device -> known(DEVICE, device));
    return this;
  }

  /** The devices that may run a slice; all of the catalog if not called. */
  public PlanningProblemBuilder devices(List<String> names) {
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw new InvalidFieldException(
          "devices",
          "devices must name at least one device, and each once, but are "
              + (names.isEmpty() ? "none" : Printable.list(names)));
    }
    devices =
        IntStream.range(0, names.size())
            .mapToObj(i -> known("devices/" + i, names.get(i)))
            .toList();
    return this;
  }

  /** Exact number of slices. */
  public PlanningProblemBuilder slices(int exactly) {
    return slices(exactly, exactly);
  }

  /** Maximum number of slices. */
  public PlanningProblemBuilder maxSlices(int maximum) {
    return slices(1, maximum);
  }

  /** Minimum and maximum number of slices. */
  public PlanningProblemBuilder slices(int minimum, int maximum) {
    if (minimum < 1 || maximum < 1) {
      throw new InvalidFieldException(
          "partitions", "number of slices must be at least 1 but is " + Math.min(minimum, maximum));
    }
    if (maximum < minimum) {
      throw new InvalidFieldException(
          "partitions",
          "minimum number of slices (%d) must not exceed the maximum (%d)"
              .formatted(minimum, maximum));
    }
    minSlices = minimum;
    maxSlices = maximum;
    return this;
  }

  /** Default bandwidth, Mbps, instead of the catalog's; explicit links keep theirs. */
  public PlanningProblemBuilder bandwidthMbps(double mbps) {
    catalog = catalog.withDefaultBandwidthMbps(mbps);
    bandwidthMbps = OptionalDouble.of(mbps);
    return this;
  }

  /**
   * Source device, which holds the model input: placing position 0 elsewhere costs its transfer.
   */
  public PlanningProblemBuilder source(String device) {
    source = Optional.of(known("source", device).name());
    return this;
  }

  /** Sink device, to which results are sent: an exit elsewhere costs the transfer of its output. */
  public PlanningProblemBuilder sink(String device) {
    sink = Optional.of(known("sink", device).name());
    return this;
  }

  /** Number of inferences that each battery must last for; 1 if not called. */
  public PlanningProblemBuilder inferences(long count) {
    inferences = Checks.count("planning problem", "inferences", count, 1);
    return this;
  }

  /** Which run a battery is charged for; by the number of inferences if not called. */
  public PlanningProblemBuilder energyBasis(EnergyBasis basis) {
    energyBasis = Optional.of(basis);
    return this;
  }

  /**
   * Sample rate that the plan must sustain, 1/s: its period is at most the time between two
   * samples, and idle power is drawn for the rest of that time.
   */
  public PlanningProblemBuilder framesPerSecond(double rate) {
    framesPerSecond = OptionalDouble.of(Checks.positive("planning problem", "fps", rate));
    return this;
  }

  /** Buffers of each device of a pipeline for received and for sent messages, in each direction. */
  public PlanningProblemBuilder buffers(int count) {
    if (count < 0 || count > MAX_BUFFERS) {
      throw new InvalidFieldException(
          "buffers",
          "number of buffers must be from 0 to %d but is %d".formatted(MAX_BUFFERS, count));
    }
    buffers = count;
    return this;
  }

  /** Counts buffers as memory whatever the objective, as for a pipeline. */
  public PlanningProblemBuilder pipelined() {
    pipelined = true;
    return this;
  }

  /** Maximum latency of a sample that leaves at the final exit, ms. */
  public PlanningProblemBuilder deadlineMs(double ms) {
    List<Exit> exits = linearization.net().exits();
    return deadlineMs(exits.get(exits.size() - 1).name(), ms);
  }

  /** Maximum latency of a sample that leaves at an exit, ms. */
  public PlanningProblemBuilder deadlineMs(String exit, double ms) {
    if (!hasExit(exit)) {
      List<String> names = linearization.net().exits().stream().map(Exit::name).toList();
      throw new InvalidFieldException(
          "deadline",
          "exit \"%s\" is not in model \"%s\", which has %s%s"
              .formatted(
                  exit,
                  linearization.net().name(),
                  Printable.list(names),
                  NearestName.hint(exit, names)));
    }
    deadlinesMs.put(exit, Checks.positive("planning problem", "deadline", ms));
    return this;
  }

  /** Removes the deadline of an exit, if it has one. */
  public PlanningProblemBuilder withoutDeadline(String exit) {
    deadlinesMs.remove(exit);
    return this;
  }

  boolean hasExit(String exit) {
    return linearization.net().exits().stream().anyMatch(each -> each.name().equals(exit));
  }

  /** An additional limit on the whole plan. */
  public PlanningProblemBuilder pathLimit(PathLimit limit) {
    pathLimits.add(limit);
    return this;
  }

  /** An additional limit on each slice, besides memory and energy. */
  public PlanningProblemBuilder sliceLimit(SliceLimit limit) {
    sliceLimits.add(limit);
    return this;
  }

  /** Pins a layer to a device. */
  public PlanningProblemBuilder pin(String layer, String device) {
    if (linearization.positionOf(layer).isEmpty()) {
      throw new InvalidFieldException(
          "pin",
          "layer \"%s\" is not in model \"%s\"%s"
              .formatted(layer, linearization.net().name(), suggestion(layer)));
    }
    String other = pins.put(layer, known("pin", device).name());
    if (other != null && !other.equals(device)) {
      throw new InvalidFieldException(
          "pin",
          "layer \"%s\" is pinned to both \"%s\" and \"%s\"".formatted(layer, other, device));
    }
    return this;
  }

  /** Lets a device run the positions [from, to) at most. */
  public PlanningProblemBuilder restrict(String device, int from, int to) {
    Slice range = new Slice(known("restriction", device).name(), from, to);
    if (to > linearization.length()) {
      throw new InvalidFieldException(
          "restriction",
          "device \"%s\" must not be restricted to positions up to %d, as there are %d"
              .formatted(device, to, linearization.length()));
    }
    restrictions.put(device, range);
    return this;
  }

  /** Removes all pins. */
  public PlanningProblemBuilder withoutPins() {
    pins.clear();
    return this;
  }

  /** A measured time in ms of a layer on a device, which replaces the computed one. */
  public PlanningProblemBuilder measured(String device, String layer, double ms) {
    return time(measuredMs, "measured", device, layer, ms);
  }

  /**
   * A time in ms of a layer on a device that was predicted from measured times of other layers. It
   * replaces the computed one, and a measured one replaces both.
   */
  public PlanningProblemBuilder predicted(String device, String layer, double ms) {
    return time(predictedMs, "predicted", device, layer, ms);
  }

  private PlanningProblemBuilder time(
      Map<String, Map<String, Double>> times, String kind, String device, String layer, double ms) {
    known(DEVICE, device);
    if (linearization.positionOf(layer).isEmpty()) {
      throw new InvalidFieldException(
          "layer", "%s time: unknown layer \"%s\"%s".formatted(kind, layer, suggestion(layer)));
    }
    Checks.notNegative("%s time of layer \"%s\"".formatted(kind, layer), "ms", ms);
    times.computeIfAbsent(device, any -> new HashMap<>()).put(layer, ms);
    return this;
  }

  /** The network, linearized. */
  public Linearization linearization() {
    return linearization;
  }

  private Device known(String field, String device) {
    int index = catalog.indexOf(device);
    if (index < 0) {
      List<String> names = catalog.devices().stream().map(Device::name).toList();
      throw new InvalidFieldException(
          field,
          "device \"%s\" is not in catalog \"%s\", which has %s%s"
              .formatted(
                  device, catalog.name(), Printable.list(names), NearestName.hint(device, names)));
    }
    return catalog.devices().get(index);
  }

  private String suggestion(String layer) {
    List<String> known = linearization.layers().stream().map(Layer::name).toList();
    return NearestName.hint(layer, known);
  }

  NavigableMap<Integer, String> pinsByPosition(Linearization positions) {
    NavigableMap<Integer, String> byPosition = new TreeMap<>();
    pins.forEach((layer, device) -> byPosition.put(positions.positionOf(layer).getAsInt(), device));
    return Collections.unmodifiableNavigableMap(byPosition);
  }

  /**
   * The finished problem.
   *
   * @throws IllegalArgumentException if more slices are demanded than there are devices or layers,
   *     or a pin names a device that was not chosen
   */
  public PlanningProblem build() {
    int maximum = Math.min(devices.size(), linearization.length());
    if (minSlices < 1 || minSlices > maximum) {
      throw new InvalidFieldException(
          "partitions",
          "number of slices must be from 1 to %d (%d devices, %d layers) but is %d"
              .formatted(maximum, devices.size(), linearization.length(), minSlices));
    }
    for (Map.Entry<String, String> pin : pins.entrySet()) {
      if (devices.stream().noneMatch(device -> device.name().equals(pin.getValue()))) {
        throw new InvalidFieldException(
            "pin",
            "layer \"%s\" is pinned to \"%s\", which is not among the chosen devices"
                .formatted(pin.getKey(), pin.getValue()));
      }
    }
    PlanningProblem problem = new PlanningProblem(this, devices, linearization);
    checkFits("objective", objective, problem);
    problem.pathLimits().forEach(limit -> checkFits("limit", limit.objective(), problem));
    return problem;
  }

  private static void checkFits(String field, Objective objective, PlanningProblem problem) {
    objective
        .misfit(problem)
        .ifPresent(
            reason -> {
              throw new InvalidFieldException(field, objective.label() + ": " + reason);
            });
  }
}
