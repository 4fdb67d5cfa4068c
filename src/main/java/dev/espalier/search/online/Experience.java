package dev.espalier.search.online;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Slice;
import java.util.List;

/**
 * What {@link MoveRule#LEARNED} has learned of the world: the states that it was in, what plans
 * cost there, and which state followed which one. Immutable.
 *
 * @param plans slices of the plans that were the best ones or in force, at most {@value #MAX_PLANS}
 * @param used when each of them was so last, counted in decisions
 * @param states the states, at most {@value #MAX_STATES}
 * @param present index of the present state; -1 before the first
 * @param presentSince time of the last decision, s
 * @param counted index of the state at the last transition that was counted; -1 before the first
 * @param countedAt time of that transition, s
 */
public record Experience(
    List<List<Slice>> plans,
    List<Long> used,
    List<Seen> states,
    int present,
    double presentSince,
    int counted,
    double countedAt) {
  /** Maximum number of plans. */
  public static final int MAX_PLANS = 6;

  /** Maximum number of states. */
  public static final int MAX_STATES = 24;

  /** Nothing was seen yet. */
  public static final Experience NONE =
      new Experience(List.of(), List.of(), List.of(), -1, 0, -1, 0);

  /**
   * @throws InvalidFieldException if numbers of plans or states do not fit together
   */
  public Experience {
    plans = plans.stream().map(List::copyOf).toList();
    used = List.copyOf(used);
    states = List.copyOf(states);
    int planCount = plans.size();
    int stateCount = states.size();
    check("plans", planCount <= MAX_PLANS && used.size() == planCount);
    check("states", stateCount <= MAX_STATES);
    check("states", states.stream().allMatch(each -> each.fits(planCount, stateCount)));
    check("present", present < stateCount && counted < stateCount);
    check("present", stateCount == 0 || present >= 0 && counted >= 0);
  }

  private static void check(String field, boolean isValid) {
    if (!isValid) {
      throw new InvalidFieldException(
          field, "experience: %s do not fit what else it holds".formatted(field));
    }
  }

  /**
   * A state of the world: all worlds in which plans cost about the same.
   *
   * @param costs mean cost of each plan, in the objective's unit
   * @param known whether each plan was priced in this state; otherwise its cost is a guess
   * @param loadMs time to bring the weights from each plan to each other one, ms
   * @param decisions number of decisions in this state
   * @param seconds time spent in it, s
   * @param next number of transitions to each state, by its index, those to itself included
   * @param values cost to come by plan in force, in the objective's unit times s
   * @param loading the same while another plan is loaded, by plan in force and plan to come
   */
  public record Seen(
      List<Double> costs,
      List<Boolean> known,
      List<List<Double>> loadMs,
      long decisions,
      double seconds,
      List<Double> next,
      List<Double> values,
      List<List<Double>> loading) {

    public Seen {
      costs = List.copyOf(costs);
      known = List.copyOf(known);
      loadMs = loadMs.stream().map(List::copyOf).toList();
      next = List.copyOf(next);
      values = List.copyOf(values);
      loading = loading.stream().map(List::copyOf).toList();
    }

    private boolean fits(int plans, int states) {
      return costs.size() == plans
          && known.size() == plans
          && values.size() == plans
          && next.size() == states
          && isSquare(loadMs, plans)
          && isSquare(loading, plans);
    }

    private static boolean isSquare(List<List<Double>> rows, int size) {
      return rows.size() == size && rows.stream().allMatch(row -> row.size() == size);
    }
  }
}
