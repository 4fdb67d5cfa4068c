package dev.espalier.io.batch;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Sha256;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.Models;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.request.ProfiledCatalog;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.io.profile.CatalogProfiles;
import dev.espalier.model.BranchyNet;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Networks and catalogs in files, each read once as long as there are not too many. A file that
 * cannot be read is not read again. Thread-safe.
 */
public final class FileInputs implements ScenarioInputs {
  private static final String ZOO = "zoo:";

  /** Maximum number of files of a kind that are kept, so that memory is bounded. */
  private static final int MAX_KEPT = 1000;

  private final Kept<BranchyNet> models = new Kept<>();
  private final Kept<ProfiledCatalog> catalogs = new Kept<>();
  private final SortedMap<String, String> checksums = new TreeMap<>();

  /** Reads files when they are first named. */
  public FileInputs() {}

  /** What was read, or why it cannot be; the oldest go first. */
  private static final class Kept<T> {
    private record Read<T>(T value, String error) {}

    private final Map<String, Read<T>> byName =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Read<T>> eldest) {
            return size() > MAX_KEPT;
          }
        };

    synchronized T get(String name, Function<String, T> reader) {
      Read<T> read = byName.get(name);
      if (read == null) {
        read = read(name, reader);
        byName.put(name, read);
      }
      if (read.value() == null) {
        throw new InvalidFileException(read.error());
      }
      return read.value();
    }

    private static <T> Read<T> read(String name, Function<String, T> reader) {
      try {
        return new Read<>(reader.apply(name), "");
      } catch (InvalidFileException | IllegalArgumentException e) {
        return new Read<>(null, e.getMessage());
      }
    }
  }

  /** Whether a name is that of a file, and not of something built in. */
  public static boolean isFile(String name) {
    return !name.startsWith(ZOO);
  }

  @Override
  public BranchyNet model(String name) {
    return models.get(name, this::readModel);
  }

  @Override
  public ProfiledCatalog catalog(String name) {
    return catalogs.get(name, this::readCatalog);
  }

  /** SHA-256 of the files that were read, by name. */
  public Map<String, String> checksums() {
    synchronized (checksums) {
      return new TreeMap<>(checksums);
    }
  }

  private BranchyNet readModel(String name) {
    if (!isFile(name)) {
      try {
        return Zoo.get(name.substring(ZOO.length()));
      } catch (IllegalArgumentException e) {
        throw new InvalidFileException(name + ": " + e.getMessage());
      }
    }
    Path path = path(name);
    BranchyNet net = Models.read(path, ImportOptions.builder().build()).net();
    note(name, path);
    return net;
  }

  private ProfiledCatalog readCatalog(String name) {
    if (!isFile(name)) {
      String known = ZOO + CatalogFile.na2023().name();
      if (!name.equals(known)) {
        throw new InvalidFileException(
            "%s: the built-in catalog is %s%s"
                .formatted(name, known, NearestName.hint(name, List.of(known))));
      }
      return new ProfiledCatalog(CatalogFile.na2023(), DeviceProfiles.NONE);
    }
    Path path = path(name);
    DeviceCatalog written = CatalogFile.read(path);
    ProfiledCatalog read = ProfiledCatalog.of(written, CatalogProfiles.read(written, path));
    note(name, path);
    CatalogProfiles.files(written, path).forEach(profile -> note(profile.toString(), profile));
    return read;
  }

  private static Path path(String name) {
    if (name.isBlank()) {
      throw new InvalidFileException("expected the name of a file but it is blank");
    }
    try {
      return regular(Path.of(name));
    } catch (InvalidPathException e) {
      throw new InvalidFileException("not a path: " + e.getReason());
    }
  }

  /** A file is read for its checksum, too, and again when a batch is resumed; a pipe cannot be. */
  private static Path regular(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new InvalidFileException(
          path + ": expected a file but found a pipe or device, which cannot be read again");
    }
    return path;
  }

  private void note(String name, Path path) {
    try {
      String checksum = Sha256.of(path);
      synchronized (checksums) {
        checksums.put(name, checksum);
      }
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }
}
