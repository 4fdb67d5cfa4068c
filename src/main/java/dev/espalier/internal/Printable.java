package dev.espalier.internal;

/** Text from outside, made fit for a message. */
public final class Printable {
  private static final String ELLIPSIS = "...";

  private Printable() {}

  /** The text on one line: every control, format or unassigned character becomes a {@code ?}. */
  public static String line(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  /** The text on one line, cut after {@code most} characters. */
  public static String shortened(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return line(text);
    }
    return line(text.substring(0, text.offsetByCodePoints(0, most))) + ELLIPSIS;
  }
}
