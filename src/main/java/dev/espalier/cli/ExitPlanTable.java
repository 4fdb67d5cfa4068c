package dev.espalier.cli;

import dev.espalier.exit.ExitUse;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers for several conditions, or fronts, with a line for each plan. */
final class ExitPlanTable {
  private static final String NOTHING = "-";

  private final PlanningProblem problem;
  private final List<ExitAnswer> answers;
  private final List<String> exits;

  ExitPlanTable(PlanningProblem problem, List<ExitAnswer> answers) {
    this.problem = problem;
    this.answers = answers;
    exits = problem.linearization().net().exits().stream().map(exit -> exit.name()).toList();
  }

  /** For people. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            "%s on %s: %s latency%s; %s\n"
                .formatted(
                    problem.linearization().net().name(),
                    problem.catalog().name(),
                    problem.objective().label(),
                    answers.size() > 1 ? "" : onlyCondition(),
                    ExitPlanText.question(answers.get(0).demand())));
    text.append(coverage()).append("\n\n");
    text.append(table().text());
    text.append("\nexits: threshold and share of the samples that leave, - if not deployed\n");
    text.append("plan: devices in order, each with the layer behind which it hands over; ")
        .append(TextTable.DITTO)
        .append(" is the plan above\n");
    Set<String> notes =
        answers.stream()
            .flatMap(answer -> ExitPlanText.notes(answer.result().plans(), answer.plans()).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    notes.forEach(note -> text.append(note).append('\n'));
    if (answers.stream()
            .flatMap(answer -> answer.result().plans().stream())
            .anyMatch(this::dropsAny)
        && answers.size() > 1) {
      text.append("--condition NAME tells of one condition why an exit was dropped\n");
    }
    SearchRecord search = answers.get(0).plans().search();
    text.append("\nsolver %s, seed %d\n".formatted(search.solver(), search.seed()));
    return text.toString();
  }

  private String onlyCondition() {
    ExitPlans.Summary plans = answers.get(0).plans();
    return ", condition %s%s".formatted(plans.condition(), ExitPlanText.samples(plans));
  }

  private boolean dropsAny(ExitPlan plan) {
    return !plan.dropped().isEmpty();
  }

  private String coverage() {
    long choices = answers.stream().mapToLong(answer -> answer.plans().size()).sum();
    boolean isComplete = answers.stream().allMatch(answer -> answer.plans().isComplete());
    boolean isProven =
        answers.stream()
            .flatMap(a -> a.result().plans().stream())
            .allMatch(p -> p.planned().optimal());
    String counted = ExitPlanText.choices(choices);
    return isComplete && isProven
        ? "proven optimal among " + counted
        : "best of " + counted + (isComplete ? "" : ", not all there are");
  }

  private TextTable table() {
    boolean hasConditions = answers.size() > 1;
    boolean hasSamples = answers.get(0).plans().samples().isPresent();
    boolean hasUnmet = answers.stream().anyMatch(answer -> !answer.result().isMet());
    List<String> columns = new ArrayList<>();
    if (hasConditions) {
      columns.add("condition");
    }
    if (hasConditions && hasSamples) {
      columns.add(">samples");
    }
    if (hasUnmet) {
      columns.add("demand");
    }
    columns.addAll(List.of(">latency ms", ">accuracy"));
    columns.addAll(exits);
    columns.add("plan");
    TextTable table = new TextTable(columns);
    String above = "";
    for (ExitAnswer answer : answers) {
      for (List<String> figures : lines(answer)) {
        List<String> row = new ArrayList<>();
        if (hasConditions) {
          row.add(answer.plans().condition());
        }
        if (hasConditions && hasSamples) {
          row.add(String.valueOf(answer.plans().samples().getAsInt()));
        }
        if (hasUnmet) {
          row.add(demand(answer));
        }
        row.addAll(figures);
        String route = row.remove(row.size() - 1);
        row.add(route.equals(above) ? TextTable.DITTO : route);
        above = route;
        table.row(row);
      }
    }
    return table;
  }

  private static String demand(ExitAnswer answer) {
    if (answer.result().isMet()) {
      return "met";
    }
    return answer.result().plans().isEmpty() ? "no plan found" : "not met; closest:";
  }

  private List<List<String>> lines(ExitAnswer answer) {
    List<ExitPlan> plans = answer.result().plans();
    if (plans.isEmpty()) {
      return List.of(Collections.nCopies(exits.size() + 3, NOTHING));
    }
    return plans.stream().map(ExitPlanTable::line).toList();
  }

  private static List<String> line(ExitPlan plan) {
    List<String> line = new ArrayList<>();
    line.add(Figures.of(plan.latencyMs()));
    line.add(ExitPlanText.percent(plan.accuracy()));
    plan.behaviour().exits().forEach(use -> line.add(exit(use)));
    line.add(route(plan.planned().plan()));
    return line;
  }

  private static String exit(ExitUse use) {
    if (!use.deployed()) {
      return NOTHING;
    }
    String share = "(" + ExitPlanText.percent(use.probability()) + ")";
    return use.threshold().isPresent() ? ExitPlanText.threshold(use) + " " + share : share;
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

  /** For programs: full precision, nothing where there is no figure. */
  String csv() {
    List<String> columns =
        new ArrayList<>(List.of("condition", "demand", "latencyMs", "accuracy", "optimal"));
    for (String exit : exits) {
      columns.addAll(List.of(exit + ".threshold", exit + ".probability", exit + ".accuracy"));
    }
    columns.add("plan");
    TextTable table = new TextTable(columns);
    for (ExitAnswer answer : answers) {
      for (ExitPlan plan : answer.result().plans()) {
        List<String> row = new ArrayList<>();
        row.add(plan.condition());
        row.add(answer.result().isMet() ? "met" : "not met");
        row.add(String.valueOf(plan.latencyMs()));
        row.add(String.valueOf(plan.accuracy()));
        row.add(String.valueOf(plan.planned().optimal()));
        for (ExitUse use : plan.behaviour().exits()) {
          row.add(number(use.threshold()));
          row.add(use.deployed() ? String.valueOf(use.probability()) : "");
          row.add(number(use.accuracy()));
        }
        row.add(route(plan.planned().plan()));
        table.row(row);
      }
      if (answer.result().plans().isEmpty()) {
        List<String> row = new ArrayList<>(Collections.nCopies(columns.size(), ""));
        row.set(0, answer.plans().condition());
        row.set(1, "no plan");
        table.row(row);
      }
    }
    return table.csv();
  }

  private static String number(OptionalDouble figure) {
    return figure.isPresent() ? String.valueOf(figure.getAsDouble()) : "";
  }
}
