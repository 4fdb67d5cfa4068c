package dev.espalier.runtime.standin;

import dev.espalier.internal.Printable;
import dev.espalier.runtime.RuntimeFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs {@code ip} and {@code tc} of iproute2. */
final class Iproute {
  private static final int MAX_LENGTH = 300;

  private Iproute() {}

  /** What network namespaces lack on this machine; empty if they can be made. */
  static Optional<String> missing() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("network namespaces need Linux");
    }
    if (!isRoot()) {
      return Optional.of("network namespaces need root");
    }
    for (String program : List.of("ip", "tc")) {
      try {
        run(program, "-V");
      } catch (RuntimeFailedException e) {
        return Optional.of("network namespaces need the program %s of iproute2".formatted(program));
      }
    }
    return Optional.empty();
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Runs a command and returns what it prints.
   *
   * @throws RuntimeFailedException if it fails; the message has the command and what it said
   */
  static String run(String... command) {
    String line = String.join(" ", command);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (exitCode(process) != 0) {
        throw new RuntimeFailedException(
            "\"%s\" failed: %s".formatted(line, Printable.shortened(said, MAX_LENGTH)));
      }
      return said;
    } catch (IOException e) {
      throw new RuntimeFailedException("cannot run \"%s\": %s".formatted(line, e.getMessage()));
    }
  }

  /** Commands take milliseconds, and those that remove something must not be left out. */
  private static int exitCode(Process process) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
