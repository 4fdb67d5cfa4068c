package dev.espalier.io.svg.chart;

import dev.espalier.io.svg.Frame;
import dev.espalier.io.svg.Look;
import dev.espalier.io.svg.Palette;
import dev.espalier.io.svg.SvgWriter;
import dev.espalier.io.svg.TextWidth;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels beside points. Long ones are numbers, with a list below the chart; a label for which there
 * is no room is left out, and remains in the title that a pointer shows.
 */
final class PointLabels {
  // Lengths are pixels.
  private static final int SIZE = Look.BAR_LABEL_SIZE;
  private static final int MAX_WIDTH = 90;
  private static final int DISTANCE = 7;
  private static final int MARKER = 4;
  private static final int ROW = 16;

  private final List<String> names;
  private final boolean areNumbered;
  private final List<double[]> taken = new ArrayList<>();

  PointLabels(LineChart chart) {
    names =
        chart.lines().stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> !Double.isNaN(point.y()))
            .flatMap(point -> point.label().stream())
            .distinct()
            .toList();
    areNumbered = names.stream().anyMatch(name -> TextWidth.of(name, SIZE) > MAX_WIDTH);
  }

  /** Height of the list below the chart; 0 if there is none. */
  double height() {
    return areNumbered ? ROW * (names.size() + 1.0) : 0;
  }

  /** Width of the list; 0 if there is none. */
  double width() {
    return areNumbered
        ? names.stream().mapToDouble(name -> TextWidth.of(row(name), SIZE)).max().orElse(0)
        : 0;
  }

  private String row(String name) {
    return number(name) + "  " + name;
  }

  private String number(String name) {
    return String.valueOf(names.indexOf(name) + 1);
  }

  /** Keeps a point free of labels. */
  void keepFree(double x, double y) {
    taken.add(new double[] {x - MARKER, y - MARKER, x + MARKER, y + MARKER});
  }

  /** Writes the label of a point where there is room: right or left of it, above or below. */
  void draw(SvgWriter svg, Frame frame, Point point, double x, double y) {
    String text = point.label().map(name -> areNumbered ? number(name) : name).orElse("");
    double width = TextWidth.of(text, SIZE);
    double[][] corners = {
      {x + DISTANCE, y - DISTANCE - SIZE},
      {x - DISTANCE - width, y - DISTANCE - SIZE},
      {x + DISTANCE, y + DISTANCE},
      {x - DISTANCE - width, y + DISTANCE}
    };
    for (double[] corner : corners) {
      double[] box = {corner[0], corner[1], corner[0] + width, corner[1] + SIZE};
      if (!text.isEmpty() && isWithin(frame, box) && taken.stream().noneMatch(b -> meet(b, box))) {
        taken.add(box);
        svg.add(
            "<text x='%s' y='%s' stroke='%s' stroke-width='3' stroke-linejoin='round'"
                + " paint-order='stroke'>%s</text>",
            box[0], box[3] - 1, Palette.GROUND.light(), text);
        return;
      }
    }
  }

  private static boolean isWithin(Frame frame, double[] box) {
    return box[0] >= frame.area().left()
        && box[2] <= frame.area().right()
        && box[1] >= frame.area().top()
        && box[3] <= frame.area().bottom();
  }

  private static boolean meet(double[] box, double[] other) {
    return box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
  }

  /** Writes the list below the chart. */
  void drawList(SvgWriter svg, Frame frame) {
    if (!areNumbered) {
      return;
    }
    svg.add("<g class='espalier-list' font-size='%s'>", SIZE);
    double y = frame.bottom() + ROW / 2.0;
    for (String name : names) {
      svg.add("<text x='%s' y='%s'>%s</text>", frame.area().left(), y + SIZE, row(name));
      y += ROW;
    }
    svg.add("</g>");
  }
}
