package dev.espalier.report.result;

import dev.espalier.exit.ExitUse;
import dev.espalier.internal.Printable;
import dev.espalier.report.Cell;
import dev.espalier.report.Numbers;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Phrases common to reports on decided exits. */
public final class ExitWords {
  /** Confidences near 1 differ in their fourth or fifth digit. */
  private static final MathContext THRESHOLD_DIGITS = new MathContext(6);

  private ExitWords() {}

  /** Accuracies that differ in the second digit are different plans. */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * fraction);
  }

  /** The number of samples behind the numbers, as a phrase after the condition. */
  static String samples(ExitPlans.Summary plans) {
    return plans.samples().isPresent() ? " (%s samples)".formatted(plans.samples().getAsInt()) : "";
  }

  static String choices(long count) {
    return "%s %s of exits and thresholds".formatted(count, count == 1 ? "choice" : "choices");
  }

  /** The demand in words. */
  static String question(Optional<ExitDemand> demand) {
    if (demand.isEmpty()) {
      return "Pareto front";
    }
    return demand.get() instanceof ExitDemand.MinAccuracy min
        ? "minimum latency at accuracy %s or more".formatted(percent(min.accuracy()))
        : "maximum accuracy within %s ms"
            .formatted(Numbers.of(((ExitDemand.MaxLatency) demand.get()).latencyMs()));
  }

  /** Caveats about the data behind plans. */
  static List<String> caveats(List<ExitPlan> plans, ExitPlans.Summary all) {
    List<String> caveats = new ArrayList<>();
    plans.forEach(plan -> plan.assumptions().forEach(each -> caveats.add("assumed: " + each)));
    if (all.unmeasured() > 0) {
      caveats.add(
          "not measured under \"%s\": %s, which send samples to an exit where none left"
              .formatted(all.condition(), choices(all.unmeasured())));
    }
    return caveats;
  }

  /** What a solver that proves nothing did for the answers; empty if it proves its plans. */
  static Optional<String> unproven(List<ExitPlans.Summary> answers) {
    long planned = answers.stream().mapToLong(plans -> plans.planned().orElse(0)).sum();
    long all = answers.stream().mapToLong(ExitPlans.Summary::size).sum();
    if (planned == 0) { // it proves its plans, or found none
      return Optional.empty();
    }
    return Optional.of(
        "not proven: %s planned %s; each takes the best of its plans for the same exits"
            .formatted(
                method(answers.get(0).search()),
                planned == all
                    ? (all == 1 ? "the 1 choice" : "all %d choices".formatted(all))
                    : "%d of %s".formatted(planned, choices(all))));
  }

  /** The solver with the options specific to it, such as the two devices of a method. */
  private static String method(SearchRecord search) {
    return search.solverOptions().isEmpty()
        ? search.solver()
        : search.solverOptions().entrySet().stream()
            .map(option -> option.getKey() + " " + option.getValue())
            .collect(Collectors.joining(", ", search.solver() + " (", ")"));
  }

  /** The threshold of an exit. */
  static String threshold(ExitUse use) {
    return use.threshold().isPresent()
        ? new BigDecimal(use.threshold().getAsDouble())
            .round(THRESHOLD_DIGITS)
            .stripTrailingZeros()
            .toPlainString()
        : Cell.NOTHING;
  }

  /**
   * Source of the exit behavior.
   *
   * @param exitData the file and how it was used, by the names of the options
   */
  static String source(Map<String, String> exitData) {
    return exitData.entrySet().stream()
        .map(each -> (each.getKey().equals("file") ? "" : each.getKey() + " ") + each.getValue())
        .map(Printable::line)
        .collect(Collectors.joining(", ", "exit data: ", ""));
  }
}
