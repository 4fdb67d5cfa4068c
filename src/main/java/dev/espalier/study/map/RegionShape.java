package dev.espalier.study.map;

import java.util.ArrayList;
import java.util.List;

/** Regions of two parameters as a picture shows them. */
public final class RegionShape {
  /** Pieces of an edge that are drawn straight. */
  private static final int PIECES = 24;

  private RegionShape() {}

  /**
   * The outline of a region, with so many points that straight lines may join them on any axes.
   * Edges along an axis stay straight.
   */
  public static List<MapPoint> outline(Region region, List<MapAxis> axes) {
    MapAxis first = axes.get(0);
    MapAxis second = axes.get(1);
    List<MapPoint> outline = new ArrayList<>();
    for (int i = 0; i < region.corners().size(); i++) {
      MapPoint a = region.corners().get(i);
      MapPoint b = region.corners().get((i + 1) % region.corners().size());
      outline.add(a);
      boolean isAlongAxis = isLevel(a.x(), b.x()) || isLevel(a.y(), b.y());
      for (int piece = 1; piece < PIECES && !isAlongAxis; piece++) {
        outline.add(
            new MapPoint(
                between(first, a.x(), b.x(), piece), between(second, a.y(), b.y(), piece)));
      }
    }
    return outline;
  }

  private static boolean isLevel(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.abs(a);
  }

  private static double between(MapAxis axis, double a, double b, int piece) {
    double q = axis.quantity(a);
    return axis.value(q + (axis.quantity(b) - q) * piece / PIECES);
  }

  /** The part of the picture that a region covers; of one parameter, the part of the axis. */
  public static double part(Region region, List<MapAxis> axes) {
    MapAxis first = axes.get(0);
    if (axes.size() == 1) {
      return first.place(region.corners().get(1).x()) - first.place(region.corners().get(0).x());
    }
    List<MapPoint> outline = outline(region, axes);
    double twice = 0;
    for (int i = 0; i < outline.size(); i++) {
      MapPoint a = outline.get(i);
      MapPoint b = outline.get((i + 1) % outline.size());
      double ax = first.place(a.x());
      double bx = first.place(b.x());
      twice += ax * axes.get(1).place(b.y()) - bx * axes.get(1).place(a.y());
    }
    return Math.abs(twice) / 2;
  }
}
