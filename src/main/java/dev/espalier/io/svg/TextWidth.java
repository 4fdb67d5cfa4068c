package dev.espalier.io.svg;

import java.util.List;

/**
 * Estimates the width of text, to lay out a chart without the fonts of any machine. The widths are
 * those of DejaVu Sans, the widest of the usual sans-serif fonts; others leave some room.
 */
public final class TextWidth {
  /** Width of ASCII's printable characters, hundredths of the font's size. */
  private static final int[] ASCII = {
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
    100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
    50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61,
    63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
  };

  /** Others are at most about as wide as the font is high. */
  private static final int OTHER = 100;

  /** Factor by which bold letters are wider. */
  private static final double BOLD = 1.12;

  private TextWidth() {}

  /** Width of a text in a size, pixels. */
  public static double of(String text, double size) {
    return text.codePoints().map(TextWidth::hundredths).sum() * size / 100;
  }

  /** Width of a bold text in a size, pixels. */
  public static double ofBold(String text, double size) {
    return BOLD * of(text, size);
  }

  /** Width of the widest of these texts in the size of most text, pixels; 0 if there is none. */
  public static double widest(List<String> texts) {
    return texts.stream().mapToDouble(text -> of(text, Look.TEXT_SIZE)).max().orElse(0);
  }

  private static int hundredths(int letter) {
    return letter >= ' ' && letter - ' ' < ASCII.length ? ASCII[letter - ' '] : OTHER;
  }
}
