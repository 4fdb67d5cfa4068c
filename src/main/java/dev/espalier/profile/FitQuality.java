package dev.espalier.profile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.commons.statistics.descriptive.Median;

/**
 * How well an estimate describes the layers it was fitted to, and layers it has not seen.
 *
 * @param layers number of layers it was fitted to
 * @param measuredMs sum of their measured times, ms
 * @param fittedMs sum of their fitted times, ms
 * @param r2 coefficient of determination of the times; empty if all times are equal
 * @param seen errors on the layers it was fitted to
 * @param heldOut errors of estimates for layers by a fit to other layers; empty if there are too
 *     few
 */
public record FitQuality(
    int layers,
    double measuredMs,
    double fittedMs,
    OptionalDouble r2,
    Errors seen,
    Optional<Errors> heldOut) {

  /**
   * Errors of estimates in relation to the measured times, of which those below 1 microsecond count
   * as 1 microsecond.
   *
   * @param median median of the relative errors
   * @param mean mean of the relative errors
   */
  public record Errors(double median, double mean) {

    static Errors of(List<Sample> samples, double[] estimates) {
      double[] errors = new double[estimates.length];
      double sum = 0;
      for (int i = 0; i < errors.length; i++) {
        errors[i] = samples.get(i).relativeError(estimates[i]);
        sum += errors[i];
      }
      return new Errors(Median.withDefaults().evaluate(errors), sum / errors.length);
    }
  }

  static FitQuality of(
      List<Sample> samples,
      LayerEstimate fitted,
      Function<List<Sample>, Optional<? extends LayerEstimate>> fit) {
    double[] estimates = samples.stream().mapToDouble(sample -> fitted.ms(sample.work())).toArray();
    double measuredMs = 0;
    double fittedMs = 0;
    for (int i = 0; i < estimates.length; i++) {
      measuredMs += samples.get(i).ms();
      fittedMs += estimates[i];
    }
    return new FitQuality(
        samples.size(),
        measuredMs,
        fittedMs,
        r2(samples, estimates, measuredMs / estimates.length),
        Errors.of(samples, estimates),
        HeldOut.estimates(samples, fit).map(unseen -> Errors.of(samples, unseen)));
  }

  /** {@code 1 - sum (estimate - time)^2 / sum (time - mean)^2}. */
  private static OptionalDouble r2(List<Sample> samples, double[] estimates, double mean) {
    double error = 0;
    double variation = 0;
    for (int i = 0; i < estimates.length; i++) {
      error += square(estimates[i] - samples.get(i).ms());
      variation += square(samples.get(i).ms() - mean);
    }
    return variation > 0 ? OptionalDouble.of(1 - error / variation) : OptionalDouble.empty();
  }

  private static double square(double x) {
    return x * x;
  }
}
