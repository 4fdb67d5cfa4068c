package dev.espalier.benchmarks.fleet;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.solvers.Planners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/**
 * Plans problems of fleet size and prints, for each class, how far plan and bound are at given
 * times: medians over the seeds 1 to N, each of which draws a problem. A run on the problem of seed
 * 0 comes first, as a JVM is slow at first.
 *
 * <p>Usage: {@code FleetStudy CLASS[,CLASS...] SECONDS SEEDS [SOLVER]}; {@code all} stands for
 * every class.
 */
public final class FleetStudy {
  private static final double[] INSTANTS = {
    0.01, 0.03, 0.05, 0.1, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 60
  };
  private static final double WARM_UP_SECONDS = 5;

  private final Planner planner;
  private final double seconds;
  private final int seeds;
  private final double[] instants;

  private FleetStudy(Planner planner, double seconds, int seeds) {
    this.planner = planner;
    this.seconds = seconds;
    this.seeds = seeds;
    instants = Arrays.stream(INSTANTS).filter(instant -> instant <= seconds).toArray();
  }

  /** Prints a table in Markdown for each class, and where it was measured. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    String solver = args.length > 3 ? args[3] : "genetic";
    FleetStudy study =
        new FleetStudy(
            Planners.named(solver).orElseThrow(),
            Double.parseDouble(args[1]),
            Integer.parseInt(args[2]));
    List<FleetProblem> classes =
        args[0].equals("all")
            ? List.of(FleetProblem.values())
            : Arrays.stream(args[0].split(",")).map(FleetProblem::valueOf).toList();
    classes.forEach(study::run);
    System.out.printf("%n%s%n", Provenance.line());
  }

  private void run(FleetProblem drawn) {
    Trajectory.of(planner, drawn.ofSeed(0), 1, Math.min(seconds, WARM_UP_SECONDS));
    List<Trajectory> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      PlanningProblem problem = drawn.ofSeed(seed);
      runs.add(Trajectory.of(planner, problem, seed, seconds));
    }
    System.out.printf("%n%s, %s, %d seeds, %s s%n%n", drawn, planner.name(), seeds, seconds);
    header();
    row("proven gap, %", runs, (run, instant) -> 100 * run.gapAt(instant));
    row("plan above the last bound, %", runs, FleetStudy::planExcess);
    row("bound below the last plan, %", runs, FleetStudy::boundShortfall);
    System.out.println(row("proven optimal", instant -> String.valueOf(proven(runs, instant))));
    summary(runs);
  }

  private void header() {
    System.out.println(row("after", instant -> "%s s".formatted(plain(instant))));
    System.out.println("|---|" + "--:|".repeat(instants.length));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private void row(
      String name, List<Trajectory> runs, ToDoubleBiFunction<Trajectory, Double> measure) {
    System.out.println(
        row(
            name,
            instant ->
                Medians.cell(
                    "%.3f",
                    Medians.of(
                        runs.stream()
                            .mapToDouble(run -> measure.applyAsDouble(run, time(instant)))
                            .toArray()))));
  }

  private String row(String name, DoubleFunction<String> cell) {
    return Arrays.stream(instants)
        .mapToObj(cell)
        .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
  }

  /** The last instant is the end of a run: how late that came is said below the table. */
  private double time(double instant) {
    return instant < seconds ? instant : Double.POSITIVE_INFINITY;
  }

  private static double planExcess(Trajectory run, double instant) {
    return 100 * Trajectory.gap(run.valueAt(instant), run.boundAt(Double.POSITIVE_INFINITY));
  }

  private static double boundShortfall(Trajectory run, double instant) {
    double value = run.valueAt(Double.POSITIVE_INFINITY);
    return 100 * (1 - Math.min(1, run.boundAt(instant) / value));
  }

  private long proven(List<Trajectory> runs, double instant) {
    return runs.stream()
        .filter(run -> Double.isFinite(run.provenSeconds()) && run.provenSeconds() <= time(instant))
        .count();
  }

  private void summary(List<Trajectory> runs) {
    long feasible = runs.stream().filter(run -> run.result() instanceof Planned).count();
    System.out.printf(
        "%nfeasible %d of %d; proven in %s s in the median; longest run %.3f s; median value %s;"
            + " largest gap %s %%%n",
        feasible,
        seeds,
        Medians.cell(
            "%.3f", Medians.of(runs.stream().mapToDouble(Trajectory::provenSeconds).toArray())),
        runs.stream().mapToDouble(Trajectory::seconds).max().orElseThrow(),
        Medians.cell("%.3f", Medians.of(runs.stream().mapToDouble(FleetStudy::last).toArray())),
        Medians.cell(
            "%.3f",
            runs.stream()
                .mapToDouble(run -> 100 * run.gapAt(Double.POSITIVE_INFINITY))
                .max()
                .orElseThrow()));
  }

  private static double last(Trajectory run) {
    return run.valueAt(Double.POSITIVE_INFINITY);
  }
}
