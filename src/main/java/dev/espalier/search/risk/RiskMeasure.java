package dev.espalier.search.risk;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A number that stands for all values of a plan, one for each weighted sample.
 *
 * <ul>
 *   <li>{@code mean}: the weighted mean.
 *   <li>{@code pNN}: the quantile, the smallest value such that values up to it have at least NN
 *       percent of the weight.
 *   <li>{@code cvarNN}: the conditional value at risk, the mean of the largest values that have 100
 *       - NN percent of the weight; a sample at their edge counts with the part that belongs to
 *       them (Rockafellar and Uryasev 2000, Optimization of conditional value-at-risk, and 2002 for
 *       distributions with atoms).
 * </ul>
 *
 * <p>Each is the mean of the values under other weights, its {@link #focus}. For cvar, no weights
 * of {@code at most w / (1 - NN/100)} give a larger mean, which makes it the maximum over them.
 *
 * @param kind what it is
 * @param percent NN, from 1 to 99; 0 for the mean
 */
public record RiskMeasure(Kind kind, int percent) {
  /** The mean over all samples. */
  public static final RiskMeasure MEAN = new RiskMeasure(Kind.MEAN, 0);

  private static final double PERCENT = 100;

  /** Weights that sum to a bound but for rounding reach it. */
  private static final double ROUNDING = 1e-12;

  private static final Pattern NUMBERED = Pattern.compile("(p|cvar)([1-9]\\d?)");
  private static final List<String> EXAMPLES =
      List.of("mean", "p50", "p90", "p95", "p99", "cvar90", "cvar95", "cvar99");

  /** The kinds of measures. */
  public enum Kind {
    /** The mean over all samples. */
    MEAN,
    /** A quantile. */
    QUANTILE,
    /** The mean of the largest values. */
    CVAR
  }

  /**
   * @throws IllegalArgumentException if the percentage is out of range
   */
  public RiskMeasure {
    boolean fits = kind == Kind.MEAN ? percent == 0 : percent >= 1 && percent <= 99;
    if (!fits) {
      throw new InvalidFieldException(
          "percent", "percentage of a risk measure must be from 1 to 99 but is " + percent);
    }
  }

  /** The quantile {@code pNN}. */
  public static RiskMeasure quantile(int percent) {
    return new RiskMeasure(Kind.QUANTILE, percent);
  }

  /** The conditional value at risk {@code cvarNN}. */
  public static RiskMeasure cvar(int percent) {
    return new RiskMeasure(Kind.CVAR, percent);
  }

  /**
   * The measure of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RiskMeasure named(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      int percent = Integer.parseInt(numbered.group(2));
      return numbered.group(1).equals("p") ? quantile(percent) : cvar(percent);
    }
    if (name.equals(MEAN.label())) {
      return MEAN;
    }
    throw new InvalidFieldException(
        "risk",
        "risk must be mean, pNN or cvarNN with NN from 1 to 99, such as p95, but is \"%s\"%s"
            .formatted(name, NearestName.hint(name, EXAMPLES)));
  }

  /** The name used in files and on the command line. */
  public String label() {
    return switch (kind) {
      case MEAN -> "mean";
      case QUANTILE -> "p" + percent;
      case CVAR -> "cvar" + percent;
    };
  }

  /** The weight of all samples up to the quantile. */
  double level() {
    return percent / PERCENT;
  }

  /**
   * The measure of values.
   *
   * @param values one for each sample
   * @param weights those of the samples, above 0, which sum to 1
   */
  public double of(double[] values, double[] weights) {
    double[] focus = focus(values, weights);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += focus[i] == 0 ? 0 : focus[i] * values[i];
    }
    return sum;
  }

  /**
   * The weights under which the mean of the values is their measure; they sum to 1. For a quantile,
   * one sample has all the weight.
   */
  public double[] focus(double[] values, double[] weights) {
    return switch (kind) {
      case MEAN -> weights.clone();
      case QUANTILE -> single(values, weights);
      case CVAR -> tail(values, weights);
    };
  }

  private double[] single(double[] values, double[] weights) {
    double[] focus = new double[values.length];
    double sum = 0;
    int[] order = ascending(values);
    for (int index : order) {
      sum += weights[index];
      if (reaches(sum)) {
        focus[index] = 1;
        return focus;
      }
    }
    focus[order[order.length - 1]] = 1;
    return focus;
  }

  /** Whether a weight is at least that of the quantile. */
  boolean reaches(double weight) {
    return weight >= level() - ROUNDING;
  }

  private double[] tail(double[] values, double[] weights) {
    double[] focus = new double[values.length];
    double tail = 1 - level();
    double left = 1;
    int[] order = ascending(values);
    for (int k = order.length - 1; k >= 0 && left > 0; k--) {
      // The last of them takes what is left, so that the weights sum to 1 whatever was rounded.
      double part = k == 0 ? left : Math.min(left, weights[order[k]] / tail);
      focus[order[k]] = part;
      left -= part;
    }
    return focus;
  }

  private static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public String toString() {
    return label();
  }
}
