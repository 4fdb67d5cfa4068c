package dev.espalier.study.calibration;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.Softmax;
import dev.espalier.internal.Checks;
import java.util.Collection;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Temperature scaling: the one temperature T of an exit for which the softmax of its logits z / T
 * gives the labels the greatest likelihood. Predictions stay as they are.
 *
 * <p>Method: the negative log-likelihood is convex in b = 1/T, so that it is minimum where its
 * derivative, the sum of {@code E_p[z] - z_label}, is 0. From T = 1 a bracket doubles in ln b until
 * the derivative changes its sign; Brent's method finds the root in it. Whether there is a minimum
 * at all is decided beforehand: there is none if every label has the greatest logit (T would go to
 * 0), nor if the labels' logits are on average not above the mean of all classes (T would go to
 * infinity).
 *
 * <p>Guarantee: the minimum to about twelve digits, and no less likely than T = 1. The standard
 * error is {@code T^2 / sqrt(sum of Var_p[z])}, from the Fisher information. Takes O(samples x
 * classes) for each of some fifteen steps. Deterministic, stateless, thread-safe.
 *
 * <p>Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger: On Calibration of Modern Neural Networks,
 * ICML 2017, section 4.2. They minimize with a gradient method from T = 1; the minimum is the same.
 */
public final class TemperatureScaling {
  /** Beyond e^512, or within its inverse, a temperature is indistinguishable from its limit. */
  private static final double LARGEST_LOG = 512;

  private static final double ACCURACY = 1e-13;
  private static final int MAX_STEPS = 200;

  /** The contribution of a sample to a sum. */
  private interface Term {
    double of(Softmax softmax, double labelLogit);
  }

  private final List<LogitLog> logs;
  private final int exit;

  private TemperatureScaling(Collection<LogitLog> logs, int exit) {
    this.logs = List.copyOf(logs);
    this.exit = exit;
  }

  /**
   * The best temperature of an exit over all samples of these logs.
   *
   * @throws IllegalArgumentException if a sample's label has probability 0 at every temperature
   */
  public static Temperature fit(Collection<LogitLog> logs, int exit) {
    return new TemperatureScaling(logs, exit).fit();
  }

  private Temperature fit() {
    logs.forEach(log -> checkPossible(log, exit));
    if (sum(1, (softmax, logit) -> logit == softmax.greatest() ? 0 : 1) == 0) {
      return new Temperature.Unbounded(Temperature.Limit.ZERO);
    }
    if (slope(0) >= 0) {
      return new Temperature.Unbounded(Temperature.Limit.INFINITY);
    }
    double inner = 0;
    double outer = slope(1) < 0 ? 1 : -1;
    while (Math.signum(slope(Math.exp(outer))) == -Math.signum(outer)) {
      if (Math.abs(outer) >= LARGEST_LOG) {
        return new Temperature.Unbounded(
            outer > 0 ? Temperature.Limit.ZERO : Temperature.Limit.INFINITY);
      }
      inner = outer;
      outer *= 2;
    }
    double root =
        new BrentSolver(ACCURACY, ACCURACY, 0)
            .solve(
                MAX_STEPS,
                log -> slope(Math.exp(log)),
                Math.min(inner, outer),
                Math.max(inner, outer));
    return fitted(Math.exp(root));
  }

  /** Rounding must not make a temperature next to 1 worse than 1. */
  private Temperature fitted(double inverse) {
    double best = likelihood(inverse) <= likelihood(1) ? inverse : 1;
    double information = sum(best, (softmax, logit) -> softmax.variance());
    return new Temperature.Fitted(1 / best, 1 / (best * best * Math.sqrt(information)));
  }

  private double likelihood(double inverse) {
    return sum(inverse, Softmax::negativeLogLikelihood);
  }

  private double slope(double inverse) {
    return sum(inverse, Softmax::slope);
  }

  /** Sum over all samples of a function of their softmax and of the logit of their label. */
  private double sum(double inverse, Term term) {
    double sum = 0;
    for (LogitLog log : logs) {
      double[] row = new double[log.classes()];
      for (int s = 0; s < log.samples(); s++) {
        log.copyLogits(exit, s, row);
        sum += term.of(Softmax.of(row, inverse), row[log.label(s)]);
      }
    }
    return sum;
  }

  /**
   * Refuses logits that rule out what happened.
   *
   * @throws IllegalArgumentException if a sample's label has probability 0 at every temperature
   */
  static void checkPossible(LogitLog log, int exit) {
    double[] row = new double[log.classes()];
    for (int s = 0; s < log.samples(); s++) {
      log.copyLogits(exit, s, row);
      int label = log.label(s);
      if (Softmax.of(row, 1).negativeLogLikelihood(row[label]) == Double.POSITIVE_INFINITY) {
        throw new InvalidFieldException(
            "logits",
            "%s: sample %d: its class %d has the logit %s, and so no chance at any temperature"
                .formatted(
                    Checks.quoted("exit", log.exits().get(exit)),
                    s + 1,
                    label,
                    row[label] == Double.NEGATIVE_INFINITY
                        ? "-infinity"
                        : row[label] + " beside one of +infinity"));
      }
    }
  }
}
