package dev.espalier.benchmarks.fleet;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.search.PlanningResult.Planned;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The runs of a planner on problems of one class, as rows of tables.
 *
 * @param drawn the class
 * @param runs one run for each seed
 * @param instants times to look at, s; the last one is the time limit
 */
record FleetRuns(FleetProblem drawn, List<Trajectory> runs, double[] instants) {

  /** How plan and bound come nearer. */
  String details() {
    return String.join(
        "\n",
        row("after", instant -> plain(instant) + " s"),
        "|---|" + "--:|".repeat(instants.length),
        row("proven gap, %", this::gap),
        row("plan above the last bound, %", instant -> median(run -> planExcess(run, instant))),
        row("bound below the last plan, %", instant -> median(run -> boundShortfall(run, instant))),
        row("proven optimal", instant -> String.valueOf(proven(instant))));
  }

  /** Head of a table of {@link #summary} rows. */
  static String summaryHead(double[] instants) {
    String head =
        Arrays.stream(instants)
            .mapToObj(instant -> "gap at %s s, %%".formatted(plain(instant)))
            .collect(Collectors.joining(" | "));
    return "| problem | value | plans | proven | proven in, s | longest run, s | largest gap, %% | %s |%n%s"
        .formatted(head, "|---|" + "--:|".repeat(6 + instants.length));
  }

  /** Medians at the end, extremes, and the proven gap over time. */
  String summary() {
    return row(
        String.join(
            " | ",
            drawn.name(),
            median(run -> run.valueAt(Double.POSITIVE_INFINITY)),
            "%d/%d".formatted(count(run -> run.result() instanceof Planned ? 1 : 0), runs.size()),
            String.valueOf(proven(Double.POSITIVE_INFINITY)),
            median(Trajectory::provenSeconds),
            max(Trajectory::seconds),
            max(run -> 100 * run.gapAt(Double.POSITIVE_INFINITY))),
        this::gap);
  }

  private String row(String name, DoubleFunction<String> cell) {
    return Arrays.stream(instants)
        .mapToObj(cell)
        .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private String gap(double instant) {
    return median(run -> 100 * run.gapAt(time(instant)));
  }

  private String median(ToDoubleFunction<Trajectory> measure) {
    return Medians.cell("%.3f", Medians.of(runs.stream().mapToDouble(measure).toArray()));
  }

  private String max(ToDoubleFunction<Trajectory> measure) {
    return Medians.cell("%.3f", runs.stream().mapToDouble(measure).max().orElseThrow());
  }

  private int count(ToDoubleFunction<Trajectory> one) {
    return (int) runs.stream().mapToDouble(one).sum();
  }

  private long proven(double instant) {
    return runs.stream()
        .filter(run -> Double.isFinite(run.provenSeconds()) && run.provenSeconds() <= time(instant))
        .count();
  }

  /** The last instant is the end of a run: how late that came is said in the summary. */
  private double time(double instant) {
    return instant < instants[instants.length - 1] ? instant : Double.POSITIVE_INFINITY;
  }

  private double planExcess(Trajectory run, double instant) {
    return 100 * Trajectory.gap(run.valueAt(time(instant)), run.boundAt(Double.POSITIVE_INFINITY));
  }

  private double boundShortfall(Trajectory run, double instant) {
    double value = run.valueAt(Double.POSITIVE_INFINITY);
    return 100 * (1 - Math.min(1, run.boundAt(time(instant)) / value));
  }
}
