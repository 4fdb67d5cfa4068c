package dev.espalier.benchmarks.quality;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.search.Planner;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Runs of several planners on the problems of one class: per seed, one run of each planner. */
final class QualityRuns {
  /** Columns of {@link #csv}; percents above the best value that any planner ended with. */
  static final String CSV_HEADER =
      "problem,seed,planner,seconds,value,lower_bound,above_best_known_percent,proven_gap_percent";

  private final FleetProblem drawn;
  private final List<Planner> planners;
  private final double[] times;
  private final List<List<Trajectory>> seeds = new ArrayList<>();

  QualityRuns(FleetProblem drawn, List<Planner> planners, double[] times) {
    this.drawn = drawn;
    this.planners = planners;
    this.times = times;
  }

  /** Adds the runs of the next seed, in the order of the planners. */
  void add(List<Trajectory> runs) {
    seeds.add(runs);
  }

  private double bestKnown(int seed) {
    return seeds.get(seed).stream().mapToDouble(QualityRuns::last).min().orElseThrow();
  }

  private static double last(Trajectory run) {
    return run.valueAt(Double.POSITIVE_INFINITY);
  }

  /** A row for each run and time at which its plan or its bound is another than before. */
  List<String> csv() {
    List<String> rows = new ArrayList<>();
    for (int seed = 0; seed < seeds.size(); seed++) {
      for (int i = 0; i < planners.size(); i++) {
        String run =
            String.join(",", drawn.name(), String.valueOf(seed + 1), planners.get(i).name());
        String before = "";
        for (double time : times) {
          String numbers = numbers(seed, seeds.get(seed).get(i), time);
          if (!numbers.equals(before)) {
            rows.add("%s,%.4f,%s".formatted(run, time, numbers));
          }
          before = numbers;
        }
      }
    }
    return rows;
  }

  private String numbers(int seed, Trajectory run, double time) {
    return String.join(
        ",",
        field(run.valueAt(at(time))),
        field(run.boundAt(at(time))),
        field(100 * excess(seed, run, time)),
        field(100 * run.gapAt(at(time))));
  }

  private static String field(double number) {
    return Double.isFinite(number) ? "%.6f".formatted(number) : "";
  }

  /** The last time is the end of a run, even if it came a little later. */
  private double at(double time) {
    return time < times[times.length - 1] ? time : Double.POSITIVE_INFINITY;
  }

  private double excess(int seed, Trajectory run, double time) {
    return Trajectory.gap(run.valueAt(at(time)), bestKnown(seed));
  }

  /** Median excess over the best known value at a time, %; infinite while half have no plan. */
  double medianExcess(Planner planner, double time) {
    int i = planners.indexOf(planner);
    double[] excess = new double[seeds.size()];
    Arrays.setAll(excess, seed -> 100 * excess(seed, seeds.get(seed).get(i), time));
    return Medians.of(excess);
  }

  /** Median proven gap at the end, %. */
  double medianGap(Planner planner) {
    return median(planner, run -> 100 * run.gapAt(Double.POSITIVE_INFINITY));
  }

  private double median(Planner planner, ToDoubleFunction<Trajectory> measure) {
    return Medians.of(runs(planner).stream().mapToDouble(measure).toArray());
  }

  /** Number of runs that ended with a plan. */
  long planned(Planner planner) {
    return runs(planner).stream().filter(run -> Double.isFinite(last(run))).count();
  }

  /** Number of runs that ended with a proof. */
  long proven(Planner planner) {
    return runs(planner).stream().filter(run -> Double.isFinite(run.provenSeconds())).count();
  }

  private List<Trajectory> runs(Planner planner) {
    return seeds.stream().map(runs -> runs.get(planners.indexOf(planner))).toList();
  }

  /** Median excess by time, a line for each planner; empty where half of its runs have no plan. */
  Optional<LineChart> chart() {
    List<Line> lines =
        planners.stream()
            .map(planner -> new Line(name(planner), LineChart.Join.STEPS, points(planner)))
            .toList();
    boolean hasPoints =
        lines.stream().flatMap(line -> line.points().stream()).anyMatch(p -> !Double.isNaN(p.y()));
    return hasPoints
        ? Optional.of(
            new LineChart(
                "%s, %d problems: median of each planner".formatted(drawn, seeds.size()),
                LineChart.XAxis.logarithmic("time, s"),
                "above the best known plan, %",
                Optional.empty(),
                lines))
        : Optional.empty();
  }

  /** With the number of plans where some are missing, as a median then says little or nothing. */
  private String name(Planner planner) {
    long planned = planned(planner);
    return planned == seeds.size()
        ? planner.name()
        : "%s (%d of %d plans)".formatted(planner.name(), planned, seeds.size());
  }

  private List<Point> points(Planner planner) {
    return Arrays.stream(times)
        .mapToObj(time -> new Point(time, finite(medianExcess(planner, time))))
        .toList();
  }

  private static double finite(double number) {
    return Double.isFinite(number) ? number : Double.NaN;
  }
}
