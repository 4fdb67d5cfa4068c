package dev.espalier.search.predict;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The predictors of rates, by name.
 *
 * <ul>
 *   <li>{@code last}: the rate observed last.
 *   <li>{@code harmonic}: the harmonic mean of the last five, which a single high rate hardly moves
 *       (FESTIVE: Jiang, Sekar and Zhang 2012, CoNEXT). Five are those of MPC (Yin et al. 2015,
 *       SIGCOMM). A rate of 0 among them gives 0.
 *   <li>{@code smoothed}: exponential smoothing with a half life of {@value #HALF_LIFE_SECONDS} s,
 *       the default; {@code smoothed:H} takes a half life of H s.
 *   <li>{@code pNN}, such as {@code p25}: a quantile of the last {@value #WINDOW}: the smallest of
 *       them that at least NN percent do not exceed. Low ones are conservative.
 * </ul>
 */
public final class RatePredictors {
  /** Name of the predictor that is used unless another one is named. */
  public static final String DEFAULT = "smoothed";

  /**
   * Half life of {@code smoothed}, s. Of 0.5, 1, 2, 3, 5 and 10 s it has the smallest mean absolute
   * error a second ahead on 30 traces of each generator of this project.
   */
  public static final double HALF_LIFE_SECONDS = 1;

  /** Number of observations of which a predictor keeps the rates. */
  public static final int WINDOW = 20;

  private static final int HARMONIC = 5;
  private static final Pattern QUANTILE = Pattern.compile("p([1-9]\\d?)");
  private static final Pattern SMOOTHED = Pattern.compile("smoothed:(\\d{1,9}(?:\\.\\d{1,9})?)");
  private static final List<String> NAMES = List.of("last", "harmonic", "smoothed", "p25");

  private RatePredictors() {}

  /**
   * A source of predictors of that name: one is needed for each link.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Supplier<RatePredictor> named(String name) {
    Matcher quantile = QUANTILE.matcher(name);
    if (quantile.matches()) {
      int percent = Integer.parseInt(quantile.group(1));
      return () -> new RateWindow(rates -> quantile(rates, percent));
    }
    Matcher smoothed = SMOOTHED.matcher(name);
    double halfLife = smoothed.matches() ? Double.parseDouble(smoothed.group(1)) : 0;
    if (halfLife > 0) {
      return () -> new SmoothedRate(halfLife);
    }
    return switch (name) {
      case "last" -> () -> new RateWindow(rates -> rates.get(rates.size() - 1));
      case "harmonic" -> () -> new RateWindow(RatePredictors::harmonic);
      case "smoothed" -> () -> new SmoothedRate(HALF_LIFE_SECONDS);
      default ->
          throw new InvalidFieldException(
              "predictor",
              ("predictors are last, harmonic, smoothed, smoothed:SECONDS and pNN, such as p25,"
                      + " but found \"%s\"%s")
                  .formatted(name, NearestName.hint(name, NAMES)));
    };
  }

  private static double harmonic(List<Double> rates) {
    List<Double> last = rates.subList(Math.max(0, rates.size() - HARMONIC), rates.size());
    double inverse = 0;
    for (double rate : last) {
      inverse += 1 / rate; // infinite for 0
    }
    return last.size() / inverse;
  }

  private static double quantile(List<Double> rates, int percent) {
    List<Double> sorted = rates.stream().sorted().toList();
    int count = (sorted.size() * percent + 99) / 100; // rounded up
    return sorted.get(Math.max(0, count - 1));
  }
}
