package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard input in the place of a file. */
public final class StandardInput {
  /** What stands for it in the place of a file's name. */
  public static final String SIGN = "-";

  /** What messages call it. */
  public static final String NAME = "standard input";

  /** Where Linux says what standard input is. */
  private static final Path LINK = Path.of("/proc/self/fd/0");

  private StandardInput() {}

  /** Whether this names standard input. */
  public static boolean isMeant(String name) {
    return SIGN.equals(name);
  }

  /**
   * The stream.
   *
   * @param option the option that names it
   * @throws InvalidFieldException if it is a terminal, where nothing would ever come
   */
  public static InputStream open(String option) {
    return open(option, "--" + option + " " + SIGN);
  }

  /**
   * The stream.
   *
   * @param field what names it
   * @param words how the user named it
   * @throws InvalidFieldException if it is a terminal, where nothing would ever come
   */
  public static InputStream open(String field, String words) {
    if (isTerminal()) {
      throw new InvalidFieldException(
          field,
          words + " reads standard input, but that is a terminal; pipe a file into it or name one");
    }
    return System.in;
  }

  /**
   * Refuses two files from one stream.
   *
   * @throws InvalidFieldException if both options name standard input
   */
  public static void refuseBoth(String option, String name, String other, String otherName) {
    if (isMeant(name) && isMeant(otherName)) {
      throw new InvalidFieldException(
          option,
          "--%s - and --%s - exclude each other: standard input is one file"
              .formatted(option, other));
    }
  }

  private static boolean isTerminal() {
    try {
      String source = Files.readSymbolicLink(LINK).toString();
      return source.startsWith("/dev/pts/") || source.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null; // no such system
    }
  }
}
