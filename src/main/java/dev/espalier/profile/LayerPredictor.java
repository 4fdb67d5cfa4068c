package dev.espalier.profile;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Predicts layers that were not measured from a profile of the same device. An operator with enough
 * measured layers has a regression of its own, if that estimates held-out layers no worse than the
 * rates of the device; every other operator is estimated by these rates. Immutable and thread-safe.
 */
public final class LayerPredictor {
  private final PaleoFit paleo;
  private final Map<String, OperatorFit> operators;

  private LayerPredictor(PaleoFit paleo, Map<String, OperatorFit> operators) {
    this.paleo = paleo;
    this.operators = operators;
  }

  /**
   * The predictor of a profile.
   *
   * @return empty if the profile has the work of less than {@link PaleoFit#MIN_LAYERS} layers
   */
  public static Optional<LayerPredictor> of(Profile profile) {
    List<Sample> samples = Sample.of(profile);
    if (samples.size() < PaleoFit.MIN_LAYERS) {
      return Optional.empty();
    }
    double[] heldOut =
        HeldOut.estimates(samples, seen -> PaleoFit.of(seen, profile.layerOverheadMs()))
            .orElseThrow();
    return PaleoFit.of(profile)
        .map(fit -> new LayerPredictor(fit, operators(samples, fit, heldOut)));
  }

  private static Map<String, OperatorFit> operators(
      List<Sample> samples, PaleoFit rates, double[] paleo) {
    Map<String, OperatorFit> operators = new TreeMap<>();
    List<String> ops =
        samples.stream().map(Sample::op).filter(op -> !op.isEmpty()).distinct().toList();
    for (String op : ops) {
      int[] index =
          IntStream.range(0, paleo.length).filter(i -> samples.get(i).op().equals(op)).toArray();
      List<Sample> own = Arrays.stream(index).mapToObj(samples::get).toList();
      double[] estimates = Arrays.stream(index).mapToDouble(i -> paleo[i]).toArray();
      OperatorFit.of(op, own, rates, FitQuality.Errors.of(own, estimates))
          .ifPresent(fit -> operators.put(op, fit));
    }
    return Collections.unmodifiableMap(operators);
  }

  /** The rates of the device. */
  public PaleoFit paleo() {
    return paleo;
  }

  /** The regressions, in the order of the names of their operators. */
  public List<OperatorFit> operators() {
    return List.copyOf(operators.values());
  }

  /** Whether an operator is estimated by a regression of its own. */
  public boolean hasRegression(String op) {
    OperatorFit fit = operators.get(OperatorRegression.key(op));
    return fit != null && fit.isUsed();
  }

  /** Predicted time of a layer, ms. */
  public double ms(String op, LayerWork work) {
    LayerEstimate estimate =
        hasRegression(op) ? operators.get(OperatorRegression.key(op)).regression() : paleo;
    return estimate.ms(work);
  }
}
