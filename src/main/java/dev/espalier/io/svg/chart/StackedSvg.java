package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.SvgWriter;
import dev.espalier.study.Chart;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws several charts below one another, such as those that share an axis of time. */
public final class StackedSvg {
  private static final Pattern SIZE =
      Pattern.compile("^<svg ([^>]*?)width='([^']*)' height='([^']*)'");

  private StackedSvg() {}

  /**
   * The charts as one SVG document.
   *
   * @param charts at least one, from top to bottom
   */
  public static String of(List<Chart> charts) {
    StringBuilder drawings = new StringBuilder();
    double width = 0;
    double height = 0;
    for (Chart chart : charts) {
      String drawing = ChartSvg.of(chart);
      Matcher size = SIZE.matcher(drawing);
      if (!size.find()) {
        throw new IllegalStateException("a chart begins with " + drawing.substring(0, 40));
      }
      drawings.append("<svg y='").append(SvgWriter.number(height)).append("' ");
      drawings.append(drawing.substring("<svg ".length()));
      width = Math.max(width, Double.parseDouble(size.group(2)));
      height += Double.parseDouble(size.group(3));
    }
    return "<svg xmlns='http://www.w3.org/2000/svg' width='%1$s' height='%2$s' viewBox='0 0 %1$s %2$s'>%n%3$s</svg>%n"
        .formatted(SvgWriter.number(width), SvgWriter.number(height), drawings)
        .replace(System.lineSeparator(), "\n");
  }
}
