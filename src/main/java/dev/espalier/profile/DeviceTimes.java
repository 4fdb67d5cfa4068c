package dev.espalier.profile;

import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblemBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Times of the layers of a network on a device, from a profile of that device.
 *
 * <p>A layer is measured if the profile is of this network and has a layer of that name and of the
 * same work. A block named {@code a..b} is measured if the profile has the layers from a to b: as a
 * segment that ran as it is, or else as the sum of their times. Every other layer is predicted
 * ({@link LayerPredictor}), if the profile has enough layers for that.
 *
 * <p>Where segments were measured, measured times of layers are multiplied by what running them
 * together changes in their part of the network ({@link TogetherFactors}), and predicted times by
 * what it changes on the whole ({@link SegmentFit}).
 */
public final class DeviceTimes {
  private static final String BLOCK = "..";

  private final Profile profile;
  private final Linearization net;
  private final boolean isOfNet;
  private final Optional<LayerPredictor> predictor;
  private final Optional<SegmentFit> together;
  private final Optional<TogetherFactors> factors;

  private DeviceTimes(Profile profile, Linearization net) {
    isOfNet = profile.isOf(net.net().name());
    this.profile = isOfNet ? profile.with(net) : profile;
    this.net = net;
    predictor = LayerPredictor.of(this.profile);
    together = SegmentFit.of(this.profile);
    factors = together.map(fit -> new TogetherFactors(this.profile, fit));
  }

  /** The times of a network. */
  public static DeviceTimes of(Profile profile, Linearization net) {
    return new DeviceTimes(profile, net);
  }

  /** Sets the times of the layers on a device. */
  public void applyTo(PlanningProblemBuilder builder, String device) {
    for (int i = 0; i < net.length(); i++) {
      String layer = net.layer(i).name();
      OptionalDouble measured = measuredMs(i);
      if (measured.isPresent()) {
        builder.measured(device, layer, measured.getAsDouble());
      } else {
        predictedMs(i).ifPresent(ms -> builder.predicted(device, layer, ms));
      }
    }
  }

  /** Measured time of a position, ms; empty if it was not measured. */
  public OptionalDouble measuredMs(int position) {
    if (!isOfNet) {
      return OptionalDouble.empty();
    }
    Layer layer = net.layer(position);
    OptionalInt index = profile.indexOf(layer.name());
    if (index.isEmpty()) {
      return blockMs(layer);
    }
    LayerTime time = profile.layers().get(index.getAsInt());
    return time.work().equals(Optional.of(LayerWork.of(net, position)))
        ? OptionalDouble.of(factor(index.getAsInt()) * time.time().medianMs())
        : OptionalDouble.empty();
  }

  /** Predicted time of a position, ms; empty if the profile has too few layers. */
  public OptionalDouble predictedMs(int position) {
    return predictor.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            factor() * predictor.get().ms(net.layer(position).op(), LayerWork.of(net, position)));
  }

  private double factor() {
    return together.map(SegmentFit::factor).orElse(1.0);
  }

  private double factor(int layer) {
    return factors.map(all -> all.of(layer)).orElse(1.0);
  }

  /** Time of a block of layers; both names may contain dots themselves. */
  private OptionalDouble blockMs(Layer block) {
    String name = block.name();
    for (int i = name.indexOf(BLOCK); i >= 0; i = name.indexOf(BLOCK, i + 1)) {
      OptionalInt from = profile.indexOf(name.substring(0, i));
      OptionalInt to = profile.indexOf(name.substring(i + BLOCK.length()));
      if (from.isPresent() && to.isPresent() && from.getAsInt() <= to.getAsInt()) {
        List<LayerTime> layers = profile.layers().subList(from.getAsInt(), to.getAsInt() + 1);
        return isSame(block, layers)
            ? OptionalDouble.of(blockMs(layers, from.getAsInt()))
            : OptionalDouble.empty();
      }
    }
    return OptionalDouble.empty();
  }

  /** Whether layers do what a block does, as far as their work is recorded. */
  private static boolean isSame(Layer block, List<LayerTime> layers) {
    return layers.stream().anyMatch(layer -> layer.work().isEmpty())
        || layers.stream().mapToLong(layer -> layer.work().get().flops()).sum() == block.flops();
  }

  private double blockMs(List<LayerTime> layers, int first) {
    String from = layers.get(0).name();
    String to = layers.get(layers.size() - 1).name();
    return profile.segments().stream()
        .filter(segment -> segment.from().equals(from) && segment.to().equals(to))
        .findFirst()
        .map(segment -> Math.max(0, segment.time().medianMs() - overheadMs()))
        .orElseGet(
            () ->
                IntStream.range(0, layers.size())
                    .mapToDouble(i -> factor(first + i) * layers.get(i).time().medianMs())
                    .sum());
  }

  private double overheadMs() {
    return together.map(SegmentFit::overheadMs).orElse(0.0);
  }
}
