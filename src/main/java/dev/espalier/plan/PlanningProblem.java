package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is to be planned: a network, the devices that may run it, the objective and every wish.
 * Immutable and thread-safe; made by {@link #builder}.
 */
public final class PlanningProblem {
  private final Linearization linearization;
  private final DeviceCatalog catalog;
  private final OptionalDouble bandwidthMbps;
  private final Objective objective;
  private final List<Device> devices;
  private final int minSlices;
  private final int maxSlices;
  private final Optional<String> source;
  private final Optional<String> sink;
  private final long inferences;
  private final NavigableMap<Integer, String> pins;
  private final Map<String, Map<String, Double>> measuredMs;

  PlanningProblem(
      PlanningProblemBuilder wishes, List<Device> devices, Linearization linearization) {
    this.linearization = linearization;
    this.devices = List.copyOf(devices);
    catalog = wishes.catalog;
    bandwidthMbps = wishes.bandwidthMbps;
    objective = wishes.objective;
    minSlices = wishes.minSlices;
    maxSlices = Math.min(wishes.maxSlices, Math.min(devices.size(), linearization.length()));
    source = wishes.source;
    sink = wishes.sink;
    inferences = wishes.inferences;
    pins = wishes.pinsByPosition(linearization);
    measuredMs = Map.copyOf(wishes.measuredMs);
  }

  private PlanningProblem(
      PlanningProblem other, Linearization linearization, NavigableMap<Integer, String> pins) {
    this.linearization = linearization;
    catalog = other.catalog;
    bandwidthMbps = other.bandwidthMbps;
    objective = other.objective;
    devices = other.devices;
    minSlices = other.minSlices;
    maxSlices = Math.min(other.maxSlices, linearization.length());
    source = other.source;
    sink = other.sink;
    inferences = other.inferences;
    measuredMs = other.measuredMs;
    this.pins = Collections.unmodifiableNavigableMap(new TreeMap<>(pins));
  }

  /** This problem with other pins: device by position. */
  public PlanningProblem withPins(NavigableMap<Integer, String> newPins) {
    return new PlanningProblem(this, linearization, newPins);
  }

  /**
   * This problem for another form of its network, such as one with fewer exits. Pins of layers that
   * it lacks bind no longer.
   *
   * @throws IllegalArgumentException if the network has fewer layers than slices are demanded
   */
  public PlanningProblem withNet(BranchyNet net) {
    Linearization other = Linearization.of(net);
    if (other.length() < minSlices) {
      throw new InvalidFieldException(
          "partitions",
          "number of slices must be at most %d, the layers that are left, but is %d"
              .formatted(other.length(), minSlices));
    }
    NavigableMap<Integer, String> kept = new TreeMap<>();
    pins.forEach(
        (position, device) ->
            other
                .positionOf(linearization.layer(position).name())
                .ifPresent(moved -> kept.put(moved, device)));
    return new PlanningProblem(this, other, kept);
  }

  /** A problem on all devices of a catalog: least expected latency, any number of slices. */
  public static PlanningProblem of(BranchyNet net, DeviceCatalog catalog) {
    return builder(net, catalog).build();
  }

  /** Starts a problem with wishes of its own. */
  public static PlanningProblemBuilder builder(BranchyNet net, DeviceCatalog catalog) {
    return new PlanningProblemBuilder(net, catalog);
  }

  /** The network, laid flat. */
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

  /** What is minimised. */
  public Objective objective() {
    return objective;
  }

  /** The devices that may run a slice. */
  public List<Device> devices() {
    return devices;
  }

  /** Fewest slices allowed. */
  public int minSlices() {
    return minSlices;
  }

  /** Most slices allowed: never above the number of devices or of positions. */
  public int maxSlices() {
    return maxSlices;
  }

  /** The device on which the input is born. */
  public Optional<String> source() {
    return source;
  }

  /** The device on which results are wanted. */
  public Optional<String> sink() {
    return sink;
  }

  /** How many inferences each battery must last for. */
  public long inferences() {
    return inferences;
  }

  /** Device that must run a position, by position. */
  public NavigableMap<Integer, String> pins() {
    return pins;
  }

  /** Measured time in ms of a layer on a device, which replaces the computed one. */
  public OptionalDouble measuredMs(String device, String layer) {
    Double measured = measuredMs.getOrDefault(device, Map.of()).get(layer);
    return measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured);
  }

  /** Energy that a device may spend on one inference, J: its energy shared by all inferences. */
  public OptionalDouble energyLimitJ(Device device) {
    return device.energyJ().isPresent()
        ? OptionalDouble.of(device.energyJ().getAsDouble() / inferences)
        : OptionalDouble.empty();
  }
}
