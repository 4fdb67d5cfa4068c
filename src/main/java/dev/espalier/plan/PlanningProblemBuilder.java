package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.Checks;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Collects the wishes of a {@link PlanningProblem}. Not thread-safe. Each method throws {@link
 * IllegalArgumentException} where a name is unknown or a number out of range.
 */
public final class PlanningProblemBuilder {
  private static final String DEVICE = "device";

  DeviceCatalog catalog;
  OptionalDouble bandwidthMbps = OptionalDouble.empty();
  Objective objective = Objective.EXPECTED;
  int minSlices = 1;
  int maxSlices = Integer.MAX_VALUE;
  Optional<String> source = Optional.empty();
  Optional<String> sink = Optional.empty();
  long inferences = 1;
  final Map<String, Map<String, Double>> measuredMs = new HashMap<>();

  private final Linearization linearization;
  private final Map<String, String> pins = new LinkedHashMap<>();
  private List<Device> devices;

  PlanningProblemBuilder(BranchyNet net, DeviceCatalog catalog) {
    this.linearization = Linearization.of(net);
    this.catalog = catalog;
    this.devices = catalog.devices();
  }

  /** What to minimise; the expected latency if not called. */
  public PlanningProblemBuilder objective(Objective wanted) {
    objective = wanted;
    return this;
  }

  /** The devices that may run a slice; all of the catalog if not called. */
  public PlanningProblemBuilder devices(List<String> names) {
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw new InvalidFieldException(
          "devices",
          "devices must name at least one device, and each once, but are "
              + String.join(", ", names));
    }
    devices =
        IntStream.range(0, names.size())
            .mapToObj(i -> known("devices/" + i, names.get(i)))
            .toList();
    return this;
  }

  /** Exactly this many slices. */
  public PlanningProblemBuilder slices(int exactly) {
    return slices(exactly, exactly);
  }

  /** At most this many slices. */
  public PlanningProblemBuilder maxSlices(int most) {
    return slices(1, most);
  }

  /** At least and at most this many slices. */
  public PlanningProblemBuilder slices(int least, int most) {
    if (least < 1 || most < 1) {
      throw new InvalidFieldException(
          "partitions", "number of slices must be at least 1 but is " + Math.min(least, most));
    }
    if (most < least) {
      throw new InvalidFieldException(
          "partitions",
          "least number of slices (%d) must not be above the largest one (%d)"
              .formatted(least, most));
    }
    minSlices = least;
    maxSlices = most;
    return this;
  }

  /** Another default bandwidth than the catalog's; links with figures of their own keep them. */
  public PlanningProblemBuilder bandwidthMbps(double mbps) {
    catalog = catalog.withDefaultBandwidthMbps(mbps);
    bandwidthMbps = OptionalDouble.of(mbps);
    return this;
  }

  /** The device on which the input is born: placing position 0 elsewhere costs its transfer. */
  public PlanningProblemBuilder source(String device) {
    source = Optional.of(known("source", device).name());
    return this;
  }

  /** The device on which results are wanted: an exit elsewhere costs the transfer of its output. */
  public PlanningProblemBuilder sink(String device) {
    sink = Optional.of(known("sink", device).name());
    return this;
  }

  /** How many inferences each battery must last for; 1 if not called. */
  public PlanningProblemBuilder inferences(long count) {
    inferences = Checks.count("planning problem", "inferences", count, 1);
    return this;
  }

  /** Demands that a layer runs on a device. */
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

  /** Takes back all pins. */
  public PlanningProblemBuilder withoutPins() {
    pins.clear();
    return this;
  }

  /** A measured time in ms of a layer on a device, which replaces the computed one. */
  public PlanningProblemBuilder measured(String device, String layer, double ms) {
    known(DEVICE, device);
    if (linearization.positionOf(layer).isEmpty()) {
      throw new InvalidFieldException("layer", "measured time: unknown layer \"" + layer + "\"");
    }
    Checks.notNegative("measured time of " + Checks.quoted("layer", layer), "ms", ms);
    measuredMs.computeIfAbsent(device, any -> new HashMap<>()).put(layer, ms);
    return this;
  }

  private Device known(String field, String device) {
    int index = catalog.indexOf(device);
    if (index < 0) {
      List<String> names = catalog.devices().stream().map(Device::name).toList();
      throw new InvalidFieldException(
          field,
          "device \"%s\" is not in catalog \"%s\", which has %s"
              .formatted(device, catalog.name(), String.join(", ", names)));
    }
    return catalog.devices().get(index);
  }

  private String suggestion(String layer) {
    List<String> known = linearization.layers().stream().map(Layer::name).toList();
    return NearestName.of(layer, known).map("; did you mean \"%s\"?"::formatted).orElse("");
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
    int most = Math.min(devices.size(), linearization.length());
    if (minSlices < 1 || minSlices > most) {
      throw new InvalidFieldException(
          "partitions",
          "number of slices must be from 1 to %d (%d devices, %d layers) but is %d"
              .formatted(most, devices.size(), linearization.length(), minSlices));
    }
    for (Map.Entry<String, String> pin : pins.entrySet()) {
      if (devices.stream().noneMatch(device -> device.name().equals(pin.getValue()))) {
        throw new InvalidFieldException(
            "pin",
            "layer \"%s\" is pinned to \"%s\", which is not among the chosen devices"
                .formatted(pin.getKey(), pin.getValue()));
      }
    }
    return new PlanningProblem(this, devices, linearization);
  }
}
