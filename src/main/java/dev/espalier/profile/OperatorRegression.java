package dev.espalier.profile;

import dev.espalier.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * A regression of the time of one kind of operator, as in Neurosurgeon (Kang et al., ASPLOS 2017,
 * section 4): each type of layer has a model of its own, linear or logarithmic, whichever estimates
 * layers better that it has not seen. Where there are too few layers for that, it is scaled.
 *
 * <ul>
 *   <li>Linear: {@code t = c0 + c1 flops + c2 bytes}, weighted as in {@link PaleoFit}.
 *   <li>Logarithmic: {@code log t = c0 + c1 log(1 + flops) + c2 log(1 + bytes)}.
 *   <li>Scaled: {@code t = c (flops / gflops + bytes / io + overhead)}, the rates of the device
 *       with a factor: all that a handful of layers can say, such as that a normalization without
 *       operations takes fifty times as long as its bytes.
 * </ul>
 *
 * <p>The original has the sizes of feature maps and filters as variables; here they are the
 * operations and the bytes that follow from these sizes, as a profile has no others. More work
 * takes no less time: a variable with a negative coefficient is left out and the rest fitted anew,
 * as is one that does not vary or depends on the other one. So no estimate is negative or infinite.
 *
 * @param form the form of the regression
 * @param constant c0: ms, or the logarithm of ms
 * @param perFlop c1: ms, or an exponent
 * @param perByte c2: ms, or an exponent
 */
public record OperatorRegression(Form form, double constant, double perFlop, double perByte)
    implements LayerEstimate {
  /** Minimum number of layers of an operator for a linear or logarithmic regression. */
  public static final int MIN_LAYERS = 8;

  /** Minimum number of layers of an operator for a factor: one to fit and one to check it. */
  public static final int MIN_SCALED_LAYERS = 2;

  private static final int VARIABLES = 3;

  /** Relative size of a pivot below which variables depend on one another. */
  private static final double SINGULAR = 1e-10;

  /** Forms of the regression. */
  public enum Form {
    /** The time is a sum. */
    LINEAR("linear"),

    /** The time is a product of powers. */
    LOGARITHMIC("logarithmic"),

    /** The time is a multiple of what the rates of the device say. */
    SCALED("scaled");

    private final String label;

    Form(String label) {
      this.label = label;
    }

    /** Name for users and programs. */
    public String label() {
      return label;
    }

    private double[] variables(LayerWork work) {
      return this == LOGARITHMIC
          ? new double[] {1, Math.log1p(work.flops()), Math.log1p(work.movedBytes())}
          : new double[] {1, work.flops(), work.movedBytes()};
    }

    private double target(Sample sample) {
      return this == LINEAR ? sample.ms() : Math.log(Math.max(sample.ms(), Sample.RESOLUTION_MS));
    }

    private double weight(Sample sample) {
      return this == LINEAR ? sample.weight() : 1;
    }
  }

  /** Operators are the same in any case of letters. */
  static String key(String op) {
    return op.toLowerCase(Locale.ROOT);
  }

  /** Fits a linear or logarithmic form; empty if there are no more samples than variables. */
  static Optional<OperatorRegression> of(Form form, List<Sample> samples) {
    List<Integer> used = new ArrayList<>(List.of(0));
    IntStream.range(1, VARIABLES).filter(v -> varies(form, samples, v)).forEach(used::add);
    while (!used.isEmpty() && samples.size() > used.size()) {
      double[] fitted;
      try {
        fitted = fit(form, samples, used);
      } catch (SingularMatrixException e) {
        used.remove(used.size() - 1);
        continue;
      }
      int drop = drop(form, used, fitted);
      if (drop < 0) {
        double[] all = new double[VARIABLES];
        IntStream.range(0, fitted.length).forEach(k -> all[used.get(k)] = fitted[k]);
        return Optional.of(new OperatorRegression(form, all[0], all[1], all[2]));
      }
      used.remove(drop);
    }
    return Optional.empty();
  }

  /**
   * The rates of a device with a factor, from the same weighted residuals as the rates; empty if
   * there are no samples, or the rates say that they take no time.
   */
  static Optional<OperatorRegression> scaled(PaleoFit rates, List<Sample> samples) {
    double product = 0;
    double square = 0;
    for (Sample sample : samples) {
      double weighted = sample.weight() * rates.ms(sample.work());
      product += weighted * sample.weight() * sample.ms();
      square += weighted * weighted;
    }
    double factor = product / square;
    return square > 0 && factor <= Checks.MAX_NUMBER
        ? Optional.of(
            new OperatorRegression(
                Form.SCALED,
                factor * rates.layerOverheadMs(),
                factor * rates.msPerFlop(),
                factor * rates.msPerByte()))
        : Optional.empty();
  }

  private static boolean varies(Form form, List<Sample> samples, int variable) {
    return samples.stream()
            .mapToDouble(sample -> form.variables(sample.work())[variable])
            .distinct()
            .count()
        > 1;
  }

  /** Coefficients of the used variables. */
  private static double[] fit(Form form, List<Sample> samples, List<Integer> used) {
    double[] scale = new double[VARIABLES];
    samples.forEach(
        sample ->
            used.forEach(v -> scale[v] = Math.max(scale[v], form.variables(sample.work())[v])));
    double[][] rows = new double[samples.size()][used.size()];
    double[] target = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Sample sample = samples.get(i);
      double[] variables = form.variables(sample.work());
      for (int k = 0; k < rows[i].length; k++) {
        int v = used.get(k);
        rows[i][k] = form.weight(sample) * variables[v] / scale[v];
      }
      target[i] = form.weight(sample) * form.target(sample);
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression(SINGULAR);
    regression.setNoIntercept(true); // the constant is a column, as it is weighted, too
    regression.newSampleData(target, rows);
    double[] fitted = regression.estimateRegressionParameters();
    for (int k = 0; k < fitted.length; k++) {
      fitted[k] /= scale[used.get(k)];
    }
    return fitted;
  }

  /** Index of a used variable that must go; -1 if none must. */
  private static int drop(Form form, List<Integer> used, double[] fitted) {
    int drop = -1;
    for (int k = 0; k < fitted.length; k++) {
      boolean mayBeNegative = form == Form.LOGARITHMIC && used.get(k) == 0;
      // Of coefficients of unlike units none is the most negative: the last one goes first.
      if (!mayBeNegative && !(fitted[k] >= 0)) {
        drop = k;
      }
    }
    return drop;
  }

  @Override
  public double ms(LayerWork work) {
    double[] variables = form.variables(work);
    double sum = constant + perFlop * variables[1] + perByte * variables[2];
    return Math.min(form == Form.LOGARITHMIC ? Math.exp(sum) : sum, Checks.MAX_NUMBER);
  }
}
