package dev.espalier.cli.option.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.runtime.RunSettings;
import picocli.CommandLine.Option;

/** How ONNX Runtime runs files. */
public final class RunSettingsOptions {
  @Option(
      names = "--optimize",
      description = "Let ONNX Runtime fuse nodes, as it does by default where it is deployed.")
  private boolean optimize;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that compute one node (default: ${DEFAULT-VALUE}).")
  private int threads;

  /**
   * The settings.
   *
   * @throws InvalidFieldException if the number of threads is out of range
   */
  public RunSettings settings() {
    if (threads < 1) {
      throw new InvalidFieldException("threads", "--threads must be >= 1 but is " + threads);
    }
    if (threads > RunSettings.MAX_THREADS) {
      throw new InvalidFieldException(
          "threads",
          "--threads must be <= %d but is %d".formatted(RunSettings.MAX_THREADS, threads));
    }
    return new RunSettings(optimize, threads);
  }
}
