package dev.espalier.report.result;

import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitPlans;
import dev.espalier.search.joint.JointResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows plans that decide on exits: one with all its details, or a row for each of several. */
public final class ExitAnswersReport {
  private final PlanningProblem problem;
  private final Map<String, String> exitData;
  private final List<ExitAnswer> answers;
  private final Table table;

  private ExitAnswersReport(
      PlanningProblem problem, Map<String, String> exitData, List<ExitAnswer> answers) {
    this.problem = problem;
    this.exitData = exitData;
    this.answers = answers;
    table = new ExitAnswersTable(problem.objective(), exits(problem), answers).table();
  }

  private static List<String> exits(PlanningProblem problem) {
    return problem.linearization().net().exits().stream().map(Exit::name).toList();
  }

  /**
   * Describes the answers for one or several conditions; programs always read a row for each plan.
   *
   * @param exitData source of the exit behavior, and how it was used
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
        ? ExitPlanReport.of(first.result(), first.plans(), exitData, isTimed).withData(report.table)
        : report.all();
  }

  private Report all() {
    SearchRecord search = answers.get(0).plans().search();
    return Report.of(
        title(),
        table,
        Note.of(
                List.of(
                    "exits: threshold and probability that a sample leaves there, - if not deployed",
                    "plan: devices in order, each with the layer after which it hands over; %s is the"
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
        "%s on %s: %s%s; %s"
            .formatted(
                problem.linearization().net().name(),
                problem.catalog().name(),
                problem.objective().quantity(),
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
    if (isComplete && isProven) {
      return "proven optimal among " + counted;
    }
    boolean isUnproven = answers.stream().anyMatch(a -> a.plans().planned().isPresent());
    return "best of "
        + counted
        + (isComplete ? "" : ", not all there are")
        + (isUnproven ? ", not proven" : "");
  }

  private List<String> caveats() {
    Stream<String> data =
        answers.stream()
            .flatMap(answer -> ExitWords.caveats(answer.result().plans(), answer.plans()).stream())
            .distinct();
    Optional<String> method = ExitWords.unproven(answers.stream().map(ExitAnswer::plans).toList());
    return Stream.concat(data, method.stream()).toList();
  }

  /** Hints at details that the table omits. */
  private List<String> hints() {
    boolean isAnyDropped =
        answers.stream()
            .flatMap(answer -> answer.result().plans().stream())
            .anyMatch(plan -> !plan.dropped().isEmpty());
    return isAnyDropped && hasConditions()
        ? List.of("--condition NAME shows for one condition why an exit is not deployed")
        : List.of();
  }
}
