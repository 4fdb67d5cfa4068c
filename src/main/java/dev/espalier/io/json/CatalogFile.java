package dev.espalier.io.json;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.CatalogEntry;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Device catalogs as {@code espalier-catalog/1} files. */
public final class CatalogFile {
  /** Format of the files. */
  public static final String FORMAT = "espalier-catalog/1";

  private CatalogFile() {}

  /**
   * Reads a catalog.
   *
   * @throws InvalidFileException if the file cannot be read or describes no valid catalog
   */
  public static DeviceCatalog read(Path path) {
    return catalog(JsonSource.read(path));
  }

  /**
   * Reads a catalog from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes no valid catalog
   */
  public static DeviceCatalog read(InputStream in, String name) throws IOException {
    return catalog(JsonSource.read(in, name));
  }

  /**
   * Reads a catalog from the text of a catalog file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it describes no valid catalog
   */
  public static DeviceCatalog parse(String text, String name) {
    return catalog(JsonSource.parse(text, name));
  }

  /** The devices of Na et al. 2023, table 1. */
  public static DeviceCatalog na2023() {
    String file = "na2023-six.catalog.json";
    try (InputStream in = CatalogFile.class.getResourceAsStream(file)) {
      return read(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalog that is part of another document of this module.
   *
   * @throws InvalidFileException if it is no valid catalog
   */
  @SuppressWarnings("exports")
  public static DeviceCatalog catalog(JsonValue root) {
    root.checkFormat(FORMAT);
    return CatalogEntry.read(root, "format");
  }

  /** The catalog as text of a catalog file; what is absent in the catalog is absent there. */
  public static String write(DeviceCatalog catalog) {
    return JsonDocument.of(document(catalog));
  }

  /** The catalog as part of another document: an object with the fields of a catalog file. */
  public static Object document(DeviceCatalog catalog) {
    return JsonDocument.Fields.of(new Format(FORMAT), CatalogEntry.of(catalog));
  }

  private record Format(String format) {}
}
