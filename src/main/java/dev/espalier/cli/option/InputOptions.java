package dev.espalier.cli.option;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.Models;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.profile.CatalogProfiles;
import dev.espalier.io.profile.Profiles;
import dev.espalier.model.BranchyNet;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.zoo.Zoo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads what the command line names. */
public final class InputOptions {
  /** Description of a model option. */
  public static final String MODEL =
      "Model file, or zoo:NAME for a built-in network: b-lenet, b-alexnet, b-resnet110,"
          + " b-resnet110-chain, b-alexnet-imagenet, b-mobilenetv2, or b-mobilenetv2-N for N side"
          + " exits, 1 to 10.";

  private static final String ZOO = "zoo:";

  private InputOptions() {}

  /** The network in a file or, as {@code zoo:NAME}, a built-in one. */
  public static BranchyNet model(String model) {
    if (!model.startsWith(ZOO)) {
      return Models.read(path("model", model));
    }
    try {
      return Zoo.get(model.substring(ZOO.length()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException("model", "--model " + model + ": " + e.getMessage());
    }
  }

  /** The devices in a file. */
  public static DeviceCatalog catalog(String catalog) {
    return CatalogFile.read(path("catalog", catalog));
  }

  /** The measured times in a file. */
  public static Profile profile(String file) {
    return Profiles.read(path("from", file));
  }

  /** The profiles that the devices of a catalog name. */
  public static DeviceProfiles profiles(DeviceCatalog read, String catalog) {
    return CatalogProfiles.read(read, path("catalog", catalog));
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
