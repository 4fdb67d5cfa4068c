package dev.espalier.spark;

import dev.espalier.device.Device;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.json.request.ProfiledCatalog;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.model.BranchyNet;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Networks and catalogs that go along with a job: the files of the driver, or why one cannot be
 * read. So workers share no folder with it, and report the same errors. Not thread-safe.
 */
final class ShippedInputs implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Errors by name; empty for files that can be read. */
  private final TreeMap<String, String> models = new TreeMap<>();

  private final TreeMap<String, String> catalogs = new TreeMap<>();
  private final ShippedFiles files = new ShippedFiles();

  /** Reads a network on the driver, unless that was done. */
  void addModel(String name, ScenarioInputs inputs) {
    models.computeIfAbsent(name, any -> error(name, () -> inputs.model(name)));
  }

  /** Reads a catalog and the profiles of its devices on the driver, unless that was done. */
  void addCatalog(String name, ScenarioInputs inputs) {
    catalogs.computeIfAbsent(name, any -> error(name, () -> addProfiles(name, inputs)));
  }

  /** Adds any other file. */
  void addFile(Path file) {
    try {
      files.add(file);
    } catch (IOException e) {
      throw InvalidFileException.unreadable(file, e);
    }
  }

  private String error(String name, Runnable read) {
    try {
      read.run();
      if (FileInputs.isFile(name)) {
        addFile(Path.of(name));
      }
      return "";
    } catch (InvalidFileException e) {
      return e.getMessage();
    }
  }

  private void addProfiles(String name, ScenarioInputs inputs) {
    for (Device device : inputs.catalog(name).catalog().devices()) {
      device
          .profile()
          .ifPresent(profile -> addFile(Path.of(name).toAbsolutePath().resolveSibling(profile)));
    }
  }

  /** Where a file of the driver lies below a folder of {@link #open}. */
  static Path in(Path folder, String file) {
    return ShippedFiles.in(folder, Path.of(file));
  }

  /**
   * What is to be read while the files lie in a folder.
   *
   * @param <T> what is made of them
   */
  @FunctionalInterface
  interface Reading<T> {
    T read(ScenarioInputs inputs, Path folder);
  }

  /**
   * Makes something of the inputs on a worker. The files lie in a folder only meanwhile: all of
   * them are read before.
   */
  <T> T open(Reading<T> reading) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      files.lay(folder.path());
      return reading.read(new Inputs(this, folder.path()), folder.path());
    }
  }

  /** The inputs on a worker, all read. Those that were not shipped are read where they lie. */
  private static final class Inputs implements ScenarioInputs {
    private final Map<String, BranchyNet> models = new HashMap<>();
    private final Map<String, ProfiledCatalog> catalogs = new HashMap<>();
    private final Map<String, String> modelErrors;
    private final Map<String, String> catalogErrors;
    private final FileInputs others = new FileInputs();

    Inputs(ShippedInputs shipped, Path folder) {
      modelErrors = shipped.models;
      catalogErrors = shipped.catalogs;
      modelErrors.forEach((name, error) -> keep(name, error, folder, models, others::model));
      catalogErrors.forEach((name, error) -> keep(name, error, folder, catalogs, others::catalog));
    }

    private static <T> void keep(
        String name, String error, Path folder, Map<String, T> kept, Function<String, T> reader) {
      if (error.isEmpty()) {
        kept.put(name, reader.apply(FileInputs.isFile(name) ? in(folder, name).toString() : name));
      }
    }

    @Override
    public BranchyNet model(String name) {
      return get(name, models, modelErrors, others::model);
    }

    @Override
    public ProfiledCatalog catalog(String name) {
      return get(name, catalogs, catalogErrors, others::catalog);
    }

    private static <T> T get(
        String name, Map<String, T> kept, Map<String, String> errors, Function<String, T> reader) {
      T value = kept.get(name);
      if (value != null) {
        return value;
      }
      if (errors.containsKey(name)) {
        throw new InvalidFileException(errors.get(name));
      }
      return reader.apply(name);
    }
  }
}
