package dev.espalier.profile;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.model.Linearization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Measured times of the layers of a network on a device. Immutable and thread-safe.
 *
 * <p>Layers are listed in the order in which they run. The work of a layer is part of the profile,
 * so that rates can be fitted without the model.
 */
public final class Profile {
  private final Setup setup;
  private final Optional<String> network;
  private final List<LayerTime> layers;
  private final List<SegmentTime> segments;
  private final OptionalDouble layerOverheadMs;
  private final OptionalDouble sliceOverheadMs;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * @param setup what it was measured on
   * @param network name of the network; empty if unknown
   * @param layers the layers in the order in which they run, at least one
   * @param segments consecutive layers that were measured together
   * @param layerOverheadMs measured time to start a layer, ms; it is part of the times of layers
   * @param sliceOverheadMs measured time to start a slice, ms; it is part of the times of segments
   *     only
   * @throws IllegalArgumentException if there is no layer, a layer or a segment is listed twice, or
   *     a segment names an unknown layer or ends before it begins
   */
  public Profile(
      Setup setup,
      Optional<String> network,
      List<LayerTime> layers,
      List<SegmentTime> segments,
      OptionalDouble layerOverheadMs,
      OptionalDouble sliceOverheadMs) {
    this.setup = setup;
    this.network = network;
    this.layers = List.copyOf(layers);
    this.segments = List.copyOf(segments);
    this.layerOverheadMs = layerOverheadMs;
    this.sliceOverheadMs = sliceOverheadMs;
    network.ifPresent(name -> Checks.name("profile", "network", name));
    layerOverheadMs.ifPresent(ms -> Checks.notNegative("profile", "layerOverheadMs", ms));
    sliceOverheadMs.ifPresent(ms -> Checks.notNegative("profile", "sliceOverheadMs", ms));
    Checks.notEmpty("profile", "layers", layers);
    indexLayers();
    checkSegments();
  }

  /** A profile of layers alone. */
  public static Profile of(Optional<String> network, List<LayerTime> layers) {
    return new Profile(
        Setup.UNKNOWN, network, layers, List.of(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  private void indexLayers() {
    for (int i = 0; i < layers.size(); i++) {
      if (indexes.put(layers.get(i).name(), i) != null) {
        throw new InvalidFieldException(
            "layers/" + i + "/name",
            "layer \"%s\" is listed twice; list each layer once".formatted(layers.get(i).name()));
      }
    }
  }

  private void checkSegments() {
    Set<List<String>> seen = new HashSet<>();
    for (int s = 0; s < segments.size(); s++) {
      SegmentTime segment = segments.get(s);
      checkEnd(s, "from", segment.from());
      checkEnd(s, "to", segment.to());
      String ends = "\"%s\" to \"%s\"".formatted(segment.from(), segment.to());
      if (indexes.get(segment.from()) > indexes.get(segment.to())) {
        throw new InvalidFieldException(
            "segments/" + s, "segment %s ends before it begins".formatted(ends));
      }
      if (!seen.add(List.of(segment.from(), segment.to()))) {
        throw new InvalidFieldException(
            "segments/" + s, "segment %s is listed twice; list it once".formatted(ends));
      }
    }
  }

  private void checkEnd(int segment, String field, String layer) {
    if (!indexes.containsKey(layer)) {
      throw new InvalidFieldException(
          "segments/" + segment + "/" + field,
          "segment: %s names layer \"%s\", which is not in the profile".formatted(field, layer));
    }
  }

  /** What it was measured on. */
  public Setup setup() {
    return setup;
  }

  /** Name of the network; empty if unknown. */
  public Optional<String> network() {
    return network;
  }

  /** The layers in the order in which they run. */
  public List<LayerTime> layers() {
    return layers;
  }

  /** Consecutive layers that were measured together. */
  public List<SegmentTime> segments() {
    return segments;
  }

  /** Measured time to start a layer, ms; it is part of the times of layers. */
  public OptionalDouble layerOverheadMs() {
    return layerOverheadMs;
  }

  /** Measured time to start a slice, ms; it is part of the times of segments only. */
  public OptionalDouble sliceOverheadMs() {
    return sliceOverheadMs;
  }

  /** Index of a layer by name; empty if it was not measured. */
  public OptionalInt indexOf(String layer) {
    Integer index = indexes.get(layer);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Sum of the times of all layers, ms. */
  public double totalMs() {
    return sumMs(layers);
  }

  /** The layers of a segment of this profile. */
  public List<LayerTime> layers(SegmentTime segment) {
    return layers.subList(indexes.get(segment.from()), indexes.get(segment.to()) + 1);
  }

  /** Sum of the times of layers, ms. */
  static double sumMs(List<LayerTime> layers) {
    return layers.stream().mapToDouble(layer -> layer.time().medianMs()).sum();
  }

  /** How much longer a segment takes than its layers one by one, ms; negative where it is fused. */
  public double differenceMs(SegmentTime segment) {
    return segment.time().medianMs() - sumMs(layers(segment));
  }

  /** Whether this may be a profile of a network: it is named so, or has no name. */
  public boolean isOf(String model) {
    return network.isEmpty() || network.get().equals(model);
  }

  /**
   * This profile with operators and work from a network, where they are missing and the network has
   * a layer of that name.
   */
  public Profile with(Linearization net) {
    List<LayerTime> described = layers.stream().map(layer -> described(layer, net)).toList();
    return new Profile(
        setup,
        Optional.of(network.orElse(net.net().name())),
        described,
        segments,
        layerOverheadMs,
        sliceOverheadMs);
  }

  private static LayerTime described(LayerTime layer, Linearization net) {
    OptionalInt position = net.positionOf(layer.name());
    if (position.isEmpty()) {
      return layer;
    }
    int at = position.getAsInt();
    return new LayerTime(
        layer.name(),
        Optional.of(layer.op().orElse(net.layer(at).op())),
        layer.time(),
        Optional.of(layer.work().orElseGet(() -> LayerWork.of(net, at))));
  }

  /** This profile with another record of what it was measured on. */
  public Profile withSetup(Setup other) {
    return new Profile(other, network, layers, segments, layerOverheadMs, sliceOverheadMs);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Profile that
            && setup.equals(that.setup)
            && network.equals(that.network)
            && layers.equals(that.layers)
            && segments.equals(that.segments)
            && layerOverheadMs.equals(that.layerOverheadMs)
            && sliceOverheadMs.equals(that.sliceOverheadMs);
  }

  @Override
  public int hashCode() {
    return layers.hashCode();
  }

  @Override
  public String toString() {
    return "Profile[network=%s, layers=%s, segments=%s]".formatted(network, layers, segments);
  }
}
