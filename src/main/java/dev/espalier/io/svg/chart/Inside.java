package dev.espalier.io.svg.chart;

import java.util.Arrays;
import java.util.Optional;

/** Finds room for a text in an outline. */
final class Inside {
  /** Places that are tried along either axis. */
  private static final int PLACES = 24;

  private Inside() {}

  /**
   * The middle of a rectangle within an outline, as near as possible to the middle of the outline;
   * empty if there is no room.
   *
   * @param xs places of the corners of the outline
   * @param ys heights of the corners
   */
  static Optional<double[]> place(double[] xs, double[] ys, double halfWidth, double halfHeight) {
    double left = Arrays.stream(xs).min().orElseThrow();
    double right = Arrays.stream(xs).max().orElseThrow();
    double top = Arrays.stream(ys).min().orElseThrow();
    double bottom = Arrays.stream(ys).max().orElseThrow();
    double[] best = null;
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= PLACES; i++) {
      for (int j = 0; j <= PLACES; j++) {
        double x = left + (right - left) * i / PLACES;
        double y = top + (bottom - top) * j / PLACES;
        double distance = StrictMath.hypot(x - (left + right) / 2, y - (top + bottom) / 2);
        if (distance < shortest && hasRoom(xs, ys, x, y, halfWidth, halfHeight)) {
          best = new double[] {x, y};
          shortest = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean hasRoom(
      double[] xs, double[] ys, double x, double y, double halfWidth, double halfHeight) {
    return contains(xs, ys, x - halfWidth, y - halfHeight)
        && contains(xs, ys, x + halfWidth, y - halfHeight)
        && contains(xs, ys, x - halfWidth, y + halfHeight)
        && contains(xs, ys, x + halfWidth, y + halfHeight);
  }

  /** Whether a point lies in an outline: a ray from it crosses an odd number of edges. */
  private static boolean contains(double[] xs, double[] ys, double x, double y) {
    boolean inside = false;
    for (int i = 0; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      if (ys[i] > y != ys[next] > y) {
        inside ^= x < xs[i] + (y - ys[i]) / (ys[next] - ys[i]) * (xs[next] - xs[i]);
      }
    }
    return inside;
  }
}
