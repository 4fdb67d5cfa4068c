package dev.espalier.study;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.risk.RiskPlanner;
import dev.espalier.search.risk.RiskSummary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The plan that answers a question, and what is shown beside it. Whoever answers such questions
 * goes this way, so that equal questions have equal answers.
 *
 * @param shown the best plan, or the simplest one within a tolerance
 * @param variants the result for each order of two devices, where the planner chose between them;
 *     else empty
 * @param alternatives plans to compare with the best one; empty if none can be
 * @param risk the values of the plan over samples of bandwidths, if it was made for these
 */
public record PlanRun(
    PlanningResult.Planned shown,
    List<PlanningResult> variants,
    Optional<Alternatives> alternatives,
    Optional<RiskSummary> risk) {

  public PlanRun {
    variants = List.copyOf(variants);
  }

  /**
   * Runs each variant of a planner, all within one time limit.
   *
   * @return their results, with the gap in the record of each that stops at one
   */
  public static List<PlanningResult> search(
      Planner planner, PlanningProblem problem, SearchOptions options) {
    StopSignal whole = StopSignal.start(options);
    return planner.variants(problem).stream()
        .map(each -> recorded(each, each.plan(problem, whole.rest(options)), options.gap()))
        .toList();
  }

  private static PlanningResult recorded(Planner planner, PlanningResult result, double gap) {
    return gap > 0 && planner.has(PlannerTrait.PROVES_OPTIMALITY)
        ? result.withSearch(result.search().withOption("gap", String.valueOf(gap)))
        : result;
  }

  /**
   * Looks for what stands beside a plan.
   *
   * @param variants results that the plan is the best of
   * @param simplify tolerance within which the simplest plan is shown; empty for the best one
   * @param options when to stop; neither seed nor threads matter
   */
  public static PlanRun of(
      PlanningResult.Planned best,
      List<PlanningResult> variants,
      OptionalDouble simplify,
      SearchOptions options) {
    Alternatives alternatives =
        Alternatives.of(best, simplify.orElse(Alternatives.DEFAULT_TOLERANCE), options);
    return new PlanRun(
        simplify.isPresent() ? alternatives.simplified() : best,
        variants.size() > 1 ? variants : List.of(),
        Optional.of(alternatives),
        Optional.empty());
  }

  /**
   * This plan as one that was made by a planner on samples. Plans are compared with it only where
   * their risk is their value there.
   *
   * @param problem the problem that the planner was given
   */
  public PlanRun over(RiskPlanner planner, PlanningProblem problem) {
    return new PlanRun(
        shown,
        variants,
        alternatives.filter(plans -> planner.areComparable(problem, slices(plans))),
        Optional.of(planner.summary(problem, shown.plan().slices())));
  }

  private static List<List<Slice>> slices(Alternatives alternatives) {
    return Stream.concat(alternatives.singleDevice().stream(), Stream.of(alternatives.simplest()))
        .map(Plan::slices)
        .toList();
  }
}
