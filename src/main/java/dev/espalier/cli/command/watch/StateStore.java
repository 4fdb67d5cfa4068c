package dev.espalier.cli.command.watch;

import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.io.json.change.StateFile;
import dev.espalier.io.json.change.WatchState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The file that keeps the state. It is written beside and moved, so that it holds one whole state
 * whenever the process is killed. Data are not forced to the disk, as that takes longer than a
 * decision: after a crash of the whole machine, the file may be an older one or damaged.
 */
final class StateStore {
  private final StateFile format;
  private final Path path;
  private final Path beside;

  /**
   * @param path the file; null to keep no state
   */
  StateStore(StateFile format, Path path) {
    this.format = format;
    this.path = path;
    // Always the same name, so that kills leave one such file at most.
    beside = path == null ? null : path.resolveSibling(path.getFileName() + ".tmp");
  }

  /** The state that was kept; empty if there is none. */
  Optional<WatchState> read() {
    return path == null || Files.notExists(path)
        ? Optional.empty()
        : Optional.of(format.read(path));
  }

  /** Whether a state is kept. */
  boolean isKept() {
    return path != null;
  }

  /**
   * Keeps a state.
   *
   * @throws OutputFailedException if it cannot be written
   */
  void write(WatchState state) {
    try {
      Files.writeString(beside, format.write(state));
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write %s: %s".formatted(path, OutputOptions.reason(e)));
    }
  }
}
