package dev.espalier.cli;

import dev.espalier.exit.ExitUse;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A plan that decides on exits, for people. */
final class ExitPlanText {
  private static final String NOTHING = "-";

  /** Confidences near 1 differ in their fourth or fifth digit. */
  private static final MathContext THRESHOLD_DIGITS = new MathContext(6);

  private final Terminal terminal;

  ExitPlanText(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * One plan, with all that can be said of it.
   *
   * @param plans those that it was chosen from
   */
  String plan(ExitPlan plan, ExitPlans.Summary plans, boolean withTiming) {
    String accuracy =
        ", accuracy %s under \"%s\"%s"
            .formatted(percent(plan.accuracy()), plan.condition(), samples(plans));
    return new PlanText(terminal)
        .decided(plan.planned(), proof(plan, plans), accuracy, exits(plan, plans), withTiming);
  }

  /** How many samples stand behind the figures, in words that follow the condition. */
  static String samples(ExitPlans.Summary plans) {
    return plans.samples().isPresent() ? " (%d samples)".formatted(plans.samples().getAsInt()) : "";
  }

  private static String proof(ExitPlan plan, ExitPlans.Summary plans) {
    String choices = choices(plans.size());
    if (!plans.isComplete()) {
      return "best of %s, not proven".formatted(choices);
    }
    return plan.planned().optimal()
        ? "proven optimal among " + choices
        : PlanText.proof(plan.planned()) + ", of " + choices;
  }

  static String choices(long count) {
    return "%d %s of exits and thresholds".formatted(count, count == 1 ? "choice" : "choices");
  }

  private static String exits(ExitPlan plan, ExitPlans.Summary plans) {
    Plan placed = plan.planned().plan();
    Linearization net = placed.problem().linearization();
    TextTable table =
        new TextTable(
            List.of(
                " ",
                "exit",
                "layer",
                ">position",
                ">threshold",
                ">share",
                ">accuracy",
                ">latency ms"));
    List<ExitUse> deployed = plan.behaviour().exits().stream().filter(ExitUse::deployed).toList();
    for (int e = 0; e < deployed.size(); e++) {
      ExitUse use = deployed.get(e);
      table.row(
          List.of(
              String.valueOf(LayerStrip.sign(e)),
              use.name(),
              net.net().exits().get(e).layer(),
              String.valueOf(net.exitPosition(e)),
              threshold(use),
              percent(use.probability()),
              use.accuracy().isPresent() ? percent(use.accuracy().getAsDouble()) : NOTHING,
              Figures.of(placed.exits().get(e).latencyMs())));
    }
    StringBuilder text = new StringBuilder(table.text());
    plan.dropped()
        .forEach(dropped -> text.append("no %s: %s\n".formatted(dropped.exit(), dropped.reason())));
    notes(List.of(plan), plans).forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  /** What was asked for. */
  static String question(Optional<ExitDemand> demand) {
    if (demand.isEmpty()) {
      return "all plans worth having";
    }
    return demand.get() instanceof ExitDemand.MinAccuracy least
        ? "least latency at accuracy %s or more".formatted(percent(least.accuracy()))
        : "best accuracy within %s ms"
            .formatted(Figures.of(((ExitDemand.MaxLatency) demand.get()).latencyMs()));
  }

  /** What a reader must know of the data behind plans. */
  static List<String> notes(List<ExitPlan> plans, ExitPlans.Summary all) {
    List<String> notes = new ArrayList<>();
    plans.forEach(plan -> plan.assumptions().forEach(each -> notes.add("assumed: " + each)));
    if (all.unmeasured() > 0) {
      notes.add(
          "not measured under \"%s\": %s, which send samples to an exit where none left"
              .formatted(all.condition(), choices(all.unmeasured())));
    }
    return notes;
  }

  /** The threshold of an exit. */
  static String threshold(ExitUse use) {
    return use.threshold().isPresent()
        ? new BigDecimal(use.threshold().getAsDouble())
            .round(THRESHOLD_DIGITS)
            .stripTrailingZeros()
            .toPlainString()
        : NOTHING;
  }

  /** Accuracies that differ in the second digit are different plans. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
