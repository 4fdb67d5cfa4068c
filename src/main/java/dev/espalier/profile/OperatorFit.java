package dev.espalier.profile;

import dev.espalier.profile.OperatorRegression.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /**
   * The form that estimates held-out layers best, or the scaled one where there are few layers;
   * empty if there are too few even for that.
   *
   * @param rates the rates of the device, fitted to the layers of all operators
   */
  static Optional<OperatorFit> of(
      String op, List<Sample> samples, PaleoFit rates, FitQuality.Errors paleo) {
    List<Function<List<Sample>, Optional<OperatorRegression>>> forms = new ArrayList<>();
    if (samples.size() >= OperatorRegression.MIN_LAYERS) {
      forms.add(seen -> OperatorRegression.of(Form.LINEAR, seen));
      forms.add(seen -> OperatorRegression.of(Form.LOGARITHMIC, seen));
    } else if (samples.size() >= OperatorRegression.MIN_SCALED_LAYERS) {
      forms.add(seen -> OperatorRegression.scaled(rates, seen));
    }
    return forms.stream()
        .flatMap(form -> of(op, samples, form, paleo).stream())
        .filter(fit -> fit.quality().heldOut().isPresent())
        .min(Comparator.comparingDouble(OperatorFit::heldOutError));
  }

  private static Optional<OperatorFit> of(
      String op,
      List<Sample> samples,
      Function<List<Sample>, Optional<OperatorRegression>> form,
      FitQuality.Errors paleo) {
    return form.apply(samples)
        .map(
            fitted ->
                new OperatorFit(op, fitted, FitQuality.of(samples, fitted, form::apply), paleo));
  }

  private double heldOutError() {
    return quality.heldOut().map(FitQuality.Errors::mean).orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether it estimates layers that it has not seen no worse than the rates of the device do. */
  public boolean isUsed() {
    return heldOutError() <= paleo.mean();
  }
}
