package dev.espalier.io.onnx;

import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.file.OnnxFile;
import java.nio.file.Path;

/** Imports networks from ONNX files. */
public final class OnnxImport {
  private OnnxImport() {}

  /**
   * Imports a network from a file.
   *
   * @throws InvalidFileException if the file cannot be read or describes no valid network
   * @throws IllegalArgumentException if an option names nothing in the model
   */
  public static OnnxNetwork read(Path path, ImportOptions options) {
    return of(OnnxFile.read(path), options);
  }

  /**
   * Imports a network from a file that has been read.
   *
   * @throws InvalidFileException if the file describes no valid network
   * @throws IllegalArgumentException if an option names nothing in the model
   */
  public static OnnxNetwork of(OnnxFile file, ImportOptions options) {
    return Importer.read(file, options);
  }
}
