package dev.espalier.study.breakpoint;

import dev.espalier.plan.Plan;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A value of a parameter at which the best plan changes.
 *
 * @param value the value
 * @param before the stretch that ends there
 * @param after the stretch that begins there
 */
public record Breakpoint(double value, Stretch before, Stretch after) {

  /** The smaller value of the two plans there; empty if there is none on either side. */
  public OptionalDouble optimum() {
    return Stream.of(before.last(), after.first())
        .flatMap(Optional::stream)
        .mapToDouble(Plan::value)
        .min();
  }

  /** Whether both plans are proven optimal on their stretches. */
  public boolean proven() {
    return before.proven() && after.proven();
  }
}
