package dev.espalier.io.svg;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Markers and dashes, which tell lines apart where colours do not, as in print. */
final class LineStyles {
  private static final float WIDTH = 1.8f;
  private static final double LARGER = 1.7;

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS,
          SeriesMarkers.PLUS);

  /** Lengths of dashes and gaps, pixels. */
  private static final List<float[]> DASHES =
      List.of(
          new float[0], new float[] {9, 4}, new float[] {2.5f, 3}, new float[] {10, 3, 2.5f, 3});

  private LineStyles() {}

  static Marker marker(int line) {
    return MARKERS.get(line % MARKERS.size());
  }

  static BasicStroke stroke(int line) {
    float[] dashes = DASHES.get(line % DASHES.size());
    return dashes.length == 0
        ? new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  /** The same marker, larger. */
  static Marker large(Marker marker) {
    return new Large(marker);
  }

  private static final class Large extends Marker {
    private final Marker marker;

    Large(Marker marker) {
      this.marker = marker;
    }

    @Override
    public void paint(Graphics2D graphics, double x, double y, int size) {
      marker.paint(graphics, x, y, (int) Math.round(size * LARGER));
    }
  }
}
