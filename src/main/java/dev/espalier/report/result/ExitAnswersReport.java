package dev.espalier.report.result;

import dev.espalier.exit.ExitUse;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import dev.espalier.search.joint.JointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Shows plans that decide on exits: one with all its details, or a row for each of several. */
public final class ExitAnswersReport {
  private static final Cell NOTHING = Cell.of(Cell.NOTHING);

  private final PlanningProblem problem;
  private final Map<String, String> exitData;
  private final List<ExitAnswer> answers;

  private ExitAnswersReport(
      PlanningProblem problem, Map<String, String> exitData, List<ExitAnswer> answers) {
    this.problem = problem;
    this.exitData = exitData;
    this.answers = answers;
  }

  /**
   * Describes the answers for one or several conditions; programs always read a row for each plan.
   *
   * @param exitData where the behaviour of the exits is from, and how it was used
   * @param isTimed whether to show how long the search took
   */
  public static Report of(
      PlanningProblem problem,
      Map<String, String> exitData,
      List<ExitAnswer> answers,
      boolean isTimed) {
    ExitAnswersReport report = new ExitAnswersReport(problem, exitData, answers);
    ExitAnswer first = answers.get(0);
    boolean isOne = answers.size() == 1 && !(first.result() instanceof JointResult.Front);
    return isOne && !first.result().plans().isEmpty()
        ? ExitPlanReport.of(first.result(), first.plans(), exitData, isTimed)
            .withData(report.table())
        : report.all();
  }

  private Report all() {
    SearchRecord search = answers.get(0).plans().search();
    return Report.of(
        title(),
        table(),
        Note.of(
                List.of(
                    "exits: threshold and share of the samples that leave, - if not deployed",
                    "plan: devices in order, each with the layer behind which it hands over; %s is the"
                            .formatted(Cell.DITTO)
                        + " plan above"))
            .withCaveats(caveats())
            .with(hints()),
        Note.of(
            List.of(
                "solver %s, seed %s".formatted(search.solver(), search.seed()),
                ExitWords.source(exitData))));
  }

  private Title title() {
    return Title.of(
        "%s on %s: %s latency%s; %s"
            .formatted(
                problem.linearization().net().name(),
                problem.catalog().name(),
                problem.objective().label(),
                hasConditions() ? "" : onlyCondition(),
                ExitWords.question(answers.get(0).demand())),
        coverage());
  }

  private boolean hasConditions() {
    return answers.size() > 1;
  }

  private String onlyCondition() {
    ExitPlans.Summary plans = answers.get(0).plans();
    return ", condition %s%s".formatted(plans.condition(), ExitWords.samples(plans));
  }

  private String coverage() {
    long choices = answers.stream().mapToLong(answer -> answer.plans().size()).sum();
    boolean isComplete = answers.stream().allMatch(answer -> answer.plans().isComplete());
    boolean isProven =
        answers.stream()
            .flatMap(answer -> answer.result().plans().stream())
            .allMatch(plan -> plan.planned().optimal());
    String counted = ExitWords.choices(choices);
    return isComplete && isProven
        ? "proven optimal among " + counted
        : "best of " + counted + (isComplete ? "" : ", not all there are");
  }

  private List<String> caveats() {
    return answers.stream()
        .flatMap(answer -> ExitWords.caveats(answer.result().plans(), answer.plans()).stream())
        .distinct()
        .toList();
  }

  /** Where the table says too little. */
  private List<String> hints() {
    boolean isAnyDropped =
        answers.stream()
            .flatMap(answer -> answer.result().plans().stream())
            .anyMatch(plan -> !plan.dropped().isEmpty());
    return isAnyDropped && hasConditions()
        ? List.of("--condition NAME tells of one condition why an exit was dropped")
        : List.of();
  }

  /**
   * A plan, or that there is none.
   *
   * @param route what the row says of its slices
   * @param isDitto whether the row above says the same
   */
  private record Line(ExitAnswer answer, Optional<ExitPlan> plan, String route, boolean isDitto) {

    /** What a plan shows; nothing if there is none. */
    Cell ofPlan(Function<ExitPlan, Cell> cell) {
      return plan.map(cell).orElse(NOTHING);
    }
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    String above = "";
    for (ExitAnswer answer : answers) {
      List<ExitPlan> plans = answer.result().plans();
      List<Optional<ExitPlan>> shown =
          plans.isEmpty() ? List.of(Optional.empty()) : plans.stream().map(Optional::of).toList();
      for (Optional<ExitPlan> plan : shown) {
        String route =
            plan.map(each -> PlanReport.route(each.planned().plan())).orElse(Cell.NOTHING);
        lines.add(new Line(answer, plan, route, route.equals(above)));
        above = route;
      }
    }
    return lines;
  }

  private Table table() {
    boolean hasSamples = answers.get(0).plans().samples().isPresent();
    boolean hasUnmet = answers.stream().anyMatch(answer -> !answer.result().isMet());
    Table.Builder<Line> table =
        Table.of(lines())
            .words(
                Column.words("condition", "condition").shownIf(hasConditions()),
                line -> line.answer.plans().condition());
    if (hasConditions() && hasSamples) {
      table.column(
          Column.numbers("samples"),
          line -> Cell.integer(line.answer.plans().samples().getAsInt()));
    }
    table
        .column(
            Column.words("demand", "demand").shownIf(hasUnmet),
            line -> demand(line.answer.result()))
        .column(
            Column.numbers("latency", "latencyMs").in("ms"),
            line -> line.ofPlan(plan -> Cell.number(plan.value())))
        .column(
            Column.numbers("accuracy", "accuracy"),
            line ->
                line.ofPlan(
                    plan -> Cell.number(OptionalDouble.of(plan.accuracy()), ExitWords::percent)))
        .column(
            Column.hidden("optimal"),
            line -> line.ofPlan(plan -> Cell.of("", Value.of(plan.planned().optimal()))));
    List<String> exits =
        problem.linearization().net().exits().stream().map(exit -> exit.name()).toList();
    for (int e = 0; e < exits.size(); e++) {
      int exit = e;
      String name = exits.get(e);
      table.column(
          Column.words(name, name + ".threshold", name + ".probability", name + ".accuracy"),
          line -> line.ofPlan(plan -> exit(plan.behaviour().exits().get(exit))));
    }
    return table.column(Column.words("plan", "plan"), ExitAnswersReport::plan).build();
  }

  private static Cell demand(JointResult result) {
    if (result.isMet()) {
      return Cell.text("met");
    }
    return result.plans().isEmpty()
        ? Cell.of("no plan found", Value.of("no plan"))
        : Cell.of("not met; closest:", Value.of("not met"));
  }

  private static Cell exit(ExitUse use) {
    Value probability = use.deployed() ? Value.of(use.probability()) : Value.NONE;
    return Cell.of(shown(use), Value.of(use.threshold()), probability, Value.of(use.accuracy()));
  }

  private static String shown(ExitUse use) {
    if (!use.deployed()) {
      return Cell.NOTHING;
    }
    String share = "(" + ExitWords.percent(use.probability()) + ")";
    return use.threshold().isPresent() ? ExitWords.threshold(use) + " " + share : share;
  }

  private static Cell plan(Line line) {
    return Cell.of(
        line.isDitto ? Cell.DITTO : line.route,
        line.plan.isPresent() ? Value.of(line.route) : Value.NONE);
  }
}
