package dev.espalier.io.svg;

import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Arrow;
import dev.espalier.report.Timeline.Block;
import dev.espalier.report.Timeline.Flag;
import dev.espalier.report.Timeline.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The look of a timeline. */
final class TimelineDrawing {
  // Lengths are pixels.
  private static final int PLOT_WIDTH = 860;
  private static final int LANE = 74;
  private static final int BLOCK = 26;
  private static final double MIN_BLOCK = 0.5;
  private static final int LABEL_SIZE = 10;
  private static final int MAX_NAME = 24;
  private static final int PADDING = 3;
  private static final int SAMPLE = 24;
  private static final double HEAD = 6;
  private static final double HEAD_WIDTH = 2.6;
  private static final int POLE = 13;
  private static final int PENNANT = 7;

  /** Distance of two labels, one above the other. */
  private static final int ROW = 12;

  /** Room for the labels of marks, above the lanes. */
  private static final int MARKS = 24;

  private static final String ARROW_COLOR = Palette.ARROW.light();

  // Of no lane.
  private static final int LEGEND_COLOR = 6;

  private final Timeline timeline;
  private final TimelineMargins margins;
  private final Scale times;
  private final Frame frame;

  /** Where labels stand already: left, top, right, bottom. */
  private final List<double[]> taken = new ArrayList<>();

  TimelineDrawing(Timeline timeline) {
    this.timeline = timeline;
    margins = new TimelineMargins(timeline);
    times = Scale.ofPlaces(range(), false);
    int lanes = timeline.lanes().size();
    double height = MARKS + (double) lanes * LANE;
    List<Tick> ticks =
        IntStream.range(0, lanes)
            .mapToObj(
                lane ->
                    new Tick(
                        (height - MARKS - (lane + 0.5) * LANE) / height,
                        shortened(timeline.lanes().get(lane).name())))
            .toList();
    frame =
        new Frame(
            timeline.title(),
            new ChartAxis("time, ms", times.ticks()),
            new ChartAxis("", ticks),
            margins.hasGauges() ? new Legend(0, List.of(), margins.gaugeWidth()) : legend(),
            PLOT_WIDTH,
            height,
            margins.levelHeight());
  }

  /** A name that leaves the drawing most of its room. */
  private static String shortened(String name) {
    int[] letters = name.codePoints().toArray();
    return letters.length <= MAX_NAME
        ? name
        : new String(letters, 0, MAX_NAME - 1).concat("\u2026");
  }

  private double[] range() {
    double[] all =
        Stream.of(
                timeline.blocks().stream()
                    .flatMapToDouble(b -> DoubleStream.of(b.fromMs(), b.toMs())),
                timeline.arrows().stream()
                    .flatMapToDouble(a -> DoubleStream.of(a.fromMs(), a.toMs())),
                timeline.flags().stream().mapToDouble(Flag::atMs),
                timeline.marks().stream().mapToDouble(Mark::atMs))
            .flatMapToDouble(moments -> moments)
            .toArray();
    return all.length == 0 ? new double[] {0, 1} : all;
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    String color = SeriesColors.ofLine(LEGEND_COLOR);
    String pale = SeriesColors.ofPale(LEGEND_COLOR);
    entries.add(
        new Legend.Entry("compute", (svg, x, y) -> rectangle(svg, x, y - 6, SAMPLE, 12, color)));
    if (timeline.blocks().stream().anyMatch(Block::isWaiting)) {
      entries.add(
          new Legend.Entry("wait", (svg, x, y) -> rectangle(svg, x, y - 6, SAMPLE, 12, pale)));
    }
    if (!timeline.arrows().isEmpty()) {
      entries.add(new Legend.Entry("send", (svg, x, y) -> line(svg, x, y, x + SAMPLE, y)));
    }
    if (!timeline.flags().isEmpty()) {
      entries.add(new Legend.Entry("exit", (svg, x, y) -> pennant(svg, x + SAMPLE / 2.0, y + 6)));
    }
    return new Legend(SAMPLE, entries);
  }

  String svg(String description) {
    SvgWriter svg = frame.begin(description);
    svg.add("<g class='marks'>");
    timeline.marks().forEach(mark -> draw(svg, mark));
    svg.add("</g><g class='blocks'>");
    timeline.blocks().stream().filter(Block::isWaiting).forEach(block -> draw(svg, block));
    timeline.blocks().stream().filter(b -> !b.isWaiting()).forEach(block -> draw(svg, block));
    svg.add("</g><g class='arrows'>");
    timeline.arrows().forEach(arrow -> draw(svg, arrow));
    svg.add("</g><g class='flags'>");
    timeline.flags().forEach(flag -> draw(svg, flag));
    svg.add("</g><g class='labels' font-size='%s'>", LABEL_SIZE);
    timeline
        .marks()
        .forEach(
            mark ->
                label(svg, x(mark.atMs()) + PADDING, frame.area().top() + PADDING, mark.label()));
    // Flags first: where room is short, exits say more than layers, and layers more than bytes.
    timeline.flags().forEach(this::take);
    timeline.flags().forEach(flag -> label(svg, flag));
    timeline.blocks().forEach(block -> labelBelow(svg, block));
    timeline.arrows().forEach(arrow -> label(svg, arrow));
    svg.add("</g>");
    margins.drawGauges(svg, frame.area().right(), this::y);
    margins.drawLevels(svg, frame.area(), this::x, frame.bottom());
    return svg.finish();
  }

  private double x(double ms) {
    return frame.area().x(times.share(ms));
  }

  /** Middle of a lane. */
  private double y(int lane) {
    return frame.area().top() + MARKS + (lane + 0.5) * LANE;
  }

  private void draw(SvgWriter svg, Mark mark) {
    double x = x(mark.atMs());
    svg.add(
        "<line x1='%s' y1='%s' x2='%s' y2='%s' stroke='%s' stroke-dasharray='2 3'/>",
        x, frame.area().top(), x, frame.area().bottom(), Look.AXIS_COLOR);
  }

  private void draw(SvgWriter svg, Block block) {
    double left = x(block.fromMs());
    double width = x(block.toMs()) - left;
    double top = y(block.lane()) - BLOCK / 2.0;
    String color =
        block.isWaiting()
            ? SeriesColors.ofPale(timeline.lanes().get(block.lane()).color())
            : SeriesColors.ofLine(timeline.lanes().get(block.lane()).color());
    taken.add(new double[] {left, top, left + width, top + BLOCK});
    svg.add("<g><title>%s</title>", block.detail());
    rectangle(svg, left, top, width, BLOCK, color);
    String label = fitting(block.label(), width - 2 * PADDING);
    if (!label.isEmpty()) {
      svg.add(
          "<text x='%s' y='%s' font-size='%s' text-anchor='middle' fill='%s'>%s</text>",
          left + width / 2,
          top + BLOCK / 2.0 + Look.MIDDLE * LABEL_SIZE,
          LABEL_SIZE,
          Palette.lettersOn(color).light(),
          label);
    }
    svg.add("</g>");
  }

  /** The label, its last word, its first one, or nothing. */
  private static String fitting(String label, double width) {
    return Stream.of(
            label,
            label.substring(label.lastIndexOf(' ') + 1),
            label.substring(0, Math.max(0, label.indexOf(' '))))
        .filter(words -> TextWidth.of(words, LABEL_SIZE) <= width)
        .findFirst()
        .orElse("");
  }

  static void rectangle(
      SvgWriter svg, double x, double y, double width, double height, String color) {
    svg.add(
        "<rect x='%s' y='%s' width='%s' height='%s' fill='%s'/>",
        x, y, Math.max(width, MIN_BLOCK), height, color);
  }

  private void draw(SvgWriter svg, Arrow arrow) {
    int down = Integer.signum(arrow.to() - arrow.from());
    svg.add("<g><title>%s</title>", arrow.detail());
    line(
        svg,
        x(arrow.fromMs()),
        y(arrow.from()) + down * BLOCK / 2.0,
        x(arrow.toMs()),
        y(arrow.to()) - down * BLOCK / 2.0);
    svg.add("</g>");
  }

  /** A line with a head at its end. */
  private static void line(SvgWriter svg, double x1, double y1, double x2, double y2) {
    double length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
    double dx = length == 0 ? 1 : (x2 - x1) / length;
    double dy = length == 0 ? 0 : (y2 - y1) / length;
    double backX = x2 - HEAD * dx;
    double backY = y2 - HEAD * dy;
    svg.add(
        "<path d='M%s %sL%s %s' fill='none' stroke='%s' stroke-width='1.2'/>",
        x1, y1, backX, backY, ARROW_COLOR);
    svg.add(
        "<path d='M%s %sL%s %sL%s %sZ' fill='%s'/>",
        x2,
        y2,
        backX - HEAD_WIDTH * dy,
        backY + HEAD_WIDTH * dx,
        backX + HEAD_WIDTH * dy,
        backY - HEAD_WIDTH * dx,
        ARROW_COLOR);
  }

  private void draw(SvgWriter svg, Flag flag) {
    svg.add("<g><title>%s</title>", flag.detail());
    pennant(svg, x(flag.atMs()), y(flag.lane()) - BLOCK / 2.0);
    svg.add("</g>");
  }

  /** A pole with a pennant; its foot is at a place. */
  private static void pennant(SvgWriter svg, double x, double y) {
    svg.add(
        "<path d='M%s %sV%sL%s %sL%s %s' fill='%s' stroke='%s'/>",
        x,
        y,
        y - POLE,
        x + PENNANT,
        y - POLE + PENNANT / 2.0,
        x,
        y - POLE + PENNANT,
        SeriesColors.ofLine(3),
        Look.TEXT_COLOR);
  }

  private void take(Flag flag) {
    double top = y(flag.lane()) - BLOCK / 2.0 - POLE;
    taken.add(new double[] {x(flag.atMs()), top, x(flag.atMs()) + PENNANT, top + PENNANT});
  }

  /** Labels a block that is too narrow for words. */
  private void labelBelow(SvgWriter svg, Block block) {
    double width = x(block.toMs()) - x(block.fromMs());
    if (!block.isWaiting() && fitting(block.label(), width - 2 * PADDING).isEmpty()) {
      // On the left, as what is sent leads to the right.
      double left = x(block.fromMs()) - PADDING - TextWidth.of(block.label(), LABEL_SIZE);
      double top = y(block.lane()) + BLOCK / 2.0 + PADDING;
      label(svg, left < frame.area().left() ? x(block.fromMs()) : left, top, block.label());
    }
  }

  private void label(SvgWriter svg, Flag flag) {
    double left = x(flag.atMs()) + PENNANT + PADDING;
    double top = y(flag.lane()) - BLOCK / 2.0 - POLE - PADDING;
    double before = x(flag.atMs()) - PADDING - TextWidth.of(flag.label(), LABEL_SIZE);
    boolean hasRoom =
        left + TextWidth.of(flag.label(), LABEL_SIZE) <= frame.area().right() + PADDING;
    double first = hasRoom ? left : before;
    if (!label(svg, first, top, flag.label()) && !label(svg, first, top - ROW, flag.label())) {
      label(svg, before, top, flag.label());
    }
  }

  /** Beside the middle of the arrow, on the side from which the arrow leads away. */
  private void label(SvgWriter svg, Arrow arrow) {
    double x = (x(arrow.fromMs()) + x(arrow.toMs())) / 2;
    double y = (y(arrow.from()) + y(arrow.to())) / 2;
    double width = TextWidth.of(arrow.label(), LABEL_SIZE);
    double above = y - LABEL_SIZE - PADDING;
    boolean isDown = arrow.from() < arrow.to();
    if (!label(svg, x + PADDING, isDown ? above : y + PADDING, arrow.label())) {
      label(svg, x - PADDING - width, isDown ? y + PADDING : above, arrow.label());
    }
  }

  /** Writes a label, if no other one is there. */
  private boolean label(SvgWriter svg, double left, double top, String label) {
    boolean isFree = isFree(left, top, TextWidth.of(label, LABEL_SIZE), LABEL_SIZE);
    if (isFree) {
      svg.add(
          "<text x='%s' y='%s' stroke='%s' stroke-width='3' stroke-linejoin='round'"
              + " paint-order='stroke'>%s</text>",
          left, top + LABEL_SIZE, Palette.GROUND.light(), label);
    }
    return isFree;
  }

  /** Takes a place, if it is free. */
  private boolean isFree(double left, double top, double width, double height) {
    double[] place = {left, top, left + width + PADDING, top + height};
    boolean isFree =
        taken.stream()
            .noneMatch(
                other ->
                    place[0] < other[2]
                        && other[0] < place[2]
                        && place[1] < other[3]
                        && other[1] < place[3]);
    if (isFree) {
      taken.add(place);
    }
    return isFree;
  }
}
