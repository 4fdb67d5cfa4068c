package dev.espalier.search;

import dev.espalier.internal.Rounding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Pareto fronts of two numbers that are minimized. */
public final class ParetoFilter {
  private ParetoFilter() {}

  /**
   * The items that no other one beats in one number without being worse in the other: each of these
   * pairs once, by the first number. Numbers that differ by rounding alone count as equal.
   *
   * @param first a number to minimize
   * @param second the other one
   * @param ties order that selects among items of equal numbers
   */
  public static <T> List<T> front(
      List<T> items, ToDoubleFunction<T> first, ToDoubleFunction<T> second, Comparator<T> ties) {
    List<T> sorted = new ArrayList<>(items);
    sorted.sort(
        Comparator.comparingDouble(second)
            .thenComparing(Comparator.comparingDouble(first))
            .thenComparing(ties));
    List<T> front = new ArrayList<>();
    for (T next : sorted) {
      T last = front.isEmpty() ? null : front.get(front.size() - 1);
      if (last == null || !isAtMost(first, last, next)) {
        if (last != null && isAtMost(second, next, last)) {
          front.remove(front.size() - 1);
        }
        front.add(next);
      }
    }
    Collections.reverse(front);
    return front;
  }

  private static <T> boolean isAtMost(ToDoubleFunction<T> number, T a, T b) {
    return Rounding.isAtMost(number.applyAsDouble(a), number.applyAsDouble(b));
  }
}
