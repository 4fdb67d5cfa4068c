package dev.espalier.cli.option;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FileReplacement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The destination of the result. */
public final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the result to FILE instead of standard output.")
  private Path out;

  /** Whether the result goes to a file. */
  public boolean isFile() {
    return out != null;
  }

  /**
   * Refuses to write the result over one of the files it is made from, or to no file.
   *
   * @throws InvalidFieldException if the output is one of these files, or blank
   * @throws OutputFailedException if its folder does not exist
   */
  public void refuse(String... inputs) {
    refuse("out", out, inputs);
    checkFolder(out);
  }

  /**
   * Refuses a file that cannot be written as there is no such folder: better now than after a long
   * search.
   *
   * @param target the file, or null
   * @throws OutputFailedException if its folder does not exist
   */
  public static void checkFolder(Path target) {
    if (target == null) {
      return;
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new OutputFailedException("cannot write %s: it is a folder".formatted(target));
    }
    if (!Files.isDirectory(folder)) {
      throw new OutputFailedException(
          "cannot write %s: its folder does not exist".formatted(target));
    }
  }

  /**
   * Refuses to let another option overwrite one of the files that a result is made from, or this
   * one.
   *
   * @param target what the option names, or null
   * @throws InvalidFieldException if that is one of these files, the output, or blank
   * @throws OutputFailedException if its folder does not exist: better now than after a long search
   */
  public void refuseOther(String option, Path target, String... inputs) {
    refuse(option, target, inputs);
    checkFolder(target);
    refuseBoth(option, target, "out", out);
  }

  /** Refuses two outputs in one file; either may be null. */
  public static void refuseBoth(String option, Path target, String other, Path otherTarget) {
    if (target != null && otherTarget != null && isSameFile(target, otherTarget.toString())) {
      throw new InvalidFieldException(
          option,
          "--%s and --%s must be two files but both are %s".formatted(option, other, otherTarget));
    }
  }

  /**
   * Refuses to overwrite one of the files that a result is made from.
   *
   * @param target what the option names, or null
   * @throws InvalidFieldException if it is one of these files, or blank
   */
  public static void refuse(String option, Path target, String... inputs) {
    if (target != null && target.toString().isBlank()) {
      throw new InvalidFieldException(option, "--" + option + " must name a file but is blank");
    }
    for (String input : inputs) {
      if (target != null && input != null && isSameFile(target, input)) {
        throw new InvalidFieldException(
            option, "--%s %s would overwrite the input file %s".formatted(option, target, input));
      }
    }
  }

  private static boolean isSameFile(Path target, String other) {
    try {
      Path path = Path.of(other);
      return target.toAbsolutePath().normalize().equals(path.toAbsolutePath().normalize())
          || Files.isSameFile(target, path);
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
  public void write(String text, PrintWriter standardOutput) {
    if (out == null) {
      standardOutput.print(text);
      standardOutput.flush();
      return;
    }
    try {
      FileReplacement.write(out, text);
    } catch (IOException e) {
      standardOutput.print(text);
      standardOutput.flush();
      throw new OutputFailedException(
          "cannot write %s: %s; the result went to standard output".formatted(out, reason(e)));
    }
  }

  /** The reason why a file cannot be written. */
  public static String reason(IOException e) {
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
