package dev.espalier.spark;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.json.request.ProfiledCatalog;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.io.profile.CatalogProfiles;
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

  /**
   * A name.
   *
   * @param path absolute path of its file on the driver; empty if it is built in
   * @param error why it cannot be read; empty if it can
   */
  private record Named(String path, String error) implements Serializable {}

  private final TreeMap<String, Named> models = new TreeMap<>();
  private final TreeMap<String, Named> catalogs = new TreeMap<>();
  private final ShippedFiles files = new ShippedFiles();

  /** Reads a network on the driver, unless that was done. */
  void addModel(String name, ScenarioInputs inputs) {
    models.computeIfAbsent(name, any -> named(name, () -> inputs.model(name)));
  }

  /** Reads a catalog and the profiles of its devices on the driver, unless that was done. */
  void addCatalog(String name, ScenarioInputs inputs) {
    catalogs.computeIfAbsent(name, any -> named(name, () -> addProfiles(name, inputs)));
  }

  private Named named(String name, Runnable read) {
    try {
      read.run();
      return new Named(FileInputs.isFile(name) ? addFile(Path.of(name)) : "", "");
    } catch (InvalidFileException e) {
      return new Named("", e.getMessage());
    }
  }

  /**
   * Adds any other file.
   *
   * @return its absolute path on the driver
   */
  String addFile(Path file) {
    try {
      files.add(file);
      return file.toAbsolutePath().toString();
    } catch (IOException e) {
      throw InvalidFileException.unreadable(file, e);
    }
  }

  private void addProfiles(String name, ScenarioInputs inputs) {
    DeviceCatalog catalog = inputs.catalog(name).catalog();
    if (FileInputs.isFile(name)) {
      CatalogProfiles.files(catalog, Path.of(name)).forEach(this::addFile);
    }
  }

  /** Where a file of the driver, of that absolute path, lies in a folder of {@link #open}. */
  static Path in(Path folder, String path) {
    return ShippedFiles.in(folder, Path.of(path));
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
    private final ShippedInputs shipped;
    private final FileInputs others = new FileInputs();

    Inputs(ShippedInputs shipped, Path folder) {
      this.shipped = shipped;
      shipped.models.forEach((name, of) -> keep(name, of, folder, models, others::model));
      shipped.catalogs.forEach((name, of) -> keep(name, of, folder, catalogs, others::catalog));
    }

    private static <T> void keep(
        String name, Named of, Path folder, Map<String, T> kept, Function<String, T> reader) {
      if (of.error().isEmpty()) {
        kept.put(name, reader.apply(of.path().isEmpty() ? name : in(folder, of.path()).toString()));
      }
    }

    @Override
    public BranchyNet model(String name) {
      return get(name, models, shipped.models, others::model);
    }

    @Override
    public ProfiledCatalog catalog(String name) {
      return get(name, catalogs, shipped.catalogs, others::catalog);
    }

    private static <T> T get(
        String name, Map<String, T> kept, Map<String, Named> named, Function<String, T> reader) {
      T value = kept.get(name);
      if (value != null) {
        return value;
      }
      if (named.containsKey(name)) {
        throw new InvalidFileException(named.get(name).error());
      }
      return reader.apply(name);
    }
  }
}
