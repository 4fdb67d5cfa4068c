package dev.espalier.cli;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that make a planning problem. */
final class ProblemOptions {
  @Option(names = "--model", required = true, paramLabel = "M", description = InputOptions.MODEL)
  private String model;

  @Option(
      names = "--catalog",
      required = true,
      paramLabel = "C",
      description = "Catalog file of devices and links.")
  private String catalog;

  @Option(
      names = "--objective",
      paramLabel = "expected|worst-case",
      description = "What to minimise: the expected latency (default) or the worst-case latency.")
  private String objective;

  @Option(names = "--partitions", paramLabel = "K", description = "Use exactly K slices.")
  private Integer partitions;

  @Option(names = "--max-partitions", paramLabel = "K", description = "Use at most K slices.")
  private Integer maxPartitions;

  @Option(
      names = "--devices",
      split = ",",
      paramLabel = "NAME",
      description = "Devices that may run a slice; all of the catalog by default.")
  private List<String> devices;

  @Option(
      names = "--bandwidth-mbps",
      paramLabel = "X",
      description = "Replace the network's default bandwidth, Mbps; links keep their own.")
  private Double bandwidthMbps;

  @Option(
      names = "--source",
      paramLabel = "D",
      description = "Device on which the model input is born.")
  private String source;

  @Option(names = "--sink", paramLabel = "D", description = "Device on which results are wanted.")
  private String sink;

  @Option(
      names = "--inferences",
      paramLabel = "N",
      description = "How many inferences each battery must last for; 1 by default.")
  private Long inferences;

  @Option(
      names = "--pin",
      paramLabel = "LAYER=DEVICE",
      description = "Demand that a layer runs on a device; may be given several times.")
  private List<String> pins;

  String modelName() {
    return model;
  }

  String catalogName() {
    return catalog;
  }

  /** Whether the network's default bandwidth is replaced. */
  boolean isBandwidthGiven() {
    return bandwidthMbps != null;
  }

  /** Starts the problem: reads the files. */
  PlanningProblemBuilder read(PrintWriter err) {
    DeviceCatalog read = readCatalog(err);
    return PlanningProblem.builder(readModel(), read);
  }

  /** Reads the network. */
  BranchyNet readModel() {
    return InputOptions.model(model);
  }

  /** Reads the devices, and warns of limits that cannot be checked. */
  DeviceCatalog readCatalog(PrintWriter err) {
    DeviceCatalog read = InputOptions.catalog(catalog);
    for (Device device : read.devices()) {
      if (device.energyJ().isPresent() && device.powerW().isEmpty()) {
        err.printf(
            "warning: %s: device \"%s\" has energyJ but no powerW: its energy is not limited%n",
            Printable.line(catalog), device.name());
      }
    }
    return read;
  }

  /** Applies the wishes to a problem. */
  void applyTo(PlanningProblemBuilder builder) {
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
    if (pins != null) {
      builder.withoutPins();
      pins.forEach(pin -> pin(builder, pin));
    }
  }

  /** The problem of these wishes on a network and devices. */
  PlanningProblem problem(BranchyNet net, DeviceCatalog on) {
    PlanningProblemBuilder builder = PlanningProblem.builder(net, on);
    applyTo(builder);
    return build(builder);
  }

  /** The problem; a wish that contradicts another one is blamed on its option, if it was given. */
  PlanningProblem build(PlanningProblemBuilder builder) {
    try {
      return builder.build();
    } catch (InvalidFieldException e) {
      boolean isGiven = e.field().equals("partitions") ? partitions != null : pins != null;
      throw isGiven ? blamed(e.field(), e) : e;
    }
  }

  private static void given(String option, Runnable wish) {
    try {
      wish.run();
    } catch (InvalidFieldException e) {
      throw blamed(option, e);
    }
  }

  private static InvalidFieldException blamed(String option, InvalidFieldException e) {
    return new InvalidFieldException(e.field(), "--" + option + ": " + e.getMessage());
  }

  private static Objective objective(String label) {
    return Objective.labelled(label)
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "objective",
                    "--objective must be %s but is \"%s\""
                        .formatted(
                            Arrays.stream(Objective.values())
                                .map(Objective::label)
                                .collect(Collectors.joining(" or ")),
                            label)));
  }

  private static void pin(PlanningProblemBuilder builder, String pin) {
    int equals = pin.lastIndexOf('=');
    if (equals < 1 || equals == pin.length() - 1) {
      throw new InvalidFieldException("pin", "--pin must be LAYER=DEVICE but is \"" + pin + "\"");
    }
    given("pin", () -> builder.pin(pin.substring(0, equals), pin.substring(equals + 1)));
  }
}
