package dev.espalier.io;

import java.io.IOException;

/**
 * A file format for models. {@link Models} finds the formats with {@link java.util.ServiceLoader}:
 * an implementation has a public constructor without parameters and is listed in {@code
 * META-INF/services/dev.espalier.io.ModelFormat}.
 */
public interface ModelFormat {
  /** Name of the format, for messages and lists. */
  String name();

  /**
   * Whether a file is of this format.
   *
   * @param name name of the file, or its substitute
   * @param beginning its first bytes, at most {@link Models#MAX_BEGINNING}
   */
  boolean recognizes(String name, byte[] beginning);

  /** Whether this format handles, and reports errors in, files that no format recognizes. */
  default boolean isFallback() {
    return false;
  }

  /**
   * Reads a network.
   *
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes no valid network
   * @throws IllegalArgumentException if an option does not apply to the network or the format
   */
  ImportedModel read(ModelSource source, ImportOptions options) throws IOException;
}
