package dev.espalier.io.profile;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.InvalidFileException;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the profiles that the devices of a catalog name. A relative path starts at the folder of
 * the catalog file.
 */
public final class CatalogProfiles {
  private final String catalogName;
  private final Optional<Path> folder;

  private CatalogProfiles(String catalogName, Optional<Path> folder) {
    this.catalogName = catalogName;
    this.folder = folder;
  }

  /**
   * Reads the profiles of a catalog that was read from a file.
   *
   * @param path the catalog file; a relative profile needs one that lies in a folder, which a pipe
   *     does not
   * @throws InvalidFileException if a profile cannot be read; the message names the catalog, the
   *     device and the file
   */
  public static DeviceProfiles read(DeviceCatalog catalog, Path path) {
    Optional<Path> folder =
        Files.isRegularFile(path)
            ? Optional.ofNullable(path.toAbsolutePath().getParent())
            : Optional.empty();
    return new CatalogProfiles(path.toString(), folder).read(catalog);
  }

  /**
   * Reads the profiles of a catalog that was read from a stream or a text.
   *
   * @param name name of the catalog in messages
   * @param folder where relative paths start; empty if there is no such folder
   * @throws InvalidFileException if a profile cannot be read, or is relative to no folder
   */
  public static DeviceProfiles read(DeviceCatalog catalog, String name, Optional<Path> folder) {
    return new CatalogProfiles(name, folder).read(catalog);
  }

  /**
   * The files of the profiles that the devices of a catalog name, relative ones as the name of the
   * catalog file is.
   *
   * @param path the catalog file
   */
  public static List<Path> files(DeviceCatalog catalog, Path path) {
    return catalog.devices().stream()
        .flatMap(device -> device.profile().stream())
        .map(path::resolveSibling)
        .distinct()
        .toList();
  }

  private DeviceProfiles read(DeviceCatalog catalog) {
    Map<String, Profile> byDevice = new LinkedHashMap<>();
    for (int d = 0; d < catalog.devices().size(); d++) {
      Device device = catalog.devices().get(d);
      if (device.profile().isPresent()) {
        byDevice.put(device.name(), profile(d, device));
      }
    }
    return byDevice.isEmpty() ? DeviceProfiles.NONE : new DeviceProfiles(byDevice);
  }

  private Profile profile(int index, Device device) {
    String file = device.profile().orElseThrow();
    Path path;
    try {
      path = Path.of(file);
    } catch (InvalidPathException e) {
      throw invalid(
          index, device, "profile \"%s\" is not a path: %s".formatted(file, e.getReason()));
    }
    if (!path.isAbsolute() && folder.isEmpty()) {
      throw invalid(
          index,
          device,
          "profile %s is relative to the folder of the catalog file, but the catalog is in none;"
                  .formatted(path)
              + " expected an absolute path");
    }
    try {
      return Profiles.read(folder.map(f -> f.resolve(path)).orElse(path));
    } catch (InvalidFileException e) {
      throw invalid(index, device, "profile: " + e.getMessage());
    }
  }

  private InvalidFileException invalid(int index, Device device, String message) {
    return new InvalidFileException(
        "%s: /devices/%d/profile: device \"%s\": %s"
            .formatted(catalogName, index, device.name(), message));
  }
}
