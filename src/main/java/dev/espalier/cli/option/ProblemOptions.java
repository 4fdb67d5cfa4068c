package dev.espalier.cli.option;

import dev.espalier.cli.option.problem.ConstraintOptions;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.Printable;
import dev.espalier.io.ImportedNode;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.profile.DeviceProfiles;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that define a planning problem. */
public final class ProblemOptions {
  @Mixin private ModelOptions model;

  @Option(
      names = "--catalog",
      required = true,
      paramLabel = "C",
      description =
          "Catalog file of devices and links, zoo:na2023-six for a built-in one; - for standard input.")
  private String catalog;

  @Mixin private ConstraintOptions constraints;

  /** Profiles of the devices in the catalog, once that is read. */
  private DeviceProfiles profiles = DeviceProfiles.NONE;

  /** Name of the network, a file or {@code zoo:NAME}. */
  public String modelName() {
    return model.name();
  }

  /** The nodes of the model file that each layer stands for; empty where it has layers alone. */
  public Map<String, List<ImportedNode>> modelNodes() {
    return model.nodes();
  }

  /** Name of the catalog file. */
  public String catalogName() {
    return catalog;
  }

  /** Whether the network's default bandwidth is replaced. */
  public boolean isBandwidthGiven() {
    return constraints.isBandwidthGiven();
  }

  /**
   * Starts the problem: reads the files.
   *
   * @param hasExitData whether the probabilities of the exits are replaced by measured ones
   */
  public PlanningProblemBuilder read(PrintWriter err, boolean hasExitData) {
    StandardInput.refuseBoth("model", model.name(), "catalog", catalog);
    DeviceCatalog read = readCatalog(err);
    PlanningProblemBuilder builder = PlanningProblem.builder(readModel(err, hasExitData), read);
    profiles.applyTo(builder);
    return builder;
  }

  /**
   * Reads the network.
   *
   * @param hasExitData whether the probabilities of its exits are replaced by measured ones
   */
  public BranchyNet readModel(PrintWriter err, boolean hasExitData) {
    return model.read(err, false, hasExitData);
  }

  /** Reads the devices and their profiles, and warns of limits that cannot be checked. */
  public DeviceCatalog readCatalog(PrintWriter err) {
    DeviceCatalog written = InputOptions.catalog(catalog);
    profiles = InputOptions.profiles(written, catalog);
    DeviceCatalog read = profiles.applyTo(written);
    for (Device device : read.devices()) {
      if (device.energyJ().isPresent() && device.powerW().isEmpty()) {
        err.printf(
            "warning: %s: device \"%s\" has energyJ but no powerW: its energy is not limited%n",
            Printable.line(catalog), device.name());
      }
    }
    return read;
  }

  /** Applies the options to a problem. */
  public void applyTo(PlanningProblemBuilder builder) {
    constraints.applyTo(
        builder,
        model.isOfBlocks() ? "; a layer is a whole block here, as inspect lists them" : "");
  }

  /** Whether a device has a profile. */
  public boolean hasProfile(String device) {
    return profiles.byDevice().containsKey(device);
  }

  /** The problem of these options on a network and devices. */
  public PlanningProblem problem(BranchyNet net, DeviceCatalog on) {
    PlanningProblemBuilder builder = PlanningProblem.builder(net, on);
    profiles.applyTo(builder);
    applyTo(builder);
    return build(builder);
  }

  /** The problem; an option that contradicts another one is named, if it was given. */
  public PlanningProblem build(PlanningProblemBuilder builder) {
    return constraints.build(builder);
  }
}
