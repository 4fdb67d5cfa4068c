package dev.espalier.study.breakpoint;

import java.util.ArrayList;
import java.util.List;

/** The best plans over a range of which nothing but single values is known. */
final class Bisection {
  /** Relative distance of two values between which a plan changes. */
  static final double PRECISION = 1e-6;

  /** Parts into which the range is divided at least; a power of 2. */
  static final int PARTS = 32;

  private final Values values;
  private final Scale scale;

  Bisection(Values values, Scale scale) {
    this.values = values;
    this.scale = scale;
  }

  /** The stretches of a range, in order; none of them is proven. */
  List<Stretch> stretches(double from, double to) {
    List<Stretch> found = new ArrayList<>();
    add(values.at(from), values.at(to), PARTS, found);
    return found;
  }

  private void add(Solved a, Solved b, int parts, List<Stretch> found) {
    boolean isSame = a.hasPlanOf(b);
    double middle = scale.middle(a.x(), b.x());
    boolean isNarrow = b.x() - a.x() <= PRECISION * b.x() || !(middle > a.x() && middle < b.x());
    if (isNarrow && !isSame) {
      found.add(values.stretch(a.x(), middle, a, false));
      found.add(values.stretch(middle, b.x(), b, false));
    } else if (isSame && (parts <= 1 || isNarrow)) {
      found.add(values.stretch(a.x(), b.x(), a, false));
    } else if (values.isStopped()) {
      found.add(Values.unknown(a.x(), b.x()));
    } else {
      Solved between = values.at(middle);
      add(a, between, parts / 2, found);
      add(between, b, parts / 2, found);
    }
  }
}
