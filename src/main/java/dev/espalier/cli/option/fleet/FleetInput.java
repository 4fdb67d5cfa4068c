package dev.espalier.cli.option.fleet;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.json.fleet.FleetFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.study.fleet.DeviceKind;
import dev.espalier.study.fleet.Fleet;
import dev.espalier.study.fleet.VariedDevice;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A fleet as the command line names it, and the problem on its devices.
 *
 * @param fleet the fleet
 * @param problem the problem on all devices that a group may have
 */
public record FleetInput(Fleet fleet, PlanningProblem problem) {

  /**
   * Reads a fleet, or a catalog of which each device is a kind.
   *
   * @param present names of devices that are always there, where it is a catalog
   * @param maxOfEach how many of each kind a group has at most, where it is a catalog
   * @throws InvalidFieldException if there is no built-in catalog of that name
   * @throws InvalidFileException if the file is neither
   */
  public static Fleet read(String catalog, Collection<String> present, int maxOfEach) {
    if (!FileInputs.isFile(catalog)) {
      return Fleet.of(InputOptions.catalog(catalog), present, maxOfEach);
    }
    if (!StandardInput.isMeant(catalog)) {
      return FleetFile.read(InputOptions.path("catalog", catalog), present, maxOfEach);
    }
    try {
      return FleetFile.read(StandardInput.open("catalog"), StandardInput.NAME, present, maxOfEach);
    } catch (IOException e) {
      throw new InvalidFileException(StandardInput.NAME + ": cannot be read");
    }
  }

  /**
   * The problem on a fleet's devices.
   *
   * @param isPeriod whether the period of a pipeline counts unless an objective is named
   * @throws InvalidFieldException if an option names a device that a group may be without
   */
  public static FleetInput of(
      Fleet fleet, BranchyNet net, ProblemOptions options, boolean isPeriod) {
    DeviceProfiles profiles = profiles(fleet, options.catalogName());
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, profiles.applyTo(fleet.catalog()));
    profiles.applyTo(builder);
    if (isPeriod) {
      builder.objective(Objective.THROUGHPUT);
    }
    options.applyTo(builder);
    PlanningProblem problem = options.build(builder);
    problem.source().ifPresent(device -> checkAlwaysThere("source", device, fleet));
    problem.sink().ifPresent(device -> checkAlwaysThere("sink", device, fleet));
    problem.pins().values().forEach(device -> checkAlwaysThere("pin", device, fleet));
    return new FleetInput(fleet, problem);
  }

  private static void checkAlwaysThere(String option, String device, Fleet fleet) {
    List<String> present = fleet.devices().stream().map(VariedDevice::name).toList();
    if (!present.contains(device)) {
      throw new InvalidFieldException(
          option,
          "--%s: device \"%s\" may be missing in a group; expected one that is always there%s%s"
              .formatted(
                  option,
                  device,
                  present.isEmpty() ? ", of which there is none" : ": " + Printable.list(present),
                  NearestName.hint(device, present)));
    }
  }

  /** The profiles of all devices: copies have that of their kind. */
  private static DeviceProfiles profiles(Fleet fleet, String catalog) {
    List<Device> named =
        Stream.concat(fleet.devices().stream(), fleet.kinds().stream().map(DeviceKind::device))
            .map(VariedDevice::nominal)
            .toList();
    if (named.stream().allMatch(device -> device.profile().isEmpty())) {
      return DeviceProfiles.NONE;
    }
    Map<String, Profile> byName =
        InputOptions.profiles(
                new DeviceCatalog(fleet.name(), named, Network.uniform(1, 0)), catalog)
            .byDevice();
    Map<String, Profile> byDevice = new LinkedHashMap<>();
    for (String name : byName.keySet()) {
      fleet.names(name).forEach(device -> byDevice.put(device, byName.get(name)));
    }
    return new DeviceProfiles(byDevice);
  }
}
