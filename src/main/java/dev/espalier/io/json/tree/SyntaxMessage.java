package dev.espalier.io.json.tree;

import dev.espalier.internal.Printable;
import java.util.regex.Pattern;

/** Describes a syntax error of a file, without the parser's hints at its own switches. */
final class SyntaxMessage {
  private static final Pattern WHERE_IT_STARTED =
      Pattern.compile(" \\((?:start marker at|for \\w+ starting at) \\[.*]\\)");
  private static final Pattern SWITCH =
      Pattern.compile(
          ": enable `[^`]*` to allow|, from `[^`]*`" + "| \\(not recognized as one since [^)]*\\)");
  private static final Pattern NOT_FINITE = Pattern.compile("Non-standard token '([^']*)'");

  /** Maximum length of a message: some repeat a word of the file. */
  private static final int MAX_LENGTH = 160;

  private SyntaxMessage() {}

  /** The parser's words for the reader of the file. */
  static String of(String parserMessage) {
    String message = parserMessage.lines().findFirst().orElse("");
    message = WHERE_IT_STARTED.matcher(message).replaceAll("");
    message = SWITCH.matcher(message).replaceAll("");
    message = message.replaceAll("require enabling `[^`]*`", "are not JSON");
    message =
        NOT_FINITE
            .matcher(message)
            .replaceAll("expected a finite number in decimal digits but found $1");
    return Printable.shortened(message, MAX_LENGTH);
  }
}
