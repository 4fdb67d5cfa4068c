package dev.espalier.profile;

import dev.espalier.internal.Checks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Rates of a device in the roofline-style sum of PALEO (Qi, Sparks, Talwalkar, ICLR 2017), fitted
 * to measured layers: {@code t = flops / gflops + (read + written bytes) / io + overhead}. These
 * are the numbers of a device in a catalog.
 *
 * <p>Method: non-negative least squares ({@link LeastSquares}) of the residuals divided by the
 * square root of the measured time (at least 1 microsecond). Of three weightings this is the one
 * that serves both uses of the rates. Without weights the layers of some tenths of a millisecond
 * decide alone, and the many small layers are off by a multiple of their time (a median relative
 * error of 2.0 on Inception v1, and 13.8 on AlexNet). Relative errors instead prefer an estimate
 * that is too low, as that can be wrong by 100 % at most, so that the sum over the layers, which
 * decides on a plan, comes out lowest. With the square root, the relative errors are close to the
 * minimum and the sums stay closer. Deterministic; takes time linear in the number of layers.
 *
 * @param msPerFlop time of an operation, ms; 0 if no time is due to operations
 * @param msPerByte time of a byte read or written, ms; 0 if no time is due to bytes
 * @param layerOverheadMs time to start a layer, ms
 */
public record PaleoFit(double msPerFlop, double msPerByte, double layerOverheadMs)
    implements LayerEstimate {
  /**
   * Minimum number of layers for an estimate of other layers: three parameters, and some to spare.
   */
  public static final int MIN_LAYERS = 5;

  private static final double FLOPS_PER_MS_AND_GFLOPS = 1e6;
  private static final double BYTES_PER_MS_AND_MBPS = 1e3;

  /**
   * Fits the layers of a profile whose work is available. Where the profile has a measured overhead
   * for each layer, that is taken and not fitted.
   *
   * @return empty if there is no such layer
   */
  public static Optional<PaleoFit> of(Profile profile) {
    return of(Sample.of(profile), profile.layerOverheadMs());
  }

  static Optional<PaleoFit> of(List<Sample> samples, OptionalDouble overheadMs) {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    double fixedMs = overheadMs.orElse(0);
    double[][] rows = new double[samples.size()][];
    double[] target = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Sample sample = samples.get(i);
      double weight = sample.weight();
      LayerWork work = sample.work();
      rows[i] =
          new double[] {
            weight * work.flops(), weight * work.movedBytes(), overheadMs.isPresent() ? 0 : weight
          };
      target[i] = weight * Math.max(0, sample.ms() - fixedMs);
    }
    double[] rates = LeastSquares.nonNegative(rows, target);
    return Optional.of(new PaleoFit(rates[0], rates[1], fixedMs + rates[2]));
  }

  /** How well the fit to a profile describes its layers; empty if there is no fit. */
  public static Optional<FitQuality> quality(Profile profile) {
    List<Sample> samples = Sample.of(profile);
    return of(profile)
        .map(fit -> FitQuality.of(samples, fit, seen -> of(seen, profile.layerOverheadMs())));
  }

  @Override
  public double ms(LayerWork work) {
    return Math.min(
        work.flops() * msPerFlop + work.movedBytes() * msPerByte + layerOverheadMs,
        Checks.MAX_NUMBER);
  }

  /** Computing speed, 10^9 operations per second; empty if no time is due to operations. */
  public OptionalDouble gflops() {
    return rate(msPerFlop * FLOPS_PER_MS_AND_GFLOPS);
  }

  /** Rate of reading and writing, 10^6 bytes per second; empty if no time is due to bytes. */
  public OptionalDouble ioMBps() {
    return rate(msPerByte * BYTES_PER_MS_AND_MBPS);
  }

  private static OptionalDouble rate(double time) {
    return time > 0 ? OptionalDouble.of(1 / time) : OptionalDouble.empty();
  }
}
