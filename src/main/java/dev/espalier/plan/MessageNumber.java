package dev.espalier.plan;

import java.util.Locale;

/** Numbers in messages: six significant digits, in any locale. */
final class MessageNumber {
  private MessageNumber() {}

  static String of(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
