package dev.espalier.io;

import dev.espalier.model.BranchyNet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads networks in any registered format, which is detected from the first bytes and the name of a
 * file.
 */
public final class Models {
  /** Number of leading bytes by which a format recognizes a file. */
  public static final int MAX_BEGINNING = 512;

  private Models() {}

  /** The known formats. */
  public static List<ModelFormat> formats() {
    return ServiceLoader.load(ModelFormat.class, Models.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * Reads a network from a file with the default options, which is opened once and may be a pipe.
   *
   * @throws InvalidFileException if the file cannot be read or describes no valid network
   */
  public static BranchyNet read(Path path) {
    return read(path, ImportOptions.defaults()).net();
  }

  /**
   * Reads a network from a file, which is opened once and may be a pipe.
   *
   * @throws InvalidFileException if the file cannot be read or describes no valid network
   * @throws IllegalArgumentException if an option does not apply to the network or the format
   */
  public static ImportedModel read(Path path, ImportOptions options) {
    try (InputStream in = Files.newInputStream(path)) {
      Optional<Path> file = Optional.of(path).filter(Files::isRegularFile);
      return read(new ModelSource(path.toString(), in, file), options);
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  /**
   * Reads a network from a stream, which stays open.
   *
   * @param name name of the stream in messages; its extension may identify the format
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes no valid network
   */
  public static BranchyNet read(InputStream in, String name) throws IOException {
    return read(new ModelSource(name, in, Optional.empty()), ImportOptions.defaults()).net();
  }

  /**
   * Reads a network from a stream, which stays open.
   *
   * @param name name of the stream in messages; its extension may identify the format
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes no valid network
   * @throws IllegalArgumentException if an option does not apply to the network or the format
   */
  public static ImportedModel read(InputStream in, String name, ImportOptions options)
      throws IOException {
    return read(new ModelSource(name, in, Optional.empty()), options);
  }

  private static ImportedModel read(ModelSource source, ImportOptions options) throws IOException {
    byte[] beginning = source.in().readNBytes(MAX_BEGINNING);
    List<ModelFormat> formats = formats();
    ModelFormat format =
        formats.stream()
            .filter(each -> each.recognizes(source.name(), beginning))
            .findFirst()
            .or(() -> formats.stream().filter(ModelFormat::isFallback).findFirst())
            .orElseThrow(() -> new IllegalStateException("no format for models is registered"));
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), source.in());
    return format.read(new ModelSource(source.name(), whole, source.file()), options);
  }
}
