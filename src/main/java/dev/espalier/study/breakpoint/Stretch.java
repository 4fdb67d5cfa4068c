package dev.espalier.study.breakpoint;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import java.util.List;
import java.util.Optional;

/**
 * Neighboring values of a parameter that have the same plan, or none.
 *
 * @param from first value
 * @param to last value
 * @param first the plan at the first value; empty if there is none on the whole stretch
 * @param last the same slices at the last value
 * @param reason why there is no plan; empty if there is one
 * @param proven whether the plan is optimal, or that there is none, at every value of the stretch
 */
public record Stretch(
    double from,
    double to,
    Optional<Plan> first,
    Optional<Plan> last,
    Optional<String> reason,
    boolean proven) {

  /** Reason of a stretch that was not searched, or not long enough to say anything. */
  public static final String NOT_SEARCHED = "the search was stopped before";

  /**
   * @throws IllegalArgumentException if it ends before it begins, or has both a plan and a reason
   *     why there is none
   */
  public Stretch {
    if (!(from <= to)) {
      throw new IllegalArgumentException("stretch: %s must not be above %s".formatted(from, to));
    }
    if (first.isPresent() != last.isPresent() || first.isPresent() == reason.isPresent()) {
      throw new IllegalArgumentException("stretch: there must be a plan or a reason why not");
    }
  }

  /** The slices of its plan; empty if there is none. */
  public List<Slice> slices() {
    return first.map(Plan::slices).orElse(List.of());
  }

  /** Whether another stretch goes on with the same plan, or with none. */
  boolean continuesIn(Stretch next) {
    return first.isPresent() && next.first.isPresent()
        ? slices().equals(next.slices())
        : first.isEmpty() && next.first.isEmpty() && isSearched() == next.isSearched();
  }

  private boolean isSearched() {
    return !reason.equals(Optional.of(NOT_SEARCHED));
  }

  /** This stretch together with the next one. */
  Stretch with(Stretch next) {
    return new Stretch(from, next.to, first, next.last, reason, proven && next.proven);
  }
}
