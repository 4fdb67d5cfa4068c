package dev.espalier.cli;

import dev.espalier.internal.InvalidFieldException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the result goes. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the result to FILE instead of standard output.")
  private Path out;

  /** The file that the result goes to. */
  Optional<Path> file() {
    return Optional.ofNullable(out);
  }

  /** Whether the result goes to a file. */
  boolean isFile() {
    return out != null;
  }

  /**
   * Refuses to write the result over one of the files it is made from, or to no file.
   *
   * @throws InvalidFieldException if the output is one of these files, or blank
   */
  void refuse(String... inputs) {
    if (out != null && out.toString().isBlank()) {
      throw new InvalidFieldException("out", "--out must name a file but is blank");
    }
    for (String input : inputs) {
      if (out != null && input != null && isSameFile(out, input)) {
        throw new InvalidFieldException(
            "out", "--out %s would overwrite the input file %s".formatted(out, input));
      }
    }
  }

  /** Whether a file is the one that an input names. */
  static boolean isSameFile(Path file, String input) {
    try {
      return Files.isSameFile(file, Path.of(input));
    } catch (IOException | InvalidPathException e) {
      return false; // one of the two does not exist
    }
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

  static String reason(IOException e) {
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
