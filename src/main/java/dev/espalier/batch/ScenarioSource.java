package dev.espalier.batch;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.line.InputLine;
import java.io.IOException;
import java.util.Optional;

/** Where the scenarios of a batch come from, in their order. Not thread-safe. */
public interface ScenarioSource extends AutoCloseable {
  /**
   * The next scenario; empty at the end.
   *
   * @throws InvalidFileException if it cannot be read
   */
  Optional<InputLine> next();

  /**
   * The line in front of all scenarios that names their fields; empty where each names its own. It
   * decides on results as much as they do.
   */
  default String header() {
    return "";
  }

  /** The part of the input that was read, from 0 to 1; NaN where its length is not known. */
  double progress();

  @Override
  void close() throws IOException;
}
