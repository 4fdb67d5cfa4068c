package dev.espalier.io.svg;

import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Gauge;
import dev.espalier.report.Timeline.Level;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** What stands beside and below the lanes of a timeline: the gauges and the levels. */
final class TimelineMargins {
  // Lengths are pixels.
  private static final int LABEL_SIZE = 10;
  private static final int PADDING = 3;
  private static final int GAUGE_MARGIN = 16;
  private static final int GAUGE_WIDTH = 110;
  private static final int GAUGE_ROW = 22;
  private static final int GAUGE = 7;
  private static final int MAX_GAUGES = 3;
  private static final int LEVEL_ROW = 20;
  private static final int LEVEL = 11;

  /** The longest bar leaves the rest of its row to words. */
  private static final double LEVEL_SHARE = 0.4;

  /** Limits are inclusive up to rounding. */
  private static final double BROKEN = 1e-9;

  private static final String FREE_COLOR = Palette.GRID.light();
  private static final String LEVEL_COLOR = Palette.LEVEL.light();
  private static final String BROKEN_COLOR = Palette.BROKEN.light();

  private final Timeline timeline;

  TimelineMargins(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Whether there are gauges. */
  boolean hasGauges() {
    return timeline.lanes().stream().anyMatch(lane -> !lane.gauges().isEmpty());
  }

  /** Width of the gauges with the space before them, pixels. */
  double gaugeWidth() {
    return GAUGE_MARGIN
        + Math.max(
            GAUGE_WIDTH,
            timeline.lanes().stream()
                .flatMap(lane -> lane.gauges().stream())
                .mapToDouble(gauge -> TextWidth.of(gauge.label(), LABEL_SIZE))
                .max()
                .orElse(0));
  }

  /** Height of the levels, pixels. */
  double levelHeight() {
    int count = timeline.levels().size();
    return count == 0 ? 0 : LEVEL_ROW * (count + 1.0);
  }

  /**
   * Draws the gauges.
   *
   * @param edge right end of the lanes
   * @param middle returns the middle of a lane
   */
  void drawGauges(SvgWriter svg, double edge, IntToDoubleFunction middle) {
    svg.add("<g class='gauges' font-size='%s'>", LABEL_SIZE);
    for (int lane = 0; lane < timeline.lanes().size(); lane++) {
      List<Gauge> gauges = timeline.lanes().get(lane).gauges();
      int count = Math.min(gauges.size(), MAX_GAUGES);
      double top = middle.applyAsDouble(lane) - count * GAUGE_ROW / 2.0;
      for (int g = 0; g < count; g++) {
        draw(
            svg,
            gauges.get(g),
            SeriesColors.ofLine(timeline.lanes().get(lane).color()),
            edge + GAUGE_MARGIN,
            top + g * GAUGE_ROW);
      }
    }
    svg.add("</g>");
  }

  /** What is used in the color of the lane, what is left in gray. */
  private static void draw(SvgWriter svg, Gauge gauge, String color, double left, double top) {
    double used = GAUGE_WIDTH * Math.min(1, gauge.fraction());
    boolean isBroken = !(gauge.fraction() <= 1 + BROKEN);
    svg.add("<g><title>%s</title>", gauge.detail());
    svg.add("<text x='%s' y='%s'>%s</text>", left, top + LABEL_SIZE, gauge.label());
    double y = top + LABEL_SIZE + PADDING;
    TimelineDrawing.rectangle(svg, left, y, GAUGE_WIDTH, GAUGE, FREE_COLOR);
    TimelineDrawing.rectangle(svg, left, y, used, GAUGE, isBroken ? BROKEN_COLOR : color);
    svg.add("</g>");
  }

  /**
   * Draws the levels.
   *
   * @param lanes area of the lanes
   * @param place returns the place of a time on the scale of the lanes
   * @param top upper end of the first level
   */
  void drawLevels(SvgWriter svg, PlotArea lanes, DoubleUnaryOperator place, double top) {
    double max =
        timeline.levels().stream().flatMapToDouble(l -> l.value().stream()).max().orElse(0);
    double bar = max > 0 ? LEVEL_SHARE * lanes.width() / max : 0;
    boolean isOnScale =
        timeline.levels().stream().allMatch(Level::isTime)
            && place.applyAsDouble(max) <= lanes.right();
    double y = top + LEVEL_ROW / 2.0;
    svg.add("<g class='levels'>");
    for (Level level : timeline.levels()) {
      double baseline = y + Look.MIDDLE * Look.TEXT_SIZE;
      double left = place.applyAsDouble(0);
      double value = level.value().orElse(0);
      double width = isOnScale ? place.applyAsDouble(value) - left : bar * value;
      if (level.value().isPresent()) {
        TimelineDrawing.rectangle(svg, left, y - LEVEL / 2.0, width, LEVEL, LEVEL_COLOR);
      }
      svg.add(
          "<text x='%s' y='%s'><tspan font-weight='bold'>%s</tspan>: %s</text>",
          left + width + PADDING, baseline, level.name(), level.label());
      y += LEVEL_ROW;
    }
    svg.add("</g>");
  }
}
