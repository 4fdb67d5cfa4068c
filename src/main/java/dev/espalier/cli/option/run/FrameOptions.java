package dev.espalier.cli.option.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameLimits;
import dev.espalier.runtime.wire.auth.Security;
import java.util.List;
import picocli.CommandLine.Option;

/** Memory for samples that arrive over connections. */
public final class FrameOptions {
  private static final int MIB = 1 << 20;
  private static final int MAX_FRAME_MIB = 1023;

  @Option(
      names = "--max-frame-mib",
      paramLabel = "N",
      defaultValue = "64",
      description = "Maximum size of one message, MiB (default: ${DEFAULT-VALUE}).")
  private int maxFrameMib;

  @Option(
      names = "--max-memory-mib",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "Maximum memory for messages that have arrived, MiB (default: ${DEFAULT-VALUE}); an agent"
              + " takes as much again for those that it sends.")
  private int maxMemoryMib;

  /** These options as arguments of another command. */
  public List<String> arguments() {
    return List.of(
        "--max-frame-mib",
        String.valueOf(maxFrameMib),
        "--max-memory-mib",
        String.valueOf(maxMemoryMib));
  }

  /**
   * Checks the options.
   *
   * @throws InvalidFieldException if a number is out of range
   */
  public void check() {
    if (maxFrameMib < 1 || maxFrameMib > MAX_FRAME_MIB) {
      throw new InvalidFieldException(
          "max-frame-mib",
          "--max-frame-mib must be from 1 to %d but is %d".formatted(MAX_FRAME_MIB, maxFrameMib));
    }
    if (maxMemoryMib < maxFrameMib) {
      throw new InvalidFieldException(
          "max-memory-mib",
          "--max-memory-mib must be at least --max-frame-mib, %d, but is %d"
              .formatted(maxFrameMib, maxMemoryMib));
    }
  }

  /** How this end of connections works. */
  public Endpoint endpoint(Security security) {
    return new Endpoint(
        security,
        FrameLimits.defaults().withFrameBytes(maxFrameMib * MIB),
        new BufferPool((long) maxMemoryMib * MIB));
  }
}
