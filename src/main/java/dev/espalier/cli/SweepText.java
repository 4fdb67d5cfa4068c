package dev.espalier.cli;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepPoint;
import dev.espalier.study.sweep.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Sweeps as a table. */
final class SweepText {
  /** Stands where the plan is that of the line above, as in a handwritten list. */
  private static final String DITTO = "\"";

  /** What CSV shows of a point without a plan. */
  private static final List<String> NO_FIGURES = Collections.nCopies(8, "");

  private final Sweep sweep;
  private final boolean isExpected;

  SweepText(Sweep sweep) {
    this.sweep = sweep;
    isExpected = sweep.problem().objective() == Objective.EXPECTED;
  }

  /** For people. */
  String text(String solver, long seed) {
    PlanningProblem problem = sweep.problem();
    StringBuilder text =
        new StringBuilder(
            "%s on %s: %s latency, %s, seed %d\n\n"
                .formatted(
                    problem.linearization().net().name(),
                    problem.catalog().name(),
                    problem.objective().label(),
                    solver,
                    seed));
    text.append(table().text()).append('\n');
    text.append("gap: to the lower bound; 0 where the plan is proven optimal\n");
    text.append("plan: each device with its positions; ")
        .append(DITTO)
        .append(" is the plan above\n");
    long stopped = stopped();
    if (stopped > 0) {
      text.append("points stopped early: ").append(stopped).append('\n');
    }
    if (!sweep.isComplete()) {
      text.append("PARTIAL: interrupted before every point was planned\n");
    }
    return text.toString();
  }

  private long stopped() {
    return sweep.points().stream()
        .filter(p -> p.result().filter(result -> result.search().interrupted()).isPresent())
        .count();
  }

  private TextTable table() {
    List<String> titles = new ArrayList<>();
    for (Axis axis : sweep.grid().axes()) {
      String title = (axis.parameter().name() + " " + axis.parameter().unit()).strip();
      titles.add(axis.isNamed() ? title : ">" + title);
    }
    titles.addAll(
        List.of(
            ">%s ms".formatted(sweep.problem().objective().label()),
            ">%s ms".formatted(otherObjective()),
            ">gap",
            "plan"));
    TextTable table = new TextTable(titles);
    for (int i = 0; i < sweep.points().size(); i++) {
      SweepPoint point = sweep.points().get(i);
      List<String> cells = values(point);
      point
          .planned()
          .ifPresentOrElse(
              planned -> {
                Plan plan = planned.plan();
                double other = isExpected ? plan.worstCaseLatencyMs() : plan.expectedLatencyMs();
                cells.add(Figures.of(plan.latencyMs()));
                cells.add(Figures.of(other));
                cells.add(planned.optimal() ? "0" : Figures.percent(planned.gap()));
              },
              () -> cells.addAll(List.of("-", "-", "-")));
      cells.add(isDitto(i) ? DITTO : plan(point));
      table.row(cells);
    }
    return table;
  }

  private String otherObjective() {
    return (isExpected ? Objective.WORST_CASE : Objective.EXPECTED).label();
  }

  private static List<String> values(SweepPoint point) {
    return point.values().stream()
        .map(Value::text)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Whether the point has the plan of the one before it on the same line. */
  private boolean isDitto(int index) {
    return index % sweep.grid().along().values().size() > 0
        && sweep.points().get(index).planned().isPresent()
        && sweep.points().get(index - 1).planned().isPresent()
        && !sweep.points().get(index).isPlanChanged();
  }

  /** The slices, or why there are none. */
  private static String plan(SweepPoint point) {
    return point
        .planned()
        .map(SweepText::slices)
        .or(() -> point.contradiction().map("impossible: "::concat))
        .orElseGet(() -> noPlan(point.result().orElseThrow()));
  }

  private static String slices(PlanningResult.Planned planned) {
    return planned.plan().slices().stream()
        .map(slice -> "%s %d-%d".formatted(slice.device(), slice.from(), slice.to() - 1))
        .collect(Collectors.joining(" | "));
  }

  private static String noPlan(PlanningResult result) {
    List<Violation> violations =
        result instanceof PlanningResult.Infeasible infeasible
            ? infeasible.violations()
            : ((PlanningResult.Undecided) result).violations();
    String reason =
        violations.isEmpty() ? "the search was stopped before" : violations.get(0).message();
    return "no plan: " + reason;
  }

  /** For programs: full precision, gaps as fractions, nothing where there is no figure. */
  String csv(boolean isTimed) {
    List<String> titles = new ArrayList<>();
    sweep.grid().axes().forEach(axis -> titles.add(axis.parameter().name()));
    titles.addAll(
        List.of(
            "latencyMs",
            "expectedLatencyMs",
            "worstCaseLatencyMs",
            "lowerBoundMs",
            "gap",
            "optimal",
            "planChanged",
            "plan",
            "reason"));
    if (isTimed) {
      titles.add("elapsedMs");
    }
    TextTable table = new TextTable(titles);
    for (SweepPoint point : sweep.points()) {
      List<String> cells = values(point);
      cells.addAll(point.planned().map(planned -> figures(planned, point)).orElse(NO_FIGURES));
      cells.add(point.planned().isPresent() ? "" : plan(point));
      if (isTimed) {
        cells.add(point.result().map(result -> "" + result.search().elapsedMs()).orElse(""));
      }
      table.row(cells);
    }
    return table.csv();
  }

  private static List<String> figures(PlanningResult.Planned planned, SweepPoint point) {
    Plan plan = planned.plan();
    return List.of(
        String.valueOf(plan.latencyMs()),
        String.valueOf(plan.expectedLatencyMs()),
        String.valueOf(plan.worstCaseLatencyMs()),
        String.valueOf(planned.lowerBoundMs()),
        Double.isFinite(planned.gap()) ? String.valueOf(planned.gap()) : "",
        String.valueOf(planned.optimal()),
        String.valueOf(point.isPlanChanged()),
        slices(planned));
  }
}
