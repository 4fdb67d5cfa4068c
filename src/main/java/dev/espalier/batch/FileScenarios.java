package dev.espalier.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.line.InputLine;
import dev.espalier.io.line.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Scenarios in a file, one on each line; blank lines are none. */
public final class FileScenarios implements ScenarioSource {
  private final InputStream in;
  private final String name;
  private final LineReader reader;
  private final long bytes;
  private final String header;
  private final ScenarioLines lines;
  private long read;

  private FileScenarios(InputStream in, long bytes, LineFormat format, String name) {
    this.in = in;
    this.name = name;
    this.bytes = bytes;
    reader = new LineReader(in, 0, 0);
    if (format == LineFormat.JSON) {
      header = "";
      lines = ScenarioLines.json();
    } else {
      InputLine names = names();
      header = names.text().strip();
      lines = ScenarioLines.csv(names, name);
    }
  }

  private InputLine names() {
    return next()
        .orElseThrow(
            () ->
                new InvalidFileException(
                    name + ": the file is empty; expected a header with names of fields"));
  }

  /**
   * Opens a file; its name decides on its format.
   *
   * @throws InvalidFileException if it cannot be read, or is CSV without a header
   */
  public static FileScenarios open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new IOException("it is a directory");
      }
      long bytes = Files.isRegularFile(path) ? Files.size(path) : 0;
      return of(Files.newInputStream(path), bytes, LineFormat.of(path.toString()), path.toString());
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  /**
   * Reads a stream.
   *
   * @param bytes its length, bytes; 0 where it is not known
   * @param name what messages call it
   * @throws InvalidFileException if it cannot be read, or is CSV without a header
   */
  public static FileScenarios of(InputStream in, long bytes, LineFormat format, String name) {
    return new FileScenarios(in, bytes, format, name);
  }

  /** Reads the lines. */
  public ScenarioLines lines() {
    return lines;
  }

  @Override
  public String header() {
    return header;
  }

  @Override
  public Optional<InputLine> next() {
    try {
      Optional<InputLine> line = reader.next();
      while (line.isPresent() && line.get().isBlank()) {
        line = reader.next();
      }
      line.ifPresent(present -> read = present.end());
      return line;
    } catch (IOException e) {
      throw new InvalidFileException(name + ": cannot be read: " + e.getMessage());
    }
  }

  @Override
  public double progress() {
    return bytes > 0 ? (double) read / bytes : Double.NaN;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
