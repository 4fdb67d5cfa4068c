package dev.espalier.io.svg;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;

/** A drawn chart as the text of an SVG file. */
final class SvgText {
  private static final Pattern LONG_FRACTION = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private SvgText() {}

  /**
   * The chart as SVG. Its letters are drawn as shapes, so that it looks the same where its font is
   * missing; the title and description say the same in text, for search and screen readers.
   */
  static String of(CategoryChart chart, String title, String description) {
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
    String svg = drawn.substring(drawn.indexOf("<svg"));
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
