package dev.espalier.cli.option.fleet;

import dev.espalier.cli.parse.DistributionText;
import dev.espalier.cli.parse.MillisecondsConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.fleet.DeviceKind;
import dev.espalier.study.fleet.FleetQuestion;
import dev.espalier.study.fleet.VariedParameter;
import dev.espalier.study.sweep.ParameterNames;
import dev.espalier.study.sweep.Setting;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that state what a group of devices must achieve, and how much is sampled. */
public final class FleetOptions {
  private static final String LATENCY = "--latency";
  private static final String PERIOD = "--period";
  private static final int MAX_THREADS = 1024;

  @Option(
      names = LATENCY,
      converter = MillisecondsConverter.class,
      paramLabel = "T",
      description = "Latency that a group must keep, in ms or with a unit, such as 1.5s.")
  private Double latencyMs;

  @Option(
      names = PERIOD,
      converter = MillisecondsConverter.class,
      paramLabel = "T",
      description =
          "Instead of a latency, with --objective throughput: period that a pipeline must keep.")
  private Double periodMs;

  @Option(
      names = "--percentile",
      defaultValue = "95",
      paramLabel = "P",
      description = "Percentage of the samples in which a group must keep it; 95 by default.")
  private double percentile;

  @Option(
      names = "--confidence",
      defaultValue = "95",
      paramLabel = "C",
      description = "Confidence of the intervals in percent; 95 by default.")
  private double confidence;

  @Option(
      names = "--budget",
      paramLabel = "X",
      description = "Maximum price of a group; any price by default.")
  private Double budget;

  @Option(
      names = "--max-devices",
      paramLabel = "N",
      description =
          "Maximum number of devices that a group buys; any by default. Of each device of a catalog"
              + " a group buys one at most, or with this option as many as it says.")
  private Integer maxDevices;

  @Option(
      names = "--vary",
      paramLabel = "PARAM=FROM:TO[:log]",
      description = {
        "Parameter that is drawn for each sample, uniformly or, with :log, by its logarithm;"
            + " repeatable. PARAM: bandwidth or bandwidth:A:B (Mbps), link-latency or"
            + " link-latency:A:B (ms), probability:EXIT, gamma:EDGE:CLOUD, input-bytes[:NAME]."
      })
  private List<String> vary = List.of();

  @Option(
      names = "--samples",
      defaultValue = "1000",
      paramLabel = "N",
      description =
          "Maximum number of samples of a group, 1000 by default; as many confirm the answer.")
  private int samples;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of all that is drawn; 1 by default.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "Number of samples that are planned at once, which never changes the result; by default"
              + " all cores.")
  private Integer threads;

  /** How many devices of each kind a group may have where the file is a catalog. */
  public int maxOfEach() {
    return maxDevices == null ? 1 : Math.min(DeviceKind.MAX_COUNT, Math.max(1, maxDevices));
  }

  /** Whether a period is demanded rather than a latency. */
  public boolean isPeriod() {
    return periodMs != null;
  }

  /** Threads to use. */
  public int threads() {
    if (threads == null) {
      return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new InvalidFieldException(
          "threads", "--threads must be from 1 to %d but is %d".formatted(MAX_THREADS, threads));
    }
    return threads;
  }

  /** Seed of all that is drawn. */
  public long seed() {
    return seed;
  }

  /**
   * What a group must achieve.
   *
   * @throws InvalidFieldException if not exactly one of latency and period is given, or a number is
   *     out of range
   */
  public FleetQuestion question() {
    if ((latencyMs == null) == (periodMs == null)) {
      throw new InvalidFieldException(
          "latency",
          "study fleet needs %s T or %s T but found %s"
              .formatted(LATENCY, PERIOD, latencyMs == null ? "neither" : "both"));
    }
    return new FleetQuestion(
        isPeriod() ? periodMs : latencyMs,
        percentile,
        confidence,
        budget == null ? OptionalDouble.empty() : OptionalDouble.of(budget),
        maxDevices == null ? OptionalInt.empty() : OptionalInt.of(maxDevices),
        samples,
        seed);
  }

  /**
   * Refuses an objective whose unit is not that of the target.
   *
   * @throws InvalidFieldException if a latency is demanded of a pipeline, or a period of none
   */
  public void check(Objective objective) {
    boolean isThroughput = objective.equals(Objective.THROUGHPUT);
    if (!objective.isInMs() || isThroughput != isPeriod()) {
      throw new InvalidFieldException(
          "objective",
          isPeriod()
              ? "%s needs --objective throughput but found %s".formatted(PERIOD, objective.label())
              : "%s needs --objective expected or worst-case but found %s"
                  .formatted(LATENCY, objective.label()));
    }
  }

  /**
   * The parameters that are drawn.
   *
   * @param base the problem that they are varied in
   * @throws InvalidFieldException if one is unknown or may be drawn out of range
   */
  public List<VariedParameter> varied(PlanningProblem base) {
    Setting setting = Setting.of(base.linearization().net(), base.catalog());
    return vary.stream().map(text -> varied(text, setting)).toList();
  }

  private static VariedParameter varied(String text, Setting setting) {
    try {
      DistributionText.Varied read = DistributionText.varied(text);
      VariedParameter varied =
          new VariedParameter(ParameterNames.parse(read.parameter(), setting), read.distribution());
      varied.check(setting);
      return varied;
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("vary", "--vary %s: %s".formatted(text, e.getMessage()));
    }
  }
}
