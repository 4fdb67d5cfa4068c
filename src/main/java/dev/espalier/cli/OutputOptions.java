package dev.espalier.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the result goes. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the result to FILE instead of standard output.")
  private Path out;

  /** Whether the result goes to a file. */
  boolean isFile() {
    return out != null;
  }

  /**
   * Writes the result. Where the file cannot be written, the result goes to standard output, so
   * that it is not lost.
   *
   * @throws OutputFailedException if the file cannot be written
   */
  void write(String text, PrintWriter standardOutput) {
    if (out == null) {
      standardOutput.print(text);
      standardOutput.flush();
      return;
    }
    try {
      Files.writeString(out, text);
    } catch (IOException e) {
      standardOutput.print(text);
      standardOutput.flush();
      throw new OutputFailedException(
          "cannot write %s: %s; the result went to standard output".formatted(out, reason(e)));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException problem && problem.getReason() != null
        ? problem.getReason()
        : e.getMessage();
  }
}
