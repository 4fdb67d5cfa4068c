package dev.espalier.cli.command.batch;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import java.util.regex.Pattern;

/** Text as a manifest of Kubernetes holds it, whatever the text. */
final class ManifestText {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /** Printable for people, but not for YAML, which needs an escape. */
  private static final Pattern ESCAPED = Pattern.compile("[\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

  private ManifestText() {}

  /**
   * A double-quoted scalar of YAML, in which nothing but the quote and the backslash has a meaning.
   *
   * @param option the option that the text comes from, for messages
   * @throws InvalidFieldException if the text has control characters
   */
  static String quoted(String option, String text) {
    if (CONTROL.matcher(text).find()) {
      throw new InvalidFieldException(
          option,
          "a manifest takes no control characters, but found them in \"%s\""
              .formatted(Printable.line(text)));
    }
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + ESCAPED.matcher(escaped).replaceAll(found -> escape(found.group())) + '"';
  }

  private static String escape(String character) {
    return "\\\\u%04x".formatted((int) character.charAt(0));
  }

  /**
   * An argument of the command, as the container must be given it: Kubernetes replaces {@code
   * $(NAME)} by a variable and {@code $$} by {@code $}, and the command takes {@code @FILE} for the
   * arguments in a file and {@code @@} for an {@code @}.
   */
  static String literal(String argument) {
    return (argument.startsWith("@") ? "@" + argument : argument).replace("$", "$$");
  }
}
