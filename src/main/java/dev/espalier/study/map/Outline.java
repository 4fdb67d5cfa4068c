package dev.espalier.study.map;

import java.util.List;

/** The outline of a region in quantities. */
final class Outline {
  private final double[] us;
  private final double[] vs;
  private final double minU;
  private final double maxU;
  private final double minV;
  private final double maxV;

  /** 1 if the corners are in counterclockwise order, otherwise -1. */
  private final double orientation;

  Outline(List<MapPoint> corners, List<MapAxis> axes) {
    boolean isOfTwo = axes.size() == 2;
    us = corners.stream().mapToDouble(p -> axes.get(0).quantity(p.x())).toArray();
    vs = corners.stream().mapToDouble(p -> isOfTwo ? axes.get(1).quantity(p.y()) : 0).toArray();
    minU = minimum(us, 1);
    maxU = -minimum(us, -1);
    minV = minimum(vs, 1);
    maxV = -minimum(vs, -1);
    orientation = Math.signum(twiceArea());
  }

  private static double minimum(double[] values, double sign) {
    double minimum = Double.POSITIVE_INFINITY;
    for (double value : values) {
      minimum = Math.min(minimum, sign * value);
    }
    return minimum;
  }

  private double twiceArea() {
    double sum = 0;
    for (int i = 0; i < us.length; i++) {
      int next = (i + 1) % us.length;
      sum += (us[i] - us[0]) * (vs[next] - vs[0]) - (us[next] - us[0]) * (vs[i] - vs[0]);
    }
    return sum;
  }

  /** How far a point lies outside, as a part of the extent of the outline; 0 if it does not. */
  double outside(double u, double v) {
    double width = maxU - minU;
    double height = maxV - minV;
    double beyond = Math.max(part(minU - u, width), part(u - maxU, width));
    if (us.length == 2) {
      return Math.max(0, beyond);
    }
    beyond = Math.max(beyond, Math.max(part(minV - v, height), part(v - maxV, height)));
    for (int i = 0; i < us.length && beyond <= 0; i++) {
      int next = (i + 1) % us.length;
      double du = us[next] - us[i];
      double dv = vs[next] - vs[i];
      double right = orientation * (dv * (u - us[i]) - du * (v - vs[i]));
      beyond = Math.max(beyond, part(right, width * height));
    }
    return Math.max(0, beyond);
  }

  private static double part(double length, double of) {
    return of > 0 ? length / of : length;
  }
}
