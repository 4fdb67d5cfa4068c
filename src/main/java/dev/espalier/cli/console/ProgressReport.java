package dev.espalier.cli.console;

import dev.espalier.plan.Plan;
import dev.espalier.report.Numbers;
import java.util.Locale;

/**
 * The progress of a search.
 *
 * @param done plans priced so far
 * @param total plans to price in all, 0 where that is not known
 * @param best value of the best plan so far; infinite if there is none
 * @param bound no feasible plan has a smaller value; 0 while nothing is known
 * @param unit unit of values, empty while it is not known
 */
record ProgressReport(long done, long total, double best, double bound, String unit) {
  /** The report of a search that has begun. */
  static final ProgressReport NOTHING = new ProgressReport(0, 0, Double.POSITIVE_INFINITY, 0, "");

  private static final double THOUSAND = 1000;

  /** Thousands, millions, billions, trillions. */
  private static final String UNITS = "kMGT";

  /** This report after more work; a search that is repeated may report a worse plan. */
  ProgressReport withWork(long newDone, long newTotal, double newBest) {
    return new ProgressReport(
        newDone, newTotal, Double.isFinite(newBest) ? newBest : best, bound, unit);
  }

  /** This report with a better plan. */
  ProgressReport withPlan(Plan plan, double lowerBound) {
    return new ProgressReport(
        done, total, plan.value(), Math.max(bound, lowerBound), plan.problem().objective().unit());
  }

  /** This report with a better bound. */
  ProgressReport withBound(double lowerBound) {
    return new ProgressReport(done, total, best, lowerBound, unit);
  }

  /**
   * The report as a line of text.
   *
   * @param what what is being done
   * @param seconds time since the command began, s
   * @param secondsOfWork time since the work began, s
   */
  String text(String what, long seconds, long secondsOfWork) {
    StringBuilder text = new StringBuilder(what + ", " + seconds + " s");
    if (total > 0 && done > 0) {
      double rate = (double) done / Math.max(1, secondsOfWork);
      text.append(
          String.format(
              Locale.ROOT,
              ": %.0f%% of %s plans, %s left, %s/s",
              100.0 * done / total,
              count(total),
              duration((total - done) / rate),
              count(rate)));
    }
    if (Double.isFinite(best)) {
      text.append(", best ").append(value(best));
    }
    if (bound > 0) {
      text.append(", bound ").append(value(bound));
    }
    if (Double.isFinite(best) && bound > 0) {
      text.append(", gap ").append(Numbers.gap(Math.max(0, best - bound) / bound));
    }
    return text.append("; Ctrl-C ends it").toString();
  }

  private String value(double value) {
    return (Numbers.of(value) + " " + unit).strip();
  }

  private static String duration(double leftSeconds) {
    if (leftSeconds < 100) {
      return String.format(Locale.ROOT, "%.0f s", leftSeconds);
    }
    double hours = leftSeconds / 3600;
    return hours < 2
        ? String.format(Locale.ROOT, "%.0f min", leftSeconds / 60)
        : count(hours) + " h";
  }

  /** A large number in a few characters, such as {@code 474M}. */
  private static String count(double number) {
    if (number < THOUSAND) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    String unit = "";
    double rest = number;
    for (int i = 0; i < UNITS.length() && rest >= THOUSAND; i++) {
      rest /= THOUSAND;
      unit = UNITS.substring(i, i + 1);
    }
    return String.format(Locale.ROOT, rest < THOUSAND ? "%.0f%s" : "%.0e%s", rest, unit);
  }
}
