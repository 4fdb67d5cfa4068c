package dev.espalier.io.svg;

/**
 * The area of the data of a chart, pixels from the upper left corner.
 *
 * @param left its left edge
 * @param top its upper edge
 * @param width its width
 * @param height its height
 */
public record PlotArea(double left, double top, double width, double height) {
  /** Position of a fraction of the horizontal axis. */
  public double x(double share) {
    return left + share * width;
  }

  /** Position of a fraction of the vertical axis. */
  public double y(double share) {
    return top + (1 - share) * height;
  }

  public double right() {
    return x(1);
  }

  public double bottom() {
    return y(0);
  }
}
