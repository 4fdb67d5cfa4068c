package dev.espalier.study.replay;

import dev.espalier.plan.Slice;
import dev.espalier.search.online.SwitchingCost;
import java.util.List;

/**
 * Policies along a trace, beside the best that was possible.
 *
 * @param traced the problem and its trace
 * @param switching cost of moving, the same for all
 * @param plans the plans that the clairvoyant chooses from: all that are the best one at some rate
 *     of the trace's range, from the lowest rate on
 * @param isExact whether no course costs less than the clairvoyant's, as far as loading takes no
 *     time: all of these plans are proven, and values affine in 1 / bandwidth
 * @param clairvoyant the cheapest course
 * @param bestFixed the best of these plans without a move, in hindsight
 * @param courses what the policies did, in their order
 */
public record Replay(
    TracedProblem traced,
    SwitchingCost switching,
    List<List<Slice>> plans,
    boolean isExact,
    Course clairvoyant,
    Course bestFixed,
    List<Course> courses) {

  public Replay {
    plans = plans.stream().map(List::copyOf).toList();
    courses = List.copyOf(courses);
  }

  /** How much more a course costs than the clairvoyant's, relative to that. */
  public double regret(Course course) {
    return course.cost() / clairvoyant.cost() - 1;
  }

  /** The number of a plan, from 1 on; 0 for a plan that is the best one at no rate. */
  public int number(List<Slice> slices) {
    return plans.indexOf(slices) + 1;
  }
}
