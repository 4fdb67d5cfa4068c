package dev.espalier.study.map;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.breakpoint.BreakpointFinder;
import dev.espalier.study.breakpoint.Breakpoints;
import dev.espalier.study.breakpoint.Searches;
import dev.espalier.study.breakpoint.Unlimited;
import dev.espalier.study.sweep.Setting;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Finds the best plan at every point of a range of one or two parameters.
 *
 * <p>Method: of one parameter, {@link BreakpointFinder}. Of two that add up, such as the bandwidths
 * of two links, the value of a plan is a plane over (1 / bandwidth, 1 / bandwidth), and the optimum
 * is the minimum of all planes, which is concave. That of the planes found so far divides the range
 * into convex polygons; their corners are planned, and each plan that is better than what was known
 * joins. Where no corner has a better one, no point has (the method of Eisner and Severance, 1976,
 * in two dimensions; Gusfield, Parametric combinatorial computing and a problem of program module
 * distribution, Journal of the ACM 30(3), 1983). Limits on energy are left out at first: they are
 * planes, too, so that a plan that keeps them at the corners keeps them in between.
 *
 * <p>Otherwise the range is halved along both axes in turn, down to 1/128 of each, where the
 * corners of a rectangle have different plans. Where one parameter multiplies the other one, such
 * as a probability and a bandwidth, a plan that is the best one at all four corners is so inside.
 * Where limits depend on a parameter, and for a bottleneck, it need not be.
 *
 * <p>Guarantee: a region that is {@code proven} has no better plan anywhere. Complexity, where
 * parameters add up: a search for each plan and for each corner of the regions. Reproducible as the
 * planner is.
 */
public final class PlanMapper {
  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;

  /**
   * Creates a mapper.
   *
   * @param planner planner of every point; only what it proves is proven
   * @param options options of each search; once they are cancelled, the map is what was found
   * @param listener receives progress updates: which point is planned
   */
  public PlanMapper(Planner planner, SearchOptions options, Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Finds the best plans.
   *
   * @param base what is varied
   * @param axes one or two parameters and their ranges
   * @param problems builds the problem of a network on devices
   * @throws IllegalArgumentException if there are not one or two axes, both vary the same, or there
   *     is no problem at some point of the range
   */
  public PlanMap map(
      Setting base,
      List<MapAxis> axes,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    Varied varied = new Varied(base, axes, problems);
    if (!varied.isOfTwo()) {
      Breakpoints found =
          new BreakpointFinder(planner, options, listener)
              .find(
                  base,
                  varied.first().parameter(),
                  varied.first().from(),
                  varied.first().to(),
                  problems);
      List<Patch> patches = found.stretches().stream().map(Patch::of).toList();
      return map(varied, patches, found.searches(), !found.complete());
    }
    Searches searches = new Searches(planner, options, listener);
    List<Patch> patches = ofTwo(varied, searches);
    return map(varied, patches, searches.count(), searches.isStopped());
  }

  /** A map, which is complete where it is proven even if the time is over by now. */
  private static PlanMap map(Varied varied, List<Patch> patches, int searches, boolean isStopped) {
    boolean isProven = patches.stream().allMatch(patch -> patch.gap() == 0);
    return PlanMap.of(varied, patches, searches, isProven || !isStopped);
  }

  private static List<Patch> ofTwo(Varied varied, Searches searches) {
    boolean isExact = varied.isAffine() && varied.isAdditive() && !varied.isLimitingElse();
    if (isExact) {
      boolean isLimited = varied.isLimitingEnergy();
      Points free =
          new Points(searches, varied, problem -> isLimited ? Unlimited.energy(problem) : problem);
      List<Patch> patches = new ExactRegions(free, varied).patches();
      if (!isLimited || patches.stream().allMatch(patch -> isKept(patch, free))) {
        return patches;
      }
      if (searches.isStopped()) {
        return patches.stream()
            .map(patch -> isKept(patch, free) ? patch : Patch.unknown(patch.corners()))
            .toList();
      }
    }
    return new DividedRegions(new Points(searches, varied, problem -> problem), varied).patches();
  }

  /** Whether the plan of a region keeps all limits, or it is proven that there is none. */
  private static boolean isKept(Patch patch, Points points) {
    return patch.reason().isPresent()
        ? patch.gap() == 0
        : patch.corners().stream().allMatch(corner -> points.isAllowed(patch.slices(), corner));
  }
}
