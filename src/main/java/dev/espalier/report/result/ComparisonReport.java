package dev.espalier.report.result;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.study.Comparison;
import dev.espalier.study.LatencySummary;
import dev.espalier.study.LeftOut;
import dev.espalier.study.SolverRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Shows a comparison of solvers: a row for each. */
public final class ComparisonReport {
  private static final double MIN_PROBABILITY = 0.001;

  private final Comparison comparison;
  private final String ours;
  private final boolean isTimed;
  private final List<Summary> summaries;

  private ComparisonReport(Comparison comparison, String ours, boolean isTimed) {
    this.comparison = comparison;
    this.ours = ours;
    this.isTimed = isTimed;
    summaries = comparison.solvers().stream().map(this::summary).toList();
  }

  /** The runs of a solver, summarized once: with many runs that takes time. */
  private record Summary(
      SolverRuns runs, Optional<LatencySummary> latency, OptionalDouble significance) {}

  private Summary summary(SolverRuns runs) {
    return new Summary(runs, runs.latency(), comparison.significance(ours, runs));
  }

  /**
   * Describes a comparison.
   *
   * @param runs seeds of each solver with random choices
   * @param seed the first of them
   * @param ours the solver that the others are tested against
   * @param isTimed whether to show how long solvers took
   */
  public static Report of(
      Comparison comparison, int runs, long seed, String ours, boolean isTimed) {
    ComparisonReport report = new ComparisonReport(comparison, ours, isTimed);
    return Report.of(
        report.title(runs, seed),
        report.table(),
        Note.of(report.legend()).withCaveats(report.caveats()));
  }

  private Title title(int runs, long seed) {
    PlanningProblem problem = comparison.problem();
    return Title.of(
        "%s on %s: %s, %s, %s %s from seed %s"
            .formatted(
                problem.linearization().net().name(),
                problem.catalog().name(),
                problem.objective().quantity(),
                slices(problem),
                runs,
                runs == 1 ? "run" : "runs",
                seed),
        reference());
  }

  private static String slices(PlanningProblem problem) {
    if (problem.minSlices() < problem.maxSlices()) {
      return "%s to %s slices".formatted(problem.minSlices(), problem.maxSlices());
    }
    return problem.minSlices() == 1 ? "1 slice" : problem.minSlices() + " slices";
  }

  private String reference() {
    return comparison
        .reference()
        .map(
            known ->
                (known.isOptimum() ? "optimum %s (proven)" : "optimum not known, at least %s")
                    .formatted(PlanReport.inUnit(comparison.problem(), known.latencyMs())))
        .orElse("no bound on the optimum is known");
  }

  private Table table() {
    Table.Builder<Summary> table =
        Table.of(summaries)
            .words(Column.words("solver", "solver"), summary -> summary.runs.solver())
            .column(
                Column.numbers("runs", "runs", "planned", "stopped"), summary -> runs(summary.runs))
            .column(value("average", "average"), latency(LatencySummary::average))
            .column(value("max", "maximum"), latency(LatencySummary::maximum))
            .column(value("min", "minimum"), latency(LatencySummary::minimum))
            .column(value("mode", "mode"), latency(LatencySummary::mode))
            .column(value("stddev", "stddev"), latency(LatencySummary::standardDeviation))
            .column(Column.numbers("gap", "gap"), this::gap)
            .column(
                Column.numbers("energy", "energyJ").in("J"),
                summary -> Cell.number(summary.runs.deviceAverageEnergyJ(), Numbers::of));
    if (isTimed) {
      table.column(
          Column.numbers("time", "planningMs").in("ms"),
          summary -> Cell.number(summary.runs.planningMs()));
    }
    return table
        .column(
            Column.numbers("p", "p").shownIf(isAnyTested()),
            summary -> Cell.number(summary.significance, ComparisonReport::probability))
        .column(
            Column.hidden("complete"), summary -> Cell.of("", Value.of(comparison.isComplete())))
        .build();
  }

  /** A column of values of the objective, whose key names the unit if it is ms. */
  private Column value(String title, String key) {
    return Column.numbers(title, Column.key(key, comparison.problem().objective().unit()));
  }

  private static Cell runs(SolverRuns runs) {
    int all = runs.results().size();
    int planned = runs.planned().size();
    return Cell.of(
        planned == all ? String.valueOf(all) : planned + " of " + all,
        Value.of(all),
        Value.of(planned),
        Value.of(runs.stopped()));
  }

  private static Function<Summary, Cell> latency(ToDoubleFunction<LatencySummary> value) {
    return summary ->
        Cell.number(summary.latency.stream().mapToDouble(value).findFirst(), Numbers::of);
  }

  private Cell gap(Summary summary) {
    return Cell.number(
        summary.latency.map(comparison::gap).orElse(OptionalDouble.empty()), Numbers::percent);
  }

  private boolean isAnyTested() {
    return summaries.stream().anyMatch(summary -> summary.significance.isPresent());
  }

  private List<String> legend() {
    boolean isOptimum = comparison.reference().filter(Comparison.Reference::isOptimum).isPresent();
    List<String> legend = new ArrayList<>();
    legend.add(
        "%s in %s; gap: of the average above the %s; energy: of a device, as its battery is charged"
            .formatted(
                comparison.problem().objective().quantity(),
                comparison.problem().objective().unit(),
                isOptimum ? "optimum" : "lower bound"));
    if (isTimed) {
      legend.add("time: median of the runs, the first of which start on a cold JVM");
    }
    if (isAnyTested()) {
      legend.add(
          ("p: probability of such a difference from %s by chance (Mann-Whitney test, exact"
                  + " below 50 runs)")
              .formatted(ours));
    }
    return legend;
  }

  /** The solvers missing from the table, and the runs that were stopped. */
  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    leftOut()
        .forEach(
            (reason, solvers) ->
                caveats.add("left out: %s (%s)".formatted(String.join(", ", solvers), reason)));
    String stopped =
        comparison.solvers().stream()
            .filter(runs -> runs.stopped() > 0)
            .map(runs -> "%s %s".formatted(runs.solver(), runs.stopped()))
            .collect(Collectors.joining(", "));
    if (!stopped.isEmpty()) {
      caveats.add("runs stopped early: " + stopped);
    }
    if (!comparison.isComplete()) {
      caveats.add("PARTIAL: interrupted before every run finished");
    }
    return caveats;
  }

  /** Solvers by the reason why they were left out. */
  private Map<String, List<String>> leftOut() {
    return comparison.leftOut().stream()
        .collect(
            Collectors.groupingBy(
                LeftOut::reason,
                LinkedHashMap::new,
                Collectors.mapping(LeftOut::solver, Collectors.toList())));
  }

  private static String probability(double p) {
    return p < MIN_PROBABILITY ? "<" + MIN_PROBABILITY : String.format(Locale.ROOT, "%.3f", p);
  }
}
