package dev.espalier.search.online;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is measured of the plan in force, and whether it is on probation. Immutable.
 *
 * <p>After a move to a better plan, a verdict follows at the fifth measurement, or at the first one
 * from 5 s on: measurements count from when samples run on the new plan. Both plans are priced in
 * the world as it is then, and each price is corrected by how much longer than predicted its plan
 * was measured to take; the old plan by its last five measurements before the move, if there are
 * any. If the new plan is slower by more than 5 %, the old one comes into force again, whatever the
 * rule and the cooldown, and for 60 s the new one is moved to only if the plan in force no longer
 * works.
 *
 * @param fromSeconds time from which samples run on the plan in force, s
 * @param isOn whether the plan in force is on probation
 * @param ratios measured over predicted latency of the plan in force, the last five
 * @param previousRatio mean of that for the plan before the last move
 * @param failed plans that were left because they were slower than the ones before, the last first
 */
public record Probation(
    double fromSeconds,
    boolean isOn,
    List<Double> ratios,
    OptionalDouble previousRatio,
    List<Failed> failed) {
  /** Nothing was measured. */
  public static final Probation NONE =
      new Probation(Double.NEGATIVE_INFINITY, false, List.of(), OptionalDouble.empty(), List.of());

  private static final int MEASUREMENTS = 5;
  private static final double SECONDS = 5;
  private static final double TOLERANCE = 0.05;
  private static final double BARRED_SECONDS = 60;
  private static final int MAX_FAILED = 8;

  public Probation {
    ratios = List.copyOf(ratios);
    failed = List.copyOf(failed);
  }

  /**
   * A plan that was left because it was slower than the one before.
   *
   * @param slices its slices
   * @param untilSeconds time until which it is not moved to, s
   */
  public record Failed(List<Slice> slices, double untilSeconds) {
    public Failed {
      slices = List.copyOf(slices);
    }
  }

  /** Plans that are not to be moved to at a time. */
  List<List<Slice>> barred(double atSeconds) {
    return failed.stream()
        .filter(plan -> atSeconds < plan.untilSeconds())
        .map(Failed::slices)
        .toList();
  }

  /** After a measurement; none counts before samples run on the plan in force. */
  Probation measured(double atSeconds, double ratio) {
    if (atSeconds < fromSeconds) {
      return this;
    }
    List<Double> last = new ArrayList<>(ratios);
    last.add(ratio);
    List<Double> kept = last.subList(Math.max(0, last.size() - MEASUREMENTS), last.size());
    return new Probation(fromSeconds, isOn, kept, previousRatio, failed);
  }

  /** Whether a verdict is due. */
  boolean isDue(double atSeconds) {
    return isOn
        && !ratios.isEmpty()
        && (ratios.size() == MEASUREMENTS || atSeconds >= fromSeconds + SECONDS);
  }

  /** Whether the plan in force is slower than another one would be, both priced now. */
  boolean isWorse(Plan inForce, Plan previous) {
    return inForce.value() * mean(ratios).orElse(1)
        > previous.value() * previousRatio.orElse(1) * (1 + TOLERANCE);
  }

  /** After the verdict. */
  Probation ended() {
    return new Probation(fromSeconds, false, ratios, OptionalDouble.empty(), failed);
  }

  /**
   * After a move, in which a plan that was moved to from one that still worked comes on probation.
   *
   * @param left slices of the plan that was left
   */
  Probation afterMove(double newFromSeconds, List<Slice> left, Decision decision) {
    List<Failed> newFailed = failed;
    if (decision.action() == Decision.Action.ROLL_BACK) {
      newFailed = new ArrayList<>();
      newFailed.add(new Failed(left, decision.atSeconds() + BARRED_SECONDS));
      failed.stream()
          .filter(plan -> !plan.slices().equals(left))
          .filter(plan -> decision.atSeconds() < plan.untilSeconds())
          .limit(MAX_FAILED - 1)
          .forEach(newFailed::add);
    }
    return new Probation(
        newFromSeconds,
        decision.reason() == Decision.Reason.GAIN_PAYS,
        List.of(),
        mean(ratios),
        newFailed);
  }

  private static OptionalDouble mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average();
  }
}
