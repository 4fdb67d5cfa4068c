package dev.espalier.io.svg;

import java.util.List;

/**
 * The list of what stands in a chart, on its right.
 *
 * @param sampleWidth width of each sample, pixels
 * @param entries the list; empty for no legend
 * @param room width that is left free in place of a list, pixels
 */
public record Legend(int sampleWidth, List<Entry> entries, double room) {
  // Lengths are pixels.
  private static final int ROW = 22;
  private static final int GAP = 8;
  private static final int MARGIN = 20;

  /** A legend with these rows. */
  public Legend(int sampleWidth, List<Entry> entries) {
    this(sampleWidth, entries, 0);
  }

  /**
   * A row.
   *
   * @param name name of what is shown
   * @param sample draws it
   */
  public record Entry(String name, Sample sample) {}

  /** Draws a sample. */
  public interface Sample {
    /**
     * Draws a sample.
     *
     * @param x left end of the sample
     * @param y middle of the sample
     */
    void draw(SvgWriter svg, double x, double y);
  }

  /** Width with the space before it, pixels. */
  public double width() {
    return entries.isEmpty()
        ? room
        : MARGIN + sampleWidth + GAP + TextWidth.widest(entries.stream().map(Entry::name).toList());
  }

  public double height() {
    return (double) ROW * entries.size();
  }

  /** Draws the legend beside the data. */
  public void draw(SvgWriter svg, PlotArea area) {
    if (entries.isEmpty()) {
      return;
    }
    svg.add("<g class='legend'>");
    double x = area.right() + MARGIN;
    double y = area.top() + ROW / 2.0;
    for (Entry entry : entries) {
      entry.sample.draw(svg, x, y);
      double baseline = y + Look.MIDDLE * Look.TEXT_SIZE;
      svg.add("<text x='%s' y='%s'>%s</text>", x + sampleWidth + GAP, baseline, entry.name);
      y += ROW;
    }
    svg.add("</g>");
  }
}
