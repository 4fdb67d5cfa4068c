package dev.espalier.io.svg;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.AWTError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.Chart;

/** A drawn chart as the text of an SVG file. */
final class SvgText {
  private static final Pattern LONG_FRACTION = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private SvgText() {}

  /**
   * The chart as SVG. Its letters are drawn as shapes, so that it looks the same where its font is
   * missing; the title and description say the same in text, for search and screen readers.
   *
   * @throws IllegalStateException if the Java runtime finds no font, or cannot reach the display
   *     that {@code DISPLAY} names and {@code java.awt.headless} is not {@code true}
   */
  static String of(Supplier<? extends Chart<?, ?>> drawing, String title, String description) {
    try {
      return of(drawing.get(), title, description);
    } catch (LinkageError | InternalError | AWTError e) {
      // What the JDK throws where fontconfig, every font, or the display it was told of is missing.
      throw new IllegalStateException(
          "cannot draw the text of charts: install fontconfig and a font (such as DejaVu Sans), and"
              + " run Java with -Djava.awt.headless=true if DISPLAY names no display; found "
              + e,
          e);
    }
  }

  private static String of(Chart<?, ?> chart, String title, String description) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(
              graphics.getCommands(), new PageSize(0, 0, chart.getWidth(), chart.getHeight()))
          .writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String drawn = bytes.toString(StandardCharsets.UTF_8);
    // Without the prolog: its DTD would be fetched from the net by some readers.
    String svg = Polylines.joined(drawn.substring(drawn.indexOf("<svg")));
    // A hundredth of a pixel is enough, and halves the file.
    String shortened = LONG_FRACTION.matcher(svg).replaceAll("$1");
    int inside = shortened.indexOf('>') + 1;
    return shortened.substring(0, inside)
        + "\n  <title>%s</title>\n  <desc>%s</desc>".formatted(escaped(title), escaped(description))
        + shortened.substring(inside);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
