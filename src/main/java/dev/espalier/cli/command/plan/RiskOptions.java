package dev.espalier.cli.command.plan;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.bandwidth.SamplesFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.risk.BandwidthSamples;
import dev.espalier.search.risk.RiskMeasure;
import dev.espalier.search.risk.RiskPlanner;
import dev.espalier.study.PlanRun;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of planning on samples of bandwidths. */
public final class RiskOptions {
  private static final String SAMPLES = "--bandwidth-samples";

  @Option(
      names = SAMPLES,
      paramLabel = "FILE",
      description =
          "Plan on samples of bandwidths: a trace of the network's default, or CSV with a column"
              + " network or A:B for the links between two devices, in Mbps.")
  private Path file;

  @Option(
      names = "--risk",
      paramLabel = "mean|pNN|cvarNN",
      description =
          "With --bandwidth-samples: what of the values over the samples to minimize: the mean"
              + " (default), a quantile such as p95, or the mean above it, such as cvar95.")
  private String risk;

  /** Once samples are given: the planner on them, and its problem. */
  private RiskPlanner planner;

  private PlanningProblem problem;

  /** Whether to plan on samples. */
  boolean areGiven() {
    return file != null;
  }

  /**
   * Refuses what does not go with samples.
   *
   * @param isOther whether more than one plan is requested
   * @param isBandwidthGiven whether the network's default bandwidth is replaced
   */
  void check(Planner chosen, boolean isOther, boolean isBandwidthGiven) {
    if (file == null) {
      if (risk != null) {
        throw new InvalidFieldException("risk", "--risk needs --bandwidth-samples FILE");
      }
      return;
    }
    if (isOther) {
      throw new InvalidFieldException(
          "bandwidth-samples",
          SAMPLES
              + " makes one plan and excludes --exits, --pareto, --explain, --simplify and --keep");
    }
    if (!chosen.has(PlannerTrait.PROVES_OPTIMALITY)) {
      throw new InvalidFieldException(
          "solver",
          "%s needs a solver that proves its plans, but %s does not"
              .formatted(SAMPLES, chosen.name()));
    }
    measure();
    if (isBandwidthGiven) {
      throw new InvalidFieldException(
          "bandwidth-mbps", "--bandwidth-mbps and %s exclude each other".formatted(SAMPLES));
    }
  }

  private RiskMeasure measure() {
    try {
      return risk == null ? RiskMeasure.MEAN : RiskMeasure.named(risk);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("risk", "--" + e.getMessage());
    }
  }

  /** The planner that plans the problem on the samples, or as it is where there are none. */
  Planner over(Planner chosen, PlanningProblem on) {
    if (file == null) {
      return chosen;
    }
    BandwidthSamples samples = SamplesFile.read(file);
    problem = on;
    planner = new RiskPlanner(chosen, samples, measure());
    planner
        .misfit(on)
        .ifPresent(
            reason -> {
              throw new InvalidFieldException("objective", SAMPLES + ": " + reason);
            });
    try {
      planner.check(on);
    } catch (InvalidFieldException e) {
      throw new InvalidFileException("%s: %s".formatted(file, e.getMessage()));
    }
    return planner;
  }

  /** The plan, with its values over the samples, if there are any. */
  PlanRun applied(PlanRun run) {
    return planner == null ? run : run.over(planner, problem);
  }
}
