package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Values of groups in the world of one sample. Not thread-safe.
 *
 * <p>A plan of a large group is one of each smaller group that has the devices which it uses, and
 * if it is the best of the large group, it is the best of these, too. So a group is not planned
 * where a larger one that was planned before has a plan that does with its devices, or has none;
 * larger groups should come first.
 */
final class GroupValues {
  private final Places places;
  private final FleetWorlds.World world;
  private final Planner planner;
  private final SearchOptions options;
  private final List<Solved> solved = new ArrayList<>();
  private int searches;
  private int unproven;
  private boolean interrupted;

  /**
   * A group that was planned.
   *
   * @param counts number of devices of each kind
   * @param used how many of them the plan needs; none where there is no plan
   * @param value value of the plan; infinite if there is none
   */
  private record Solved(List<Integer> counts, int[] used, double value) {

    /** Whether the plan is the best one of another group. */
    boolean isBestOf(List<Integer> group) {
      for (int k = 0; k < used.length; k++) {
        if (group.get(k) < used[k] || group.get(k) > counts.get(k)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The values in a world.
   *
   * @param places places of the devices of each kind
   */
  GroupValues(Places places, FleetWorlds.World world, Planner planner, SearchOptions options) {
    this.places = places;
    this.world = world;
    this.planner = planner;
    this.options = options;
  }

  /** Value of the best plan of a group; infinite if there is none. */
  double value(List<Integer> counts) {
    for (Solved each : solved) {
      if (each.isBestOf(counts)) {
        return each.value();
      }
    }
    Solved found = solve(counts);
    solved.add(found);
    return found.value();
  }

  /** Number of searches so far. */
  int searches() {
    return searches;
  }

  /** Number of searches so far whose plan was not proven to be the best one. */
  int unproven() {
    return unproven;
  }

  /** Whether a search was stopped, so that values say nothing. */
  boolean isInterrupted() {
    return interrupted;
  }

  private Solved solve(List<Integer> counts) {
    List<String> names = names(counts);
    PlanningProblem problem = world.problem();
    if (world.isBlocked() || names.size() < Math.max(1, problem.minSlices())) {
      return withoutPlan(counts);
    }
    searches++;
    PlanningResult result = planner.plan(problem.toBuilder().devices(names).build(), options);
    interrupted |= result.search().interrupted();
    if (result instanceof PlanningResult.Planned planned) {
      unproven += planned.optimal() ? 0 : 1;
      int[] used = places.used(indexes(planned.plan().slices()));
      return new Solved(counts, used, planned.plan().value());
    }
    unproven += result instanceof PlanningResult.Infeasible ? 0 : 1;
    return withoutPlan(counts);
  }

  private static Solved withoutPlan(List<Integer> counts) {
    return new Solved(counts, new int[counts.size()], Double.POSITIVE_INFINITY);
  }

  /** Names of the devices of a group that are there. */
  private List<String> names(List<Integer> counts) {
    List<Device> all = world.problem().catalog().devices();
    return places
        .devices(counts)
        .filter(world.present()::get)
        .mapToObj(index -> all.get(index).name())
        .toList();
  }

  private BitSet indexes(List<Slice> slices) {
    BitSet indexes = new BitSet();
    slices.forEach(slice -> indexes.set(world.problem().catalog().indexOf(slice.device())));
    return indexes;
  }
}
