package dev.espalier.cli;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepPoint;
import dev.espalier.study.sweep.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Sweeps as a table. */
final class SweepText {
  /** What CSV shows of a plan. */
  private static final List<String> FIGURES =
      List.of(
          "latencyMs",
          "expectedLatencyMs",
          "worstCaseLatencyMs",
          "lowerBoundMs",
          "gap",
          "optimal",
          "planChanged",
          "plan");

  /** What CSV shows where there is none. */
  private static final List<String> NO_FIGURES = Collections.nCopies(FIGURES.size(), "");

  private final Sweep sweep;
  private final boolean isExpected;
  private final boolean isMeasured;

  SweepText(Sweep sweep) {
    this.sweep = sweep;
    isExpected = sweep.problem().objective() == Objective.EXPECTED;
    isMeasured = sweep.base().exits().isPresent();
  }

  /** For people. */
  String text(String solver, long seed) {
    PlanningProblem problem = sweep.problem();
    StringBuilder text =
        new StringBuilder(
            "%s on %s: %s latency%s, %s, seed %d\n\n"
                .formatted(
                    problem.linearization().net().name(),
                    problem.catalog().name(),
                    problem.objective().label(),
                    fixed(),
                    solver,
                    seed));
    text.append(table().text()).append('\n');
    text.append("gap: to the lower bound; 0 where the plan is proven optimal\n");
    text.append("plan: each device with its positions; ")
        .append(TextTable.DITTO)
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

  /** What all points have in common of measured exit behaviour. */
  private String fixed() {
    Optional<ExitPick> exits = sweep.base().exits();
    String condition = exits.flatMap(ExitPick::condition).map(", condition "::concat).orElse("");
    OptionalDouble threshold = exits.map(ExitPick::threshold).orElseGet(OptionalDouble::empty);
    return threshold.isPresent() ? condition + ", threshold " + threshold.getAsDouble() : condition;
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
    if (isMeasured) {
      titles.add(">accuracy");
    }
    titles.add(">%s ms".formatted(sweep.problem().objective().label()));
    titles.add(">%s ms".formatted(otherObjective()));
    titles.addAll(List.of(">gap", "plan"));
    TextTable table = new TextTable(titles);
    for (int i = 0; i < sweep.points().size(); i++) {
      SweepPoint point = sweep.points().get(i);
      List<String> cells = values(point);
      if (isMeasured) {
        OptionalDouble accuracy = point.accuracy();
        cells.add(accuracy.isPresent() ? ExitPlanText.percent(accuracy.getAsDouble()) : "-");
      }
      cells.addAll(point.planned().map(this::shown).orElse(List.of("-", "-", "-")));
      cells.add(isDitto(i) ? TextTable.DITTO : plan(point));
      table.row(cells);
    }
    return table;
  }

  private List<String> shown(PlanningResult.Planned planned) {
    Plan plan = planned.plan();
    double otherMs = isExpected ? plan.worstCaseLatencyMs() : plan.expectedLatencyMs();
    return List.of(
        Figures.of(plan.value()),
        Figures.of(otherMs),
        planned.optimal() ? "0" : Figures.percent(planned.gap()));
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
    titles.addAll(FIGURES);
    titles.add("reason");
    if (isMeasured) {
      titles.add("accuracy");
    }
    if (isTimed) {
      titles.add("elapsedMs");
    }
    TextTable table = new TextTable(titles);
    for (SweepPoint point : sweep.points()) {
      List<String> cells = values(point);
      cells.addAll(point.planned().map(planned -> figures(planned, point)).orElse(NO_FIGURES));
      cells.add(point.planned().isPresent() ? "" : plan(point));
      if (isMeasured) {
        OptionalDouble accuracy = point.accuracy();
        cells.add(accuracy.isPresent() ? String.valueOf(accuracy.getAsDouble()) : "");
      }
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
        String.valueOf(plan.value()),
        String.valueOf(plan.expectedLatencyMs()),
        String.valueOf(plan.worstCaseLatencyMs()),
        String.valueOf(planned.lowerBound()),
        Double.isFinite(planned.gap()) ? String.valueOf(planned.gap()) : "",
        String.valueOf(planned.optimal()),
        String.valueOf(point.isPlanChanged()),
        slices(planned));
  }
}
