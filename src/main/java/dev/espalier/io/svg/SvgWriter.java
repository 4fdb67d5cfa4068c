package dev.espalier.io.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Writes the text of an SVG file. The text depends on what is written alone, so that equal drawings
 * give equal bytes on every machine. Letters stay text: they can be searched, copied and read
 * aloud, and the viewer's sans-serif font shows them.
 */
public final class SvgWriter {
  /** A hundredth of a pixel is enough. */
  private static final int DIGITS = 2;

  private static final String ROOT =
      "<svg xmlns='http://www.w3.org/2000/svg' width='%1$s' height='%2$s' viewBox='0 0 %1$s %2$s'"
          + " class='espalier' role='img' font-family='DejaVu Sans, Verdana, Arial, sans-serif'"
          + " font-size='%3$s' fill='%4$s'>";

  private static final char UNKNOWN = '\uFFFD';

  private final StringBuilder svg = new StringBuilder();
  private final int head;

  /**
   * Begins a drawing.
   *
   * @param width width, pixels
   * @param height height, pixels
   * @param title title for screen readers
   * @param description description for screen readers
   */
  public SvgWriter(double width, double height, String title, String description) {
    add(ROOT, width, height, Look.TEXT_SIZE, Look.TEXT_COLOR);
    add("<title>%s</title>", title);
    add("<desc>%s</desc>", description);
    head = svg.length();
    add("<rect width='%s' height='%s' fill='%s'/>", width, height, Palette.GROUND.light());
  }

  /**
   * Writes a line of markup.
   *
   * @param markup the line, with a {@code %s} for each value
   * @param values numbers, which are rounded to hundredths, and text, which is escaped
   */
  public void add(String markup, Object... values) {
    Object[] written = Arrays.stream(values).map(SvgWriter::written).toArray();
    svg.append(markup.formatted(written)).append('\n');
  }

  /** Ends the drawing and returns its text. */
  public String finish() {
    add("</svg>");
    svg.insert(head, Palette.darkStyle(svg.substring(head)));
    return svg.toString();
  }

  private static String written(Object value) {
    return value instanceof Number number
        ? number(number.doubleValue())
        : escaped(value.toString());
  }

  /** A length: 12, 0.5 or 330.25. */
  public static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Text without U+FFFE and U+FFFF, which XML does not allow. */
  private static String escaped(String text) {
    return text.replace('\uFFFE', UNKNOWN)
        .replace('\uFFFF', UNKNOWN)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;");
  }
}
