package dev.espalier.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes text from outside safe to print in a message. */
public final class Printable {
  private static final int MAX_LISTED = 20;
  private static final String ELLIPSIS = "...";
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private Printable() {}

  /**
   * The text on one line: every control, format or unassigned character becomes an escape such as
   * {@code \n} or, in UTF-16, {@code \u005cu001b}, so that a terminal displays all of it and
   * interprets none.
   */
  public static String line(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(escaped(found.group())));
  }

  private static String escaped(String character) {
    return switch (character) {
      case "\n" -> "\\n";
      case "\r" -> "\\r";
      case "\t" -> "\\t";
      default ->
          character
              .chars()
              .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
              .collect(Collectors.joining());
    };
  }

  /** The text on one line, truncated after {@code max} characters. */
  public static String shortened(String text, int max) {
    if (text.codePointCount(0, text.length()) <= max) {
      return line(text);
    }
    return line(text.substring(0, text.offsetByCodePoints(0, max))) + ELLIPSIS;
  }

  /** Names in a row, of which the first twenty are named where there are many more. */
  public static String list(List<String> names) {
    return names.size() <= MAX_LISTED
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, MAX_LISTED)), names.size() - MAX_LISTED);
  }
}
