package dev.espalier.cli.option;

import dev.espalier.cli.parse.StandardInput;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.profile.CatalogProfiles;
import dev.espalier.io.profile.Profiles;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.build.Architecture;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads what the command line names. */
public final class InputOptions {
  /** Beginning of the names of built-in networks. */
  static final String ZOO = "zoo:";

  private InputOptions() {}

  /**
   * A built-in network with its operators.
   *
   * @throws InvalidFieldException if the name is not {@code zoo:NAME} or there is none of that name
   */
  public static Architecture architecture(String model) {
    if (!model.startsWith(ZOO)) {
      throw new InvalidFieldException(
          "model",
          "%s: expected a built-in network, zoo:NAME%s"
              .formatted(
                  model,
                  NearestName.of(model, Zoo.names())
                      .map(near -> NearestName.hint(ZOO + near, List.of(ZOO + near)))
                      .orElse(", as model files hold no operators or are ONNX already")));
    }
    try {
      return Zoo.architecture(model.substring(ZOO.length()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException("model", model + ": " + e.getMessage());
    }
  }

  /** The devices in a file or in standard input, or the built-in ones. */
  public static DeviceCatalog catalog(String catalog) {
    if (catalog.startsWith(ZOO)) {
      return builtIn(catalog);
    }
    if (!StandardInput.isMeant(catalog)) {
      return CatalogFile.read(path("catalog", catalog));
    }
    try {
      return CatalogFile.read(StandardInput.open("catalog"), StandardInput.NAME);
    } catch (IOException e) {
      throw new InvalidFileException(StandardInput.NAME + ": cannot be read");
    }
  }

  private static DeviceCatalog builtIn(String catalog) {
    DeviceCatalog known = CatalogFile.na2023();
    String name = ZOO + known.name();
    if (!catalog.equals(name)) {
      throw new InvalidFieldException(
          "catalog",
          "%s: the built-in catalog is %s%s"
              .formatted(catalog, name, NearestName.hint(catalog, List.of(name))));
    }
    return known;
  }

  /** The measured times in a file. */
  public static Profile profile(String file) {
    return Profiles.read(path("from", file));
  }

  /** The profiles that the devices of a catalog name. */
  public static DeviceProfiles profiles(DeviceCatalog read, String catalog) {
    return CatalogProfiles.read(read, path("catalog", catalog));
  }

  /** A problem on the devices of a catalog file, with the times that their profiles give. */
  public static PlanningProblemBuilder problem(BranchyNet net, String catalog) {
    DeviceCatalog written = catalog(catalog);
    DeviceProfiles profiles = profiles(written, catalog);
    PlanningProblemBuilder builder = PlanningProblem.builder(net, profiles.applyTo(written));
    profiles.applyTo(builder);
    return builder;
  }

  /**
   * A path that an option names.
   *
   * @throws InvalidFieldException if it is blank or no path
   */
  public static Path path(String option, String path) {
    if (path.isBlank()) {
      throw new InvalidFieldException(option, "--" + option + " must name a file but is blank");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new InvalidFieldException(option, "--" + option + ": not a path: " + e.getReason());
    }
  }
}
