package dev.espalier.io.svg;

import java.util.Locale;

/**
 * A color in two modes.
 *
 * @param light color on light ground, which drawings name, such as {@code #0072b2}
 * @param dark its counterpart on dark ground
 */
public record Tone(String light, String dark) {

  /** The tone with a fraction of another mixed in. */
  Tone mixed(Tone other, double fraction) {
    return new Tone(mixed(light, other.light, fraction), mixed(dark, other.dark, fraction));
  }

  private static String mixed(String color, String other, double fraction) {
    StringBuilder mixed = new StringBuilder("#");
    for (int i = 1; i < color.length(); i += 2) {
      int part = part(color, i);
      long sum = Math.round(part + (part(other, i) - part) * fraction);
      mixed.append(String.format(Locale.ROOT, "%02x", sum));
    }
    return mixed.toString();
  }

  private static int part(String color, int at) {
    return Integer.parseInt(color.substring(at, at + 2), 16);
  }

  /**
   * Contrast of two colors, from 1 to 21.
   *
   * <p>Source: W3C, "Web Content Accessibility Guidelines 2.1", 2018, contrast ratio.
   */
  static double contrast(String color, String other) {
    double first = luminance(color);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String color) {
    return 0.2126 * linear(part(color, 1))
        + 0.7152 * linear(part(color, 3))
        + 0.0722 * linear(part(color, 5));
  }

  private static double linear(int part) {
    double value = part / 255.0;
    return value <= 0.03928 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
  }
}
