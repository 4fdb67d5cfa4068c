package dev.espalier.study;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The plan that answers a question, and what is shown beside it. Whoever answers such questions
 * goes this way, so that equal questions have equal answers.
 *
 * @param shown the best plan, or the simplest one within a tolerance
 * @param variants the result for each order of two devices, where the planner chose between them;
 *     else empty
 * @param alternatives plans to compare with the best one
 */
public record PlanRun(
    PlanningResult.Planned shown, List<PlanningResult> variants, Alternatives alternatives) {

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
        alternatives);
  }
}
