package dev.espalier.cli;

import dev.espalier.plan.PlanningProblem;
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
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Comparisons of solvers as a table. */
final class ComparisonText {
  private static final double LEAST_PROBABILITY = 0.001;

  private final Comparison comparison;
  private final boolean isTimed;

  /** What the table shows of each solver. */
  private final List<Summary> summaries;

  /**
   * A comparison to show.
   *
   * @param isTimed whether to show how long solvers took
   */
  ComparisonText(Comparison comparison, boolean isTimed) {
    this.comparison = comparison;
    this.isTimed = isTimed;
    summaries = comparison.solvers().stream().map(this::summary).toList();
  }

  /** The runs of a solver, summed up once: with many runs that takes its time. */
  private record Summary(
      SolverRuns runs, Optional<LatencySummary> latency, OptionalDouble significance) {}

  private Summary summary(SolverRuns runs) {
    return new Summary(runs, runs.latency(), comparison.significance(SolverNames.OURS, runs));
  }

  /** For people. */
  String text(int runs, long seed) {
    StringBuilder text = new StringBuilder(headline(runs, seed));
    text.append('\n').append(table().text()).append('\n');
    text.append(legend());
    text.append(notes());
    if (!comparison.isComplete()) {
      text.append("PARTIAL: interrupted before every run was made\n");
    }
    return text.toString();
  }

  /** Who is missing from the table, and which runs were stopped: a line each. */
  String notes() {
    StringBuilder notes = new StringBuilder();
    leftOut()
        .forEach(
            (reason, solvers) ->
                notes.append("left out: %s (%s)\n".formatted(String.join(", ", solvers), reason)));
    String stopped =
        comparison.solvers().stream()
            .filter(runs -> runs.stopped() > 0)
            .map(runs -> "%s %d".formatted(runs.solver(), runs.stopped()))
            .collect(Collectors.joining(", "));
    if (!stopped.isEmpty()) {
      notes.append("runs stopped early: ").append(stopped).append('\n');
    }
    return notes.toString();
  }

  private String headline(int runs, long seed) {
    PlanningProblem problem = comparison.problem();
    String slices =
        problem.minSlices() == problem.maxSlices()
            ? problem.minSlices() == 1 ? "1 slice" : problem.minSlices() + " slices"
            : "%d to %d slices".formatted(problem.minSlices(), problem.maxSlices());
    String reference =
        comparison
            .reference()
            .map(
                known ->
                    (known.isOptimum()
                            ? "optimum %s ms (proven)"
                            : "optimum not known, at least %s ms")
                        .formatted(Figures.of(known.latencyMs())))
            .orElse("nothing is known of the optimum");
    return "%s on %s: %s latency, %s, %d %s from seed %d\n%s\n"
        .formatted(
            problem.linearization().net().name(),
            problem.catalog().name(),
            problem.objective().label(),
            slices,
            runs,
            runs == 1 ? "run" : "runs",
            seed,
            reference);
  }

  private String legend() {
    boolean isOptimum = comparison.reference().filter(Comparison.Reference::isOptimum).isPresent();
    String legend =
        "latency in ms; gap: of the average above the %s; energy: of a device, in a full run\n"
            .formatted(isOptimum ? "optimum" : "lower bound");
    if (isTimed) {
      legend += "time: median of the runs, of which the first find a cold JVM\n";
    }
    return isAnyTested()
        ? legend
            + ("p: probability of such a difference from %s by chance (Mann-Whitney test, exact below"
                    + " 50 runs)\n")
                .formatted(SolverNames.OURS)
        : legend;
  }

  private boolean isAnyTested() {
    return summaries.stream().anyMatch(summary -> summary.significance.isPresent());
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

  /**
   * A column of figures.
   *
   * @param title its title for people
   * @param name its title for programs
   * @param figure the figure of a solver, empty if it has none
   * @param shown how people read it
   */
  private record Column(
      String title,
      String name,
      Function<Summary, OptionalDouble> figure,
      DoubleFunction<String> shown) {}

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(latency("average", "averageMs", LatencySummary::average));
    columns.add(latency("max", "maximumMs", LatencySummary::maximum));
    columns.add(latency("min", "minimumMs", LatencySummary::minimum));
    columns.add(latency("mode", "modeMs", LatencySummary::mode));
    columns.add(latency("stddev", "stddevMs", LatencySummary::standardDeviation));
    columns.add(
        new Column(
            "gap",
            "gap",
            summary -> summary.latency.map(comparison::gap).orElse(OptionalDouble.empty()),
            Figures::percent));
    columns.add(
        new Column(
            "energy J", "energyJ", summary -> summary.runs.deviceAverageEnergyJ(), Figures::of));
    if (isTimed) {
      columns.add(
          new Column(
              "time ms",
              "planningMs",
              summary -> OptionalDouble.of(summary.runs.planningMs()),
              Figures::of));
    }
    columns.add(new Column("p", "p", Summary::significance, ComparisonText::probability));
    return columns;
  }

  private static Column latency(
      String title, String name, ToDoubleFunction<LatencySummary> figure) {
    return new Column(
        title,
        name,
        summary -> summary.latency.stream().mapToDouble(figure).findFirst(),
        Figures::of);
  }

  private TextTable table() {
    List<Column> columns = columns();
    if (!isAnyTested()) {
      columns.remove(columns.size() - 1);
    }
    List<String> titles = new ArrayList<>(List.of("solver", ">runs"));
    columns.forEach(column -> titles.add(">" + column.title));
    TextTable table = new TextTable(titles);
    for (Summary summary : summaries) {
      SolverRuns runs = summary.runs;
      int all = runs.results().size();
      int planned = runs.planned().size();
      List<String> cells =
          new ArrayList<>(
              List.of(runs.solver(), planned == all ? "" + all : planned + " of " + all));
      for (Column column : columns) {
        OptionalDouble figure = column.figure.apply(summary);
        cells.add(figure.isPresent() ? column.shown.apply(figure.getAsDouble()) : "-");
      }
      table.row(cells);
    }
    return table;
  }

  /** For programs: full precision, gaps as fractions, nothing where there is no figure. */
  String csv() {
    List<Column> columns = columns();
    List<String> titles = new ArrayList<>(List.of("solver", "runs", "planned", "stopped"));
    columns.forEach(column -> titles.add(column.name));
    titles.add("complete");
    TextTable table = new TextTable(titles);
    for (Summary summary : summaries) {
      SolverRuns runs = summary.runs;
      List<String> cells =
          new ArrayList<>(
              List.of(
                  runs.solver(),
                  String.valueOf(runs.results().size()),
                  String.valueOf(runs.planned().size()),
                  String.valueOf(runs.stopped())));
      for (Column column : columns) {
        OptionalDouble figure = column.figure.apply(summary);
        cells.add(figure.isPresent() ? String.valueOf(figure.getAsDouble()) : "");
      }
      cells.add(String.valueOf(comparison.isComplete()));
      table.row(cells);
    }
    return table.csv();
  }

  private static String probability(double p) {
    return p < LEAST_PROBABILITY ? "<" + LEAST_PROBABILITY : String.format(Locale.ROOT, "%.3f", p);
  }
}
