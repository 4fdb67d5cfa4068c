package dev.espalier.benchmarks.fleet;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.solvers.Planners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Plans problems of fleet size and prints how far plan and bound are at given times: medians over
 * the seeds 1 to N, each of which draws a problem. A run on the problem of seed 0 comes first, as a
 * JVM is slow at first. A table for each class, then one of all.
 *
 * <p>Usage: {@code FleetStudy CLASS[,CLASS...] SECONDS SEEDS [SOLVER]}; {@code all} stands for
 * every class. Drawing and building the problem do not count, the tables of its costs do.
 */
public final class FleetStudy {
  private static final double[] INSTANTS = {0.05, 0.1, 0.3, 1, 2, 5, 10, 20, 60};
  private static final double WARM_UP_SECONDS = 5;

  private final Planner planner;
  private final double seconds;
  private final int seeds;
  private final double[] instants;

  private FleetStudy(Planner planner, double seconds, int seeds) {
    this.planner = planner;
    this.seconds = seconds;
    this.seeds = seeds;
    instants =
        DoubleStream.concat(
                Arrays.stream(INSTANTS).filter(instant -> instant < seconds),
                DoubleStream.of(seconds))
            .toArray();
  }

  /** Prints the tables in Markdown, and where they were measured. */
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
    List<String> table = new ArrayList<>(List.of(FleetRuns.summaryHead(study.instants)));
    for (FleetProblem drawn : classes) {
      FleetRuns runs = study.run(drawn);
      System.out.printf("%s, %s, %s seeds%n%n", drawn, solver, args[2]);
      System.out.printf("%s%n%n", runs.details());
      table.add(runs.summary());
    }
    table.forEach(System.out::println);
    System.out.printf("%n%s%n", Provenance.line());
  }

  private FleetRuns run(FleetProblem drawn) {
    Trajectory.of(planner, drawn.ofSeed(0), 1, Math.min(seconds, WARM_UP_SECONDS));
    List<Trajectory> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      PlanningProblem problem = drawn.ofSeed(seed);
      runs.add(Trajectory.of(planner, problem, seed, seconds));
    }
    return new FleetRuns(drawn, runs, instants);
  }
}
