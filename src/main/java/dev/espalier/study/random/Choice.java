package dev.espalier.study.random;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One of some values, such as those that were measured. A value is found in logarithmic time. */
public final class Choice implements Distribution {
  private static final int MAX_VALUES = 1_000_000;

  private final List<Weighted> values;

  /** Probability of each value and those in front of it, up to the factor of the weights. */
  private final double[] sums;

  /**
   * A value and how probable it is beside others.
   *
   * @param value the value
   * @param weight its probability, up to the common factor that makes all probabilities sum to 1
   */
  public record Weighted(double value, double weight) {

    /**
     * @throws IllegalArgumentException if the value is not from 0 to 1e30, or the weight not from
     *     1e-30 to 1e30
     */
    public Weighted {
      Checks.notNegative("choice", "value", value);
      Checks.positive("choice", "weight", weight);
    }
  }

  /**
   * A choice among values, in any order.
   *
   * @throws IllegalArgumentException if there is no value or more than 1,000,000
   */
  public Choice(List<Weighted> values) {
    if (values.isEmpty() || values.size() > MAX_VALUES) {
      throw new InvalidFieldException(
          "values",
          "choice: values must list 1 to %d values but list %d"
              .formatted(MAX_VALUES, values.size()));
    }
    // Sorted, so that larger random numbers give larger values.
    this.values =
        values.stream()
            .sorted(
                Comparator.comparingDouble(Weighted::value).thenComparingDouble(Weighted::weight))
            .toList();
    sums = this.values.stream().mapToDouble(Weighted::weight).toArray();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
  }

  /** The values, sorted. */
  public List<Weighted> values() {
    return values;
  }

  @Override
  public double quantile(double p) {
    int found = Arrays.binarySearch(sums, p * sums[sums.length - 1]);
    int index = found < 0 ? -found - 1 : found;
    return values.get(Math.min(index, sums.length - 1)).value();
  }

  @Override
  public double mean() {
    double sum = sums[sums.length - 1];
    return values.stream().mapToDouble(each -> each.value() * (each.weight() / sum)).sum();
  }

  @Override
  public double minimum() {
    return values.get(0).value();
  }

  @Override
  public double maximum() {
    return values.get(values.size() - 1).value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Choice that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Choice[values=" + values + "]";
  }
}
