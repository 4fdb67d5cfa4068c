package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.SeriesColors;
import dev.espalier.io.svg.SvgWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Color, dashes and markers, which distinguish lines where colors do not, as in print.
 *
 * @param color color of the line and its markers
 * @param dashes lengths of dashes and gaps, pixels; empty for none
 * @param marker what stands at its points
 */
record LineStyle(String color, String dashes, Marker marker) {
  private static final double WIDTH = 1.8;
  private static final double WHISKER_WIDTH = 1;
  private static final List<String> DASHES = List.of("", "9 4", "2.5 3", "10 3 2.5 3");

  /** What stands at points: corners around (0, 0) for a radius of 1; none for a circle. */
  enum Marker {
    CIRCLE(""),
    SQUARE("-0.9,-0.9 0.9,-0.9 0.9,0.9 -0.9,0.9"),
    TRIANGLE_UP("0,-1.1 1.1,0.9 -1.1,0.9"),
    DIAMOND("0,-1.25 1.25,0 0,1.25 -1.25,0"),
    TRIANGLE_DOWN("0,1.1 1.1,-0.9 -1.1,-0.9"),
    CROSS("-1,-0.6 -0.6,-1 0,-0.4 0.6,-1 1,-0.6 0.4,0 1,0.6 0.6,1 0,0.4 -0.6,1 -1,0.6 -0.4,0"),
    PLUS(
        "-0.3,-1.1 0.3,-1.1 0.3,-0.3 1.1,-0.3 1.1,0.3 0.3,0.3 0.3,1.1 -0.3,1.1 -0.3,0.3"
            + " -1.1,0.3 -1.1,-0.3 -0.3,-0.3");

    private final String corners;

    Marker(String corners) {
      this.corners = corners;
    }

    void draw(SvgWriter svg, String color, double x, double y, double radius, String title) {
      if (corners.isEmpty()) {
        svg.add(
            "<circle cx='%s' cy='%s' r='%s' fill='%s'><title>%s</title></circle>",
            x, y, radius, color, title);
        return;
      }
      String points =
          Arrays.stream(corners.split(" "))
              .map(corner -> corner.split(","))
              .map(corner -> point(x + scaled(corner[0], radius), y + scaled(corner[1], radius)))
              .collect(Collectors.joining(" "));
      svg.add("<polygon points='%s' fill='%s'><title>%s</title></polygon>", points, color, title);
    }

    private static double scaled(String number, double radius) {
      return Double.parseDouble(number) * radius;
    }
  }

  /** The style of the n-th line. */
  static LineStyle of(int n) {
    Marker[] markers = Marker.values();
    return new LineStyle(
        SeriesColors.ofLine(n), DASHES.get(n % DASHES.size()), markers[n % markers.length]);
  }

  /** Draws a line from point to point; its dashes run on through them. */
  void drawPath(SvgWriter svg, String points) {
    String dashed = dashes.isEmpty() ? "" : " stroke-dasharray='%s'".formatted(dashes);
    svg.add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='%s'" + dashed + "/>",
        points,
        color,
        WIDTH);
  }

  /**
   * Draws an upright whisker with a short line across each end, thinner than the line through the
   * points.
   *
   * @param end half the length of the lines across, pixels
   */
  void drawWhisker(SvgWriter svg, double x, double low, double high, double end) {
    svg.add(
        "<path d='M%s %sH%sM%s %sV%sM%s %sH%s' fill='none' stroke='%s' stroke-width='%s'/>",
        x - end, low, x + end, x, low, high, x - end, high, x + end, color, WHISKER_WIDTH);
  }

  /**
   * Draws a marker.
   *
   * @param radius radius, pixels
   * @param title what a pointer over it shows
   */
  void drawMarker(SvgWriter svg, double x, double y, double radius, String title) {
    marker.draw(svg, color, x, y, radius, title);
  }

  /** A point as SVG writes it. */
  static String point(double x, double y) {
    return SvgWriter.number(x) + "," + SvgWriter.number(y);
  }
}
