package dev.espalier.cli.command.plan;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Drawing;
import dev.espalier.report.Report;
import dev.espalier.report.result.FrontReport;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.front.FrontPlanner;
import dev.espalier.search.front.ObjectiveFront;
import dev.espalier.study.FrontChart;
import dev.espalier.study.LineChart;
import java.util.List;
import java.util.stream.Stream;

/** Reads which front is requested, and plans it. */
final class FrontPlanning {
  private static final String LATENCY = "latency";

  private FrontPlanning() {}

  /** Refuses options that do not go with a front. */
  static void refuse(boolean hasExits, boolean isSimplified, boolean hasGap) {
    if (hasExits) {
      throw new InvalidFieldException(
          "pareto",
          "--pareto A,B and --exits exclude each other; --pareto alone goes with --exits");
    }
    if (isSimplified) {
      throw new InvalidFieldException("simplify", "--simplify and --pareto exclude each other");
    }
    if (hasGap) {
      throw new InvalidFieldException("gap", "--gap and --pareto A,B exclude each other");
    }
  }

  /**
   * The planner of the front of two objectives.
   *
   * @param text two labels separated by a comma; "latency" is the problem's own objective if that
   *     is a latency, else the expected one
   * @param solver genetic or exact
   */
  static FrontPlanner planner(String text, String solver, PlanningProblem problem) {
    if (!solver.equals("genetic") && !solver.equals("exact")) {
      throw new InvalidFieldException(
          "solver", "--pareto A,B needs --solver genetic or exact but found " + solver);
    }
    String[] labels = text.split(",", -1);
    if (labels.length != 2) {
      throw new InvalidFieldException(
          "pareto",
          "--pareto must name two objectives, such as latency,energy, but is \"%s\""
              .formatted(text));
    }
    Objective first = objective(labels[0].strip(), problem);
    Objective second = objective(labels[1].strip(), problem);
    try {
      return new FrontPlanner(first, second, solver.equals("exact"));
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(e.field(), "--pareto: " + e.getMessage());
    }
  }

  /** The front; a message of the planner names the option. */
  static ObjectiveFront front(
      FrontPlanner planner, PlanningProblem problem, SearchOptions options) {
    try {
      return planner.plan(problem, options);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(e.field(), "--pareto: " + e.getMessage());
    }
  }

  /** The front, drawn. */
  static LineChart chart(ObjectiveFront front) {
    PlanningProblem problem = front.problem();
    return FrontChart.of(
        "%s on %s".formatted(problem.linearization().net().name(), problem.catalog().name()),
        front);
  }

  /** The report of a front with its chart. */
  static Report page(ObjectiveFront front, boolean isTimed) {
    return FrontReport.of(front, isTimed).drawn(List.of(new Drawing(chart(front))));
  }

  /** The reason for an empty front; a front that was stopped leaves no time to look for one. */
  static PlanningResult whyEmpty(ObjectiveFront front, SearchOptions options) {
    PlanningResult result =
        front.search().interrupted()
            ? new PlanningResult.Undecided(List.of(), front.search())
            : new ExactPlanner().plan(front.problem(), options);
    return result instanceof PlanningResult.Planned
        ? new PlanningResult.Undecided(List.of(), result.search())
        : result;
  }

  private static Objective objective(String label, PlanningProblem problem) {
    if (label.equals(LATENCY)) {
      Objective own = problem.objective();
      boolean isLatency = own.isInMs() && own.combination() == Objective.Combination.SUM;
      return isLatency ? own : Objective.EXPECTED;
    }
    return Objectives.labeled(label)
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "pareto",
                    "--pareto: objectives are latency, %s but one is \"%s\"%s"
                        .formatted(Objectives.labels(), label, NearestName.hint(label, labels()))));
  }

  private static List<String> labels() {
    return Stream.concat(Stream.of(LATENCY), Objectives.all().stream().map(Objective::label))
        .toList();
  }
}
