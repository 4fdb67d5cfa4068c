package dev.espalier.cli;

import dev.espalier.exit.ExitUse;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.JointResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plans that decide on exits, for people. */
final class ExitPlanText {
  private static final String NOTHING = "-";

  private final PlanningProblem problem;
  private final Terminal terminal;

  ExitPlanText(PlanningProblem problem, Terminal terminal) {
    this.problem = problem;
    this.terminal = terminal;
  }

  /** One plan, with all that can be said of it. */
  String plan(ExitPlan plan, boolean withTiming) {
    String accuracy =
        ", accuracy %s under \"%s\"".formatted(percent(plan.accuracy()), plan.condition());
    return new PlanText(terminal).decided(plan.planned(), accuracy, exits(plan), withTiming);
  }

  private static String exits(ExitPlan plan) {
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
    plan.assumptions().forEach(each -> text.append("assumed: ").append(each).append('\n'));
    return text.toString();
  }

  /** Answers for several conditions, or a front, as a table with one line for each plan. */
  String table(List<ExitAnswer> answers) {
    StringBuilder text =
        new StringBuilder(
            "%s on %s: %s latency\n"
                .formatted(
                    problem.linearization().net().name(),
                    problem.catalog().name(),
                    problem.objective().label()));
    long choices = answers.stream().mapToLong(answer -> answer.plans().size()).sum();
    boolean proven =
        answers.stream().flatMap(a -> plans(a).stream()).allMatch(p -> p.planned().optimal());
    text.append(
        "%d choices of exits and thresholds%s\n\n"
            .formatted(choices, proven ? ", proven optimal" : ""));
    text.append(rows(answers).text());
    Set<String> assumptions = new LinkedHashSet<>();
    answers.forEach(
        answer -> plans(answer).forEach(plan -> assumptions.addAll(plan.assumptions())));
    text.append("\nexits: threshold and share of the samples that leave, - if not deployed\n");
    text.append("plan: devices in order, each with the layer behind which it hands over\n");
    assumptions.forEach(each -> text.append("assumed: ").append(each).append('\n'));
    return text.toString();
  }

  private TextTable rows(List<ExitAnswer> answers) {
    boolean withConditions = answers.size() > 1;
    List<String> columns = new ArrayList<>();
    if (withConditions) {
      columns.add("condition");
    }
    columns.addAll(List.of(">latency ms", ">accuracy"));
    problem.linearization().net().exits().forEach(exit -> columns.add(exit.name()));
    columns.add("plan");
    TextTable table = new TextTable(columns);
    for (ExitAnswer answer : answers) {
      String mark = answer.result() instanceof JointResult.Unmet ? "not met; closest: " : "";
      for (ExitPlan plan : plans(answer)) {
        List<String> row = new ArrayList<>();
        if (withConditions) {
          row.add(plan.condition());
        }
        row.add(Figures.of(plan.latencyMs()));
        row.add(percent(plan.accuracy()));
        plan.behaviour().exits().forEach(use -> row.add(exit(use)));
        row.add(mark + route(plan.planned().plan()));
        table.row(row);
      }
    }
    return table;
  }

  private static List<ExitPlan> plans(ExitAnswer answer) {
    if (answer.result() instanceof JointResult.Met met) {
      return List.of(met.plan());
    }
    if (answer.result() instanceof JointResult.Unmet unmet) {
      return List.of(unmet.closest());
    }
    return answer.result() instanceof JointResult.Front front ? front.plans() : List.of();
  }

  private static String exit(ExitUse use) {
    if (!use.deployed()) {
      return NOTHING;
    }
    String share = percent(use.probability());
    return use.threshold().isPresent() ? threshold(use) + " (" + share + ")" : "(" + share + ")";
  }

  private static String route(Plan plan) {
    Linearization net = plan.problem().linearization();
    StringBuilder route = new StringBuilder();
    for (Slice slice : plan.slices()) {
      route.append(slice.device());
      if (slice.to() < net.length()) {
        route.append(" to ").append(net.layer(slice.to() - 1).name()).append(", ");
      }
    }
    return route.toString();
  }

  private static String threshold(ExitUse use) {
    return use.threshold().isPresent()
        ? String.format(Locale.ROOT, "%.4g", use.threshold().getAsDouble())
            .replaceFirst("(\\.\\d*?)0+$", "$1")
            .replaceFirst("\\.$", "")
        : NOTHING;
  }

  /** Accuracies that differ in the second digit are different plans. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
