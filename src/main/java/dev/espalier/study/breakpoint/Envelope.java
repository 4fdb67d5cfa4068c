package dev.espalier.study.breakpoint;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The best plans over a range on which values of plans are affine and the limits always the same.
 */
final class Envelope {
  /** Plans whose values differ by less, relatively, are equally good. */
  private static final double ROUNDING = 1e-9;

  private final Values values;
  private final Scale scale;

  Envelope(Values values, Scale scale) {
    this.values = values;
    this.scale = scale;
  }

  /** The stretches of a range, in order. */
  List<Stretch> stretches(PlanningProblem problem, double from, double to) {
    List<Double> ends = new ArrayList<>(scale.kinks(problem, from, to));
    ends.add(to);
    List<Stretch> stretches = new ArrayList<>();
    Solved last = values.at(from);
    for (double end : ends) {
      if (values.isStopped()) {
        stretches.add(Values.unknown(last.x(), to));
        return stretches;
      }
      Solved next = values.at(end);
      add(last, next, stretches);
      last = next;
    }
    return stretches;
  }

  private void add(Solved a, Solved b, List<Stretch> found) {
    boolean proven = a.proven() && b.proven();
    if (a.hasPlanOf(b)) {
      found.add(values.stretch(a.x(), b.x(), a, proven));
      return;
    }
    if (a.plan().isEmpty() || b.plan().isEmpty()) {
      // The limits are the same at both: only an unproven search can miss a plan at one of them.
      found.add(values.stretch(a.x(), b.x(), a.plan().isPresent() ? a : b, false));
      return;
    }
    Plan left = a.plan().get();
    Plan right = b.plan().get();
    double excessAtA = a.answer().priced(right).value() - left.value();
    double excessAtB = b.answer().priced(left).value() - right.value();
    if (excessAtA <= ROUNDING * left.value()) {
      found.add(values.stretch(a.x(), b.x(), b, proven));
    } else if (excessAtB <= ROUNDING * right.value()) {
      found.add(values.stretch(a.x(), b.x(), a, proven));
    } else {
      cross(a, b, excessAtA / (excessAtA + excessAtB), found);
    }
  }

  /** Looks where the lines of two plans cross: at a part of the way from one value to the other. */
  private void cross(Solved a, Solved b, double part, List<Stretch> found) {
    double quantity = scale.of(a.x()) + part * (scale.of(b.x()) - scale.of(a.x()));
    double x = scale.inverse(quantity);
    if (!(x > a.x() && x < b.x())) {
      // So close to one end that rounding hides the difference.
      found.add(values.stretch(a.x(), b.x(), x > a.x() ? a : b, a.proven() && b.proven()));
      return;
    }
    if (values.isStopped()) {
      found.add(Values.unknown(a.x(), b.x()));
      return;
    }
    Solved middle = values.at(x);
    double known =
        Math.min(
            middle.answer().priced(a.plan().get()).value(),
            middle.answer().priced(b.plan().get()).value());
    boolean isBetter =
        middle.plan().filter(plan -> plan.value() < known * (1 - ROUNDING)).isPresent();
    if (isBetter) {
      add(a, middle, found);
      add(middle, b, found);
    } else {
      found.add(values.stretch(a.x(), x, a, a.proven() && middle.proven()));
      found.add(values.stretch(x, b.x(), b, b.proven() && middle.proven()));
    }
  }
}
