package dev.espalier.report.online;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Violation;
import dev.espalier.report.Numbers;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.Move;
import dev.espalier.study.SliceWords;
import java.util.Optional;

/** A decision as a sentence. */
public final class DecisionText {
  private final Decision decision;

  private DecisionText(Decision decision) {
    this.decision = decision;
  }

  /** The decision, its reason and what it costs, in a sentence without a full stop. */
  public static String of(Decision decision) {
    DecisionText text = new DecisionText(decision);
    return switch (decision.action()) {
      case KEEP -> text.keep();
      case MOVE, ROLL_BACK -> text.move();
      case STOP -> text.stop();
    };
  }

  private String keep() {
    return "keep the plan of %s: %s%s"
        .formatted(value(decision.after()), decision.reason().text(), instead());
  }

  /** The better plan that is not moved to. */
  private String instead() {
    return decision
        .target()
        .map(
            plan ->
                " to %s, %s%s"
                    .formatted(SliceWords.of(plan.slices()), value(Optional.of(plan)), loads()))
        .orElse("");
  }

  private String move() {
    boolean isBack = decision.action() == Decision.Action.ROLL_BACK;
    String plan = decision.after().map(Plan::slices).map(SliceWords::of).orElse("none");
    boolean works = decision.violations().isEmpty();
    String before =
        decision.before().isPresent() && works ? " instead of " + value(decision.before()) : "";
    return "%s to %s, %s%s%s: %s%s"
        .formatted(
            isBack ? "go back" : "move",
            plan,
            value(decision.after()),
            before,
            loads(),
            decision.reason().text(),
            works ? "" : " (" + decision.violations().get(0).message() + ")");
  }

  private String loads() {
    return decision.move().filter(move -> move.devices() > 0).map(DecisionText::loads).orElse("");
  }

  private static String loads(Move move) {
    return ", which loads %s on %s in %s"
        .formatted(
            Numbers.bytes(move.weightBytes()),
            Numbers.count(move.devices(), "device"),
            Numbers.ms(move.loadMs()));
  }

  private String stop() {
    String why =
        decision
            .obstacle()
            .or(() -> decision.violations().stream().findFirst().map(Violation::message))
            .map(text -> ": " + text)
            .orElse("");
    return "stop: " + decision.reason().text() + why;
  }

  private static String value(Optional<Plan> plan) {
    return plan.map(each -> Numbers.of(each.value()) + " " + each.problem().objective().unit())
        .orElse("no plan");
  }
}
