package dev.espalier.benchmarks.quality;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.io.svg.chart.ChartSvg;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.solvers.Planners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Quality of plans against time: every planner works on the same drawn problems for the same time,
 * one after another. The seeds 1 to N draw the problems and the random choices of the planners; the
 * problem of seed 0 comes first, as a JVM is slow at first. Espalier's planners have one thread,
 * CP-SAT has eight and thereby all cores; {@code two-layer} and {@code basic-ga}, which end by
 * themselves, start again until the time is over.
 *
 * <p>Writes {@code quality.csv} (each run, where it changes), a chart of medians for each class,
 * {@code CLASS.svg}, and {@code quality.md}, a table with machine, JVM and commit.
 *
 * <p>Usage: {@code QualityStudy SECONDS SEEDS DIRECTORY [CLASS...]}.
 */
public final class QualityStudy {
  private static final List<FleetProblem> CLASSES =
      List.of(
          FleetProblem.FREE_96_12,
          FleetProblem.CHAIN_96_12,
          FleetProblem.CHAIN_300_24,
          FleetProblem.PAIRS_40_20);
  private static final double FIRST_SECONDS = 0.01;
  private static final int TIMES_PER_DECADE = 8;
  private static final double WARM_UP_SECONDS = 2;

  private final double seconds;
  private final int seeds;
  private final List<Planner> planners;
  private final double[] times;

  private QualityStudy(double seconds, int seeds, List<Planner> planners) {
    this.seconds = seconds;
    this.seeds = seeds;
    this.planners = planners;
    times =
        DoubleStream.concat(
                DoubleStream.iterate(
                    FIRST_SECONDS,
                    time -> time < seconds * 0.99,
                    time -> time * Math.pow(10, 1.0 / TIMES_PER_DECADE)),
                DoubleStream.of(seconds))
            .toArray();
  }

  /** Runs the study. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    List<Planner> planners =
        List.of(
            Planners.genetic(),
            Planners.exact(),
            new Restarts(Planners.named("two-layer").orElseThrow()),
            new Restarts(Planners.named("basic-ga").orElseThrow()),
            new CpSatPlanner());
    List<FleetProblem> classes =
        args.length > 3 ? Arrays.stream(args).skip(3).map(FleetProblem::valueOf).toList() : CLASSES;
    QualityStudy study =
        new QualityStudy(Double.parseDouble(args[0]), Integer.parseInt(args[1]), planners);
    study.run(classes, Files.createDirectories(Path.of(args[2])));
  }

  private void run(List<FleetProblem> classes, Path directory) throws IOException {
    List<String> csv = new ArrayList<>(List.of(QualityRuns.CSV_HEADER));
    List<String> table =
        new ArrayList<>(
            List.of(
                "| problem | planner | %s s: above best known, %% | proven gap, %% | plans | proven |"
                    .formatted(seconds),
                "|---|---|--:|--:|--:|--:|"));
    for (FleetProblem drawn : classes) {
      QualityRuns runs = runs(drawn);
      csv.addAll(runs.csv());
      if (runs.chart().isPresent()) {
        Files.writeString(directory.resolve(drawn + ".svg"), ChartSvg.of(runs.chart().get()));
      }
      Files.write(directory.resolve("quality.csv"), csv);
      planners.forEach(planner -> table.add(row(drawn, planner, runs)));
    }
    table.addAll(List.of("", Provenance.line()));
    Files.write(directory.resolve("quality.md"), table);
    table.forEach(System.out::println);
  }

  private QualityRuns runs(FleetProblem drawn) {
    for (Planner planner : planners) {
      Trajectory.of(planner, drawn.ofSeed(0), 1, Math.min(seconds, WARM_UP_SECONDS));
    }
    QualityRuns runs = new QualityRuns(drawn, planners, times);
    for (int seed = 1; seed <= seeds; seed++) {
      PlanningProblem problem = drawn.ofSeed(seed);
      List<Trajectory> ofSeed = new ArrayList<>();
      for (Planner planner : planners) {
        ofSeed.add(Trajectory.of(planner, problem, seed, seconds));
      }
      runs.add(ofSeed);
    }
    return runs;
  }

  private String row(FleetProblem drawn, Planner planner, QualityRuns runs) {
    return "| %s | %s | %s | %s | %d/%d | %d |"
        .formatted(
            drawn,
            planner.name(),
            Medians.cell("%.3f", runs.medianExcess(planner, Double.POSITIVE_INFINITY)),
            Medians.cell("%.3f", runs.medianGap(planner)),
            runs.planned(planner),
            seeds,
            runs.proven(planner));
  }
}
