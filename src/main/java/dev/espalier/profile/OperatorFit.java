package dev.espalier.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The estimate of one kind of operator.
 *
 * @param op the operator
 * @param regression its regression
 * @param quality how well that describes its layers
 * @param paleo errors of {@link PaleoFit} on the same layers, held out
 */
public record OperatorFit(
    String op, OperatorRegression regression, FitQuality quality, FitQuality.Errors paleo) {

  /** The better one of the two forms; empty if there are too few layers. */
  static Optional<OperatorFit> of(String op, List<Sample> samples, FitQuality.Errors paleo) {
    if (samples.size() < OperatorRegression.MIN_LAYERS) {
      return Optional.empty();
    }
    List<OperatorFit> fits = new ArrayList<>();
    for (OperatorRegression.Form form : OperatorRegression.Form.values()) {
      OperatorRegression.of(form, samples)
          .ifPresent(
              fitted ->
                  fits.add(
                      new OperatorFit(
                          op,
                          fitted,
                          FitQuality.of(samples, fitted, seen -> OperatorRegression.of(form, seen)),
                          paleo)));
    }
    return fits.stream()
        .filter(fit -> fit.quality().heldOut().isPresent())
        .min(Comparator.comparingDouble(OperatorFit::heldOutError));
  }

  private double heldOutError() {
    return quality.heldOut().map(FitQuality.Errors::mean).orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether it estimates layers that it has not seen no worse than the rates of the device do. */
  public boolean isUsed() {
    return heldOutError() <= paleo.mean();
  }
}
