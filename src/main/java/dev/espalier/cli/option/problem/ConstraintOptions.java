package dev.espalier.cli.option.problem;

import dev.espalier.cli.parse.Choices;
import dev.espalier.cli.parse.MillisecondsConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what is optimized on given devices, and under which constraints. */
public final class ConstraintOptions {
  @Option(
      names = "--objective",
      paramLabel = "expected|worst-case|energy|throughput",
      description =
          "What to optimize: expected latency (default), worst-case latency, expected energy of an"
              + " inference, or the throughput of a pipeline (its period).")
  private String objective;

  @Option(names = "--partitions", paramLabel = "K", description = "Use exactly K slices.")
  private Integer partitions;

  @Option(names = "--max-partitions", paramLabel = "K", description = "Use at most K slices.")
  private Integer maxPartitions;

  @Option(
      names = "--devices",
      split = ",",
      paramLabel = "NAME",
      description = "Devices that may run a slice; all devices of the catalog by default.")
  private List<String> devices;

  @Option(
      names = "--bandwidth-mbps",
      paramLabel = "X",
      description =
          "Default bandwidth of the network, Mbps, instead of the catalog's; explicit links"
              + " keep theirs.")
  private Double bandwidthMbps;

  @Option(
      names = "--source",
      paramLabel = "D",
      description = "Source device, which holds the model input.")
  private String source;

  @Option(
      names = "--sink",
      paramLabel = "D",
      description = "Sink device, to which results are sent.")
  private String sink;

  @Option(
      names = "--inferences",
      paramLabel = "N",
      description = "Number of inferences that each battery must last for; 1 by default.")
  private Long inferences;

  @Option(
      names = "--energy-basis",
      paramLabel = "full|expected",
      description =
          "Energy that a battery is charged for an inference: that of a full run (default for"
              + " one inference) or the mean over all samples (default for more).")
  private String energyBasis;

  @Option(
      names = "--fps",
      paramLabel = "F",
      description =
          "Samples per second that the plan must sustain; devices draw idle power for the rest"
              + " of the period.")
  private Double fps;

  @Option(
      names = "--buffers",
      paramLabel = "N",
      description =
          "Message buffers of each device in each direction, counted as memory; 2 by default."
              + " Applies to pipelines: --objective throughput or --fps.")
  private Integer buffers;

  @Option(
      names = "--deadline",
      paramLabel = "[EXIT=]T",
      description =
          "Maximum latency of a sample that leaves at an exit, by default the final one, in ms"
              + " or with a unit, such as 1.5s; repeatable.")
  private List<String> deadlines;

  @Option(
      names = "--pin",
      paramLabel = "LAYER=DEVICE",
      description = "Run a layer on a device; repeatable.")
  private List<String> pins;

  /** Whether the network's default bandwidth is replaced. */
  public boolean isBandwidthGiven() {
    return bandwidthMbps != null;
  }

  /**
   * Applies the options to a problem.
   *
   * @param onLayers what is appended to the message on an unknown layer
   */
  public void applyTo(PlanningProblemBuilder builder, String onLayers) {
    if (objective != null) {
      builder.objective(objective(objective));
    }
    if (partitions != null && maxPartitions != null) {
      throw new InvalidFieldException(
          "partitions", "--partitions and --max-partitions exclude each other");
    }
    if (devices != null) {
      given("devices", () -> builder.devices(devices));
    }
    if (partitions != null) {
      given("partitions", () -> builder.slices(partitions));
    }
    if (maxPartitions != null) {
      given("max-partitions", () -> builder.maxSlices(maxPartitions));
    }
    if (bandwidthMbps != null) {
      given("bandwidth-mbps", () -> builder.bandwidthMbps(bandwidthMbps));
    }
    if (source != null) {
      given("source", () -> builder.source(source));
    }
    if (sink != null) {
      given("sink", () -> builder.sink(sink));
    }
    if (inferences != null) {
      given("inferences", () -> builder.inferences(inferences));
    }
    if (energyBasis != null) {
      builder.energyBasis(energyBasis(energyBasis));
    }
    if (fps != null) {
      given("fps", () -> builder.framesPerSecond(fps));
    }
    if (buffers != null) {
      given("buffers", () -> builder.buffers(buffers));
    }
    if (deadlines != null) {
      deadlines.forEach(deadline -> given("deadline", () -> deadline(builder, deadline)));
    }
    if (pins != null) {
      builder.withoutPins();
      pins.forEach(pin -> pin(builder, pin, onLayers));
    }
  }

  /** The problem; an option that contradicts another one is named, if it was given. */
  public PlanningProblem build(PlanningProblemBuilder builder) {
    try {
      return builder.build();
    } catch (InvalidFieldException e) {
      boolean isGiven =
          switch (e.field()) {
            case "partitions" -> partitions != null;
            case "objective" -> objective != null;
            case "pin" -> pins != null;
            default -> false;
          };
      throw isGiven ? blamed(e.field(), e) : e;
    }
  }

  private static void given(String option, Runnable apply) {
    try {
      apply.run();
    } catch (InvalidFieldException e) {
      throw blamed(option, e);
    }
  }

  private static InvalidFieldException blamed(String option, InvalidFieldException e) {
    return new InvalidFieldException(e.field(), "--" + option + ": " + e.getMessage());
  }

  private static Objective objective(String label) {
    return Objectives.labeled(label)
        .orElseThrow(
            () ->
                Choices.none(
                    "objective", label, Objectives.all().stream().map(Objective::label).toList()));
  }

  private static EnergyBasis energyBasis(String label) {
    return EnergyBasis.labeled(label)
        .orElseThrow(() -> Choices.none("energy-basis", label, "full", "expected"));
  }

  /** An exit's name may have an equals sign; a time has none. */
  private static void deadline(PlanningProblemBuilder builder, String deadline) {
    int equals = deadline.lastIndexOf('=');
    double ms;
    try {
      ms = new MillisecondsConverter().convert(deadline.substring(equals + 1));
    } catch (TypeConversionException e) {
      throw new InvalidFieldException("deadline", e.getMessage());
    }
    if (equals < 0) {
      builder.deadlineMs(ms);
    } else {
      builder.deadlineMs(deadline.substring(0, equals), ms);
    }
  }

  private static void pin(PlanningProblemBuilder builder, String pin, String onLayers) {
    int equals = pin.lastIndexOf('=');
    if (equals < 1 || equals == pin.length() - 1) {
      throw new InvalidFieldException("pin", "--pin must be LAYER=DEVICE but is \"" + pin + "\"");
    }
    String layer = pin.substring(0, equals);
    try {
      given("pin", () -> builder.pin(layer, pin.substring(equals + 1)));
    } catch (InvalidFieldException e) {
      throw builder.linearization().positionOf(layer).isPresent()
          ? e
          : new InvalidFieldException(e.field(), e.getMessage() + onLayers);
    }
  }
}
