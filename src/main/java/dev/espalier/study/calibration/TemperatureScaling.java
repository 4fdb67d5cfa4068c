package dev.espalier.study.calibration;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.Softmax;
import dev.espalier.internal.Checks;
import java.util.Collection;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Temperature scaling: the one temperature T of an exit, or of several, for which the softmax of
 * the logits z / T gives the labels the greatest likelihood. Predictions stay as they are. For
 * several exits the negative log-likelihoods of all are summed, each sample counting once at each.
 *
 * <p>Method: the negative log-likelihood is convex in b = 1/T, so that it is minimum where its
 * derivative, the sum of {@code E_p[z] - z_label}, is 0. From T = 1 a bracket doubles in ln b until
 * the derivative changes its sign; Brent's method finds the root in it. Whether there is a minimum
 * at all is decided beforehand: there is none if every label has the greatest logit (T would go to
 * 0), nor if the labels' logits are on average not above the mean of all classes (T would go to
 * infinity).
 *
 * <p>Guarantee: the minimum to about twelve digits, and no less likely than T = 1. The standard
 * error of the temperature of one exit is {@code T^2 / sqrt(H)} with H = sum of {@code Var_p[z]},
 * from the Fisher information. Several exits see the same samples, so that their errors go
 * together; there it is {@code T^2 sqrt(sum over samples of (sum over exits of E_p[z] - z_label)^2)
 * / H}, which counts each sample once (the variance of a composite likelihood). Takes O(samples x
 * exits x classes) for each of some fifteen steps. Deterministic, stateless, thread-safe.
 *
 * <p>Sources: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger: On Calibration of Modern Neural
 * Networks, ICML 2017, section 4.2. They minimize with a gradient method from T = 1; the minimum is
 * the same. The code of Pacheco et al., Information 12(10) 431, 2021, has both ways: a temperature
 * for each exit, and one for all. C. Varin, N. Reid, D. Firth: An overview of composite likelihood
 * methods, Statistica Sinica 21, 2011, section 2.3, for the standard error.
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
  private final int[] exits;

  private TemperatureScaling(Collection<LogitLog> logs, int[] exits) {
    this.logs = List.copyOf(logs);
    this.exits = exits;
  }

  /**
   * The best temperature of an exit, or of several together, over all samples of these logs.
   *
   * @param exits their indices, at least one
   * @throws IllegalArgumentException if there is no exit, or a sample's label has probability 0 at
   *     every temperature
   */
  public static Temperature fit(Collection<LogitLog> logs, int... exits) {
    if (exits.length == 0) {
      throw new InvalidFieldException(
          "exits", "temperature scaling: expected exits but found none");
    }
    return new TemperatureScaling(logs, exits.clone()).fit();
  }

  private Temperature fit() {
    for (int exit : exits) {
      logs.forEach(log -> checkPossible(log, exit));
    }
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
    double error =
        exits.length == 1
            ? 1 / Math.sqrt(information)
            : Math.sqrt(squaredSlopes(best)) / information;
    return new Temperature.Fitted(1 / best, error / (best * best));
  }

  private double likelihood(double inverse) {
    return sum(inverse, Softmax::negativeLogLikelihood);
  }

  private double slope(double inverse) {
    return sum(inverse, Softmax::slope);
  }

  /**
   * Sum over all samples and exits of a function of their softmax and of the logit of their label.
   */
  private double sum(double inverse, Term term) {
    double sum = 0;
    for (LogitLog log : logs) {
      double[] row = new double[log.classes()];
      for (int exit : exits) {
        for (int s = 0; s < log.samples(); s++) {
          sum += at(log, exit, s, row, inverse, term);
        }
      }
    }
    return sum;
  }

  /** Sum over all samples of the square of the slope that all exits together have there. */
  private double squaredSlopes(double inverse) {
    double sum = 0;
    for (LogitLog log : logs) {
      double[] row = new double[log.classes()];
      for (int s = 0; s < log.samples(); s++) {
        double slope = 0;
        for (int exit : exits) {
          slope += at(log, exit, s, row, inverse, Softmax::slope);
        }
        sum += slope * slope;
      }
    }
    return sum;
  }

  private static double at(
      LogitLog log, int exit, int sample, double[] row, double inverse, Term term) {
    log.copyLogits(exit, sample, row);
    return term.of(Softmax.of(row, inverse), row[log.label(sample)]);
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
