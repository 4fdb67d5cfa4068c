package dev.espalier.search.risk;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.PlanValue;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * A planning problem at each sample of its bandwidths. Equal samples are one, in descending order
 * of the first column. Immutable but for what it computes once; not thread-safe.
 *
 * <p>The value of a plan is {@code a + sum over links l of b_l u_l}, u being the time for a byte
 * and all numbers at least 0. So its mean under weights q is its value at the mean of u ({@link
 * #mean}), where limits, too, are at most the mean of what they are at the samples: a plan that
 * keeps them in all samples keeps them there.
 */
final class SampledProblem {
  private final PlanningProblem base;
  private final boolean hasNetwork;
  private final SampledCatalog catalog;
  private final double[] weights;
  private final double[][] mbps;
  private final boolean isOrdered;
  private final PlanningProblem slowest;
  private final PlanningProblem[] problems;

  /** Where one column is at its slowest and the others at their fastest; last, where all are. */
  private final PlanningProblem[] corners;

  /** By column, 1 / (time for a megabit at its slowest - that at its fastest). */
  private final double[] slopes;

  private final double[] fastest;

  /**
   * @throws IllegalArgumentException if the objective's costs do not add up, or a column does not
   *     name links of the catalog
   */
  SampledProblem(PlanningProblem base, BandwidthSamples samples) {
    misfit(base)
        .ifPresent(
            reason -> {
              throw new InvalidFieldException("objective", reason);
            });
    this.base = base;
    hasNetwork = samples.hasNetwork();
    Map<List<Double>, Double> merged = new LinkedHashMap<>();
    samples.samples().forEach(each -> merged.merge(each.mbps(), each.weight(), Double::sum));
    List<Map.Entry<List<Double>, Double>> sorted =
        merged.entrySet().stream().sorted(fastestFirst(samples.columns().size())).toList();
    double total = merged.values().stream().mapToDouble(Double::doubleValue).sum();
    weights = sorted.stream().mapToDouble(entry -> entry.getValue() / total).toArray();
    mbps =
        sorted.stream().map(Map.Entry::getKey).map(SampledProblem::array).toArray(double[][]::new);
    isOrdered = isOrdered(mbps);
    catalog = new SampledCatalog(base.catalog(), samples.columns(), mbps);
    double[] fast = extreme(mbps, Math::max);
    double[] slow = extreme(mbps, Math::min);
    slowest = at(samples.columns(), slow);
    corners = new PlanningProblem[slow.length + 1];
    slopes = new double[slow.length];
    for (int c = 0; c < slow.length; c++) {
      double[] corner = fast.clone();
      corner[c] = slow[c];
      corners[c] = at(samples.columns(), corner);
      slopes[c] = slow[c] < fast[c] ? 1 / (1 / slow[c] - 1 / fast[c]) : 0;
    }
    corners[slow.length] = at(samples.columns(), fast);
    fastest = fast;
    problems = new PlanningProblem[weights.length];
  }

  /** Why a problem cannot be planned on samples; empty if it can. */
  static Optional<String> misfit(PlanningProblem problem) {
    return problem.objective().combination() == Objective.Combination.SUM
        ? Optional.empty()
        : Optional.of(
            "samples of bandwidth need an objective whose costs add up, but the objective is "
                + problem.objective().label());
  }

  private static Comparator<Map.Entry<List<Double>, Double>> fastestFirst(int columns) {
    Comparator<Map.Entry<List<Double>, Double>> order =
        Comparator.comparingDouble(entry -> -entry.getKey().get(0));
    for (int c = 1; c < columns; c++) {
      int column = c;
      order = order.thenComparingDouble(entry -> -entry.getKey().get(column));
    }
    return order;
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isOrdered(double[][] mbps) {
    return IntStream.range(1, mbps.length).allMatch(s -> isAtLeastAsSlow(mbps[s], mbps[s - 1]));
  }

  private static boolean isAtLeastAsSlow(double[] sample, double[] other) {
    return IntStream.range(0, sample.length).allMatch(c -> sample[c] <= other[c]);
  }

  /** The minimum or maximum of each column, which may be no sample. */
  private static double[] extreme(double[][] mbps, DoubleBinaryOperator of) {
    double[] extreme = mbps[0].clone();
    for (double[] sample : mbps) {
      Arrays.setAll(extreme, c -> of.applyAsDouble(extreme[c], sample[c]));
    }
    return extreme;
  }

  private PlanningProblem at(List<String> columns, double[] sample) {
    SampledCatalog one = new SampledCatalog(base.catalog(), columns, new double[][] {sample});
    return on(one.mean(new double[] {1}));
  }

  private PlanningProblem on(DeviceCatalog state) {
    PlanningProblem problem = base.withCatalog(state);
    return hasNetwork
        ? problem.toBuilder().bandwidthMbps(state.network().bandwidthMbps()).build()
        : problem;
  }

  PlanningProblem base() {
    return base;
  }

  /** Number of samples. */
  int count() {
    return weights.length;
  }

  /** Weights of the samples; they sum to 1. */
  double[] weights() {
    return weights.clone();
  }

  /** Whether each sample is at least as slow in all columns as the one before it. */
  boolean isOrdered() {
    return isOrdered;
  }

  /**
   * The weights under which the mean value of each plan is its risk. They are the same for all
   * plans if the risk is the mean, or the samples are ordered, as no plan is faster at a slower
   * one.
   */
  Optional<double[]> fixedFocus(RiskMeasure measure) {
    if (!isOrdered && measure.kind() != RiskMeasure.Kind.MEAN) {
      return Optional.empty();
    }
    double[] ranks = new double[weights.length];
    Arrays.setAll(ranks, s -> s);
    return Optional.of(measure.focus(ranks, weights));
  }

  /** Whether a sample is at least as slow in all columns as another one. */
  boolean isAtLeastAsSlow(int sample, int other) {
    return isAtLeastAsSlow(mbps[sample], mbps[other]);
  }

  /** The problem whose values are the means of those of the samples under weights of sum 1. */
  PlanningProblem mean(double[] focus) {
    return on(catalog.mean(focus));
  }

  /** The problem at a sample. */
  PlanningProblem at(int sample) {
    if (problems[sample] == null) {
      double[] one = new double[weights.length];
      one[sample] = 1;
      problems[sample] = mean(one);
    }
    return problems[sample];
  }

  /** The problems at all samples. */
  List<PlanningProblem> all() {
    return IntStream.range(0, weights.length).mapToObj(this::at).toList();
  }

  /** The problem where each link is as slow as in its slowest sample. */
  PlanningProblem slowest() {
    return slowest;
  }

  /**
   * The values of a plan at all samples: linear in the time for a byte in each column, unless the
   * network's bandwidth is capped by uplinks and downlinks.
   */
  double[] values(List<Slice> slices) {
    double[] values = new double[weights.length];
    if (catalog.isCapped()) {
      Arrays.setAll(values, s -> value(at(s), slices));
      return values;
    }
    double atFastest = value(corners[slopes.length], slices);
    double[] rates = new double[slopes.length];
    Arrays.setAll(rates, c -> slopes[c] * (value(corners[c], slices) - atFastest));
    Arrays.setAll(values, s -> atFastest + slower(rates, mbps[s]));
    return values;
  }

  private double slower(double[] rates, double[] sample) {
    double sum = 0;
    for (int c = 0; c < rates.length; c++) {
      sum += rates[c] * (1 / sample[c] - 1 / fastest[c]);
    }
    return sum;
  }

  private double value(PlanningProblem problem, List<Slice> slices) {
    return PlanValue.of(problem, base.objective(), slices);
  }

  /**
   * Limits that a plan breaks at some sample: those of the first one that breaks any. Limits only
   * tighten as links get slower.
   */
  List<Violation> violations(List<Slice> slices) {
    if (violations(slowest, slices).isEmpty()) {
      return List.of();
    }
    for (int s = weights.length - 1; s >= 0; s--) {
      List<Violation> broken = violations(at(s), slices);
      if (!broken.isEmpty()) {
        return broken;
      }
    }
    return List.of();
  }

  private static List<Violation> violations(PlanningProblem problem, List<Slice> slices) {
    Plan plan = PlanEvaluator.evaluate(problem, slices);
    return PlanValidator.violations(plan);
  }
}
