package dev.espalier.io.svg;

/** All of a chart but its data: title, axes and legend, and how large they are. */
public final class Frame {
  private static final String TITLE =
      "<text x='%s' y='%s' font-size='%s' font-weight='bold'>%s</text>";
  private static final String AXIS_TITLE =
      "<text x='%s' y='%s' font-size='%s' text-anchor='middle'>%s</text>";
  private static final String UPRIGHT_TITLE =
      "<text x='%1$s' y='%2$s' font-size='%3$s' text-anchor='middle'"
          + " transform='rotate(-90 %1$s %2$s)'>%4$s</text>";
  private static final String LABEL = "<text x='%s' y='%s'>%s</text>";
  private static final String SLANTED_LABEL =
      "<text x='%1$s' y='%2$s' transform='rotate(-%3$s %1$s %2$s)'>%4$s</text>";
  private static final String LINE = "<line x1='%s' y1='%s' x2='%s' y2='%s' stroke='%s'/>";

  private static final double SLANT_DEGREES = 60;

  /** Fraction of a label's length to the left of its tick, for slanted and level labels. */
  private static final double LEFT_SHARE = 0.5;

  /** Depth of a slanted label, as a fraction of its length. */
  private static final double DEPTH_SHARE = 0.867;

  // Lengths are pixels.
  private static final int PADDING = 14;
  private static final int GAP = 16;
  private static final int TICK = 4;
  private static final int TICK_GAP = 8;

  /** Usual minimum height of the area of the data. */
  public static final int MIN_HEIGHT = 330;

  private static final int LABEL_GAP = 6;

  private final String title;
  private final ChartAxis x;
  private final ChartAxis y;
  private final Legend legend;
  private final PlotArea area;
  private final double below;

  /**
   * Lays out a chart so that every text has its room.
   *
   * @param minWidth minimum width of the area of the data, pixels
   */
  public Frame(String title, ChartAxis x, ChartAxis y, Legend legend, double minWidth) {
    this(title, x, y, legend, minWidth, MIN_HEIGHT, 0);
  }

  /**
   * Lays out a chart so that every text has its room.
   *
   * @param minWidth minimum width of the area of the data, pixels
   * @param minHeight minimum height of that area, pixels
   * @param below height left free below the horizontal axis, pixels
   */
  public Frame(
      String title,
      ChartAxis x,
      ChartAxis y,
      Legend legend,
      double minWidth,
      double minHeight,
      double below) {
    this.title = title;
    this.below = below;
    this.x = x;
    this.y = y;
    this.legend = legend;
    double width = Math.max(minWidth, TextWidth.of(x.title(), Look.AXIS_TITLE_SIZE));
    double height = Math.max(minHeight, TextWidth.of(y.title(), Look.AXIS_TITLE_SIZE));
    double besideAxis = PADDING + Look.AXIS_TITLE_SIZE + GAP + y.labelWidth() + TICK_GAP;
    double firstLabel = x.labelWidth() * LEFT_SHARE - x.ticks().get(0).share() * width;
    area =
        new PlotArea(
            Math.ceil(Math.max(besideAxis, PADDING + firstLabel)),
            PADDING + Look.TITLE_SIZE + GAP,
            Math.ceil(width),
            Math.ceil(Math.max(height, legend.height())));
  }

  public PlotArea area() {
    return area;
  }

  /** A drawing with all but the data. */
  public SvgWriter begin(String description) {
    SvgWriter svg = new SvgWriter(width(), height(), title, description);
    double baseline = PADDING + Look.TITLE_SIZE * (0.5 + Look.MIDDLE);
    svg.add(TITLE, area.left(), baseline, Look.TITLE_SIZE, title);
    drawVerticalAxis(svg);
    drawHorizontalAxis(svg);
    legend.draw(svg, area);
    return svg;
  }

  private int width() {
    double lastTick = x.ticks().get(x.ticks().size() - 1).share();
    double lastLabel =
        x.isSlanted() ? 0 : x.labelWidth() * LEFT_SHARE - (1 - lastTick) * area.width();
    double withLegend = area.right() + Math.max(legend.width(), lastLabel);
    double withTitle = area.left() + TextWidth.ofBold(title, Look.TITLE_SIZE);
    return (int) Math.ceil(Math.max(withLegend, withTitle)) + PADDING;
  }

  private int height() {
    return (int) Math.ceil(titleBaseline() + below) + PADDING;
  }

  /** Upper end of what is left free below the horizontal axis. */
  public double bottom() {
    return titleBaseline() + PADDING;
  }

  private double titleBaseline() {
    double labels = x.isSlanted() ? x.labelWidth() * DEPTH_SHARE : 0;
    return area.bottom()
        + TICK_GAP
        + Look.TEXT_SIZE
        + labels
        + GAP
        + Look.AXIS_TITLE_SIZE * Look.MIDDLE;
  }

  private void drawVerticalAxis(SvgWriter svg) {
    svg.add("<g class='y-axis' text-anchor='end'>");
    for (Tick tick : y.ticks()) {
      double at = area.y(tick.share());
      if (tick.isLabeled()) {
        line(svg, area.left(), at, area.right(), at, Look.GRID_COLOR);
        svg.add(LABEL, area.left() - TICK_GAP, at + Look.MIDDLE * Look.TEXT_SIZE, tick.label());
      }
      line(svg, area.left() - TICK, at, area.left(), at, Look.AXIS_COLOR);
    }
    line(svg, area.left(), area.top(), area.left(), area.bottom(), Look.AXIS_COLOR);
    svg.add("</g>");
    double left = PADDING + Look.AXIS_TITLE_SIZE * (0.5 + Look.MIDDLE);
    double middle = area.y(0.5);
    svg.add(UPRIGHT_TITLE, left, middle, Look.AXIS_TITLE_SIZE, y.title());
  }

  private void drawHorizontalAxis(SvgWriter svg) {
    svg.add("<g class='x-axis' text-anchor='%s'>", x.isSlanted() ? "end" : "middle");
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : x.ticks()) {
      double at = area.x(tick.share());
      line(svg, at, area.bottom(), at, area.bottom() + TICK, Look.AXIS_COLOR);
      double half = TextWidth.of(tick.label(), Look.TEXT_SIZE) / 2;
      if (tick.isLabeled() && (x.isSlanted() || at - half >= free)) {
        label(svg, at, tick.label());
        free = at + half + LABEL_GAP;
      }
    }
    line(svg, area.left(), area.bottom(), area.right(), area.bottom(), Look.AXIS_COLOR);
    svg.add("</g>");
    svg.add(AXIS_TITLE, area.x(0.5), titleBaseline(), Look.AXIS_TITLE_SIZE, x.title());
  }

  private void label(SvgWriter svg, double x, String label) {
    double y = area.bottom() + TICK_GAP + Look.TEXT_SIZE * (0.5 + Look.MIDDLE);
    if (this.x.isSlanted()) {
      svg.add(SLANTED_LABEL, x + Look.MIDDLE * Look.TEXT_SIZE, y, SLANT_DEGREES, label);
    } else {
      svg.add(LABEL, x, y, label);
    }
  }

  private static void line(
      SvgWriter svg, double x1, double y1, double x2, double y2, String color) {
    svg.add(LINE, x1, y1, x2, y2, color);
  }
}
