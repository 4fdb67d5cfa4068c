package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of all groups in the world of one sample. Not thread-safe.
 *
 * <p>A plan of a large group is a plan of each smaller one that has the devices which it uses; if
 * it is the best of the large group, it is the best of that one, too. So a group is not planned
 * where a larger one has a plan that does with its devices: the search goes from all devices down,
 * and takes away what the group lacks only where the plan uses it.
 */
final class GroupValues {
  private static final Solved NONE = new Solved(Double.POSITIVE_INFINITY, new int[0]);

  private final Places places;
  private final List<Integer> largest;
  private final FleetWorlds.World world;
  private final Planner planner;
  private final SearchOptions options;
  private final Map<List<Integer>, Solved> known = new HashMap<>();
  private int searches;
  private int unproven;
  private boolean interrupted;

  /**
   * What is known of a group.
   *
   * @param value value of its best plan; infinite if there is none
   * @param used by kind, how many of the group's devices the plan needs: one more than the highest
   *     index of a device that it uses; empty if there is no plan
   */
  private record Solved(double value, int... used) {
    /**
     * The first kind of which a group has fewer devices than the plan needs; -1 if there is none.
     */
    int lacking(List<Integer> counts) {
      for (int k = 0; k < used.length; k++) {
        if (used[k] > counts.get(k)) {
          return k;
        }
      }
      return -1;
    }
  }

  /**
   * The values in a world.
   *
   * @param places where the devices of each kind stand
   * @param largest number of devices of each kind, as many as any group has
   */
  GroupValues(
      Places places,
      List<Integer> largest,
      FleetWorlds.World world,
      Planner planner,
      SearchOptions options) {
    this.places = places;
    this.largest = largest;
    this.world = world;
    this.planner = planner;
    this.options = options;
  }

  /** Value of the best plan of a group; infinite if there is none. */
  double value(List<Integer> counts) {
    List<Integer> larger = largest;
    while (true) {
      Solved solved = known.get(larger);
      if (solved == null) {
        solved = solve(larger);
        known.put(larger, solved);
      }
      int kind = solved.lacking(counts);
      if (kind < 0) {
        return solved.value();
      }
      List<Integer> smaller = new ArrayList<>(larger);
      smaller.set(kind, counts.get(kind));
      larger = smaller;
    }
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
      return NONE;
    }
    searches++;
    PlanningResult result = planner.plan(problem.toBuilder().devices(names).build(), options);
    interrupted |= result.search().interrupted();
    if (result instanceof PlanningResult.Planned planned) {
      unproven += planned.optimal() ? 0 : 1;
      return new Solved(planned.plan().value(), places.used(indexes(planned.plan().slices())));
    }
    unproven += result instanceof PlanningResult.Infeasible ? 0 : 1;
    return NONE;
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
