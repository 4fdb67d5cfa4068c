package dev.espalier.io.svg;

/**
 * Where the data of a chart stand, pixels from the upper left corner.
 *
 * @param left its left edge
 * @param top its upper edge
 * @param width how wide it is
 * @param height how high it is
 */
record PlotArea(double left, double top, double width, double height) {
  /** Where a share of the horizontal axis ends. */
  double x(double share) {
    return left + share * width;
  }

  /** Where a share of the vertical axis ends. */
  double y(double share) {
    return top + (1 - share) * height;
  }

  double right() {
    return x(1);
  }

  double bottom() {
    return y(0);
  }
}
