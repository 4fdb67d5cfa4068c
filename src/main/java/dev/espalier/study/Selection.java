package dev.espalier.study;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.exhaustive.PlanCount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The solvers of a comparison.
 *
 * @param planners solvers to run
 * @param leftOut solvers that are left out, and why
 */
public record Selection(List<Planner> planners, List<LeftOut> leftOut) {
  /** Plans that the exhaustive solver prices in a second; two cores of a server do 100 to 400e6. */
  private static final long PLANS_PER_SECOND = 100_000_000;

  /** Maximum duration of an enumeration that runs without being requested, s. */
  private static final long PATIENCE_SECONDS = 10;

  private static final double SECONDS_PER_YEAR = 365.25 * 24 * 3600;

  public Selection {
    planners = List.copyOf(planners);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Those of many planners that fit a problem and will not take long.
   *
   * @param isLimited whether a time limit stops every run, so that none takes long
   */
  public static Selection fitting(PlanningProblem problem, List<Planner> all, boolean isLimited) {
    List<Planner> planners = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Planner planner : all) {
      if (planner.concerns(problem)) {
        reason(problem, planner, isLimited)
            .ifPresentOrElse(
                reason -> leftOut.add(new LeftOut(planner.name(), reason)),
                () -> planners.add(planner));
      }
    }
    return new Selection(planners, leftOut);
  }

  private static Optional<String> reason(
      PlanningProblem problem, Planner planner, boolean isLimited) {
    Optional<String> misfit = planner.misfit(problem);
    return misfit.isEmpty() && planner.has(PlannerTrait.ENUMERATES) && !isLimited
        ? tooManyPlans(planner, problem)
        : misfit;
  }

  private static Optional<String> tooManyPlans(Planner planner, PlanningProblem problem) {
    OptionalLong plans = PlanCount.ifCountable(problem);
    long seconds = plans.orElse(Long.MAX_VALUE) / PLANS_PER_SECOND;
    if (seconds < PATIENCE_SECONDS) {
      return Optional.empty();
    }
    String count =
        plans.isPresent()
            ? String.format(Locale.ROOT, "%,d", plans.getAsLong())
            : scientific(PlanCount.log10(problem));
    return Optional.of(
        "would take %s for %s plans; --solvers %s runs it"
            .formatted(about(seconds), count, planner.name()));
  }

  private static String scientific(double log10) {
    int exponent = (int) Math.floor(log10);
    BigDecimal plans = BigDecimal.valueOf(Math.pow(10, log10 - exponent));
    return String.format(Locale.ROOT, "%.1e", plans.scaleByPowerOfTen(exponent));
  }

  private static String about(double time) {
    if (time < 120) {
      return String.format(Locale.ROOT, "about %.0f s", time);
    }
    if (time < 2 * 3600) {
      return String.format(Locale.ROOT, "about %.0f min", time / 60);
    }
    return time < SECONDS_PER_YEAR
        ? String.format(Locale.ROOT, "about %.0f h", time / 3600)
        : "years";
  }
}
