package dev.espalier.study.replay;

import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cheapest course among some plans, for one who sees the whole trace beforehand.
 *
 * <p>Method: a dynamic program over (step, plan in force): at the beginning of each step, either
 * the plan stays or a move to another one begins, which takes the steps until it is over. The first
 * plan is free. O(n m^2) for n steps and m plans.
 *
 * <p>Guarantee: no course that moves at beginnings of steps, between these plans, costs less. Where
 * values of plans are affine in 1 / bandwidth and loading takes no time, more plans would not help:
 * what a plan costs between two moves is its value at the mean of 1 / bandwidth, which lies in the
 * range of the trace, and there one of the plans of the map is the best one. Other times would not
 * help either: within a step, the cost of a course is linear in the time of a move. With loading,
 * both hold up to its time: a move may begin up to a step before its plan is due.
 */
final class Clairvoyant {
  private final CostsOverTime costs;
  private final List<List<Slice>> plans;
  private final int steps;

  /** Minimum cost until a step with a plan in force and no move under way, ms times s. */
  private final double[][] best;

  /** The move that ended there, null if the plan stayed. */
  private final Relocation[][] last;

  Clairvoyant(CostsOverTime costs, List<List<Slice>> plans) {
    this.costs = costs;
    this.plans = plans;
    steps = costs.traced().steps();
    best = new double[steps + 1][plans.size()];
    last = new Relocation[steps + 1][plans.size()];
  }

  /** The cheapest course; empty if none keeps all limits. */
  Optional<Course> course(String name) {
    for (int step = 1; step <= steps; step++) {
      Arrays.fill(best[step], Double.POSITIVE_INFINITY);
    }
    for (int step = 0; step < steps; step++) {
      for (int plan = 0; plan < plans.size(); plan++) {
        if (best[step][plan] < Double.POSITIVE_INFINITY) {
          stay(step, plan);
          move(step, plan);
        }
      }
    }
    boolean isPossible = Arrays.stream(best[steps]).anyMatch(Double::isFinite);
    return isPossible ? Optional.of(trace(name)) : Optional.empty();
  }

  private void stay(int step, int plan) {
    List<Slice> slices = plans.get(plan);
    if (!costs.isAllowed(slices, step)) {
      return;
    }
    double seconds = costs.traced().start(step + 1) - costs.traced().start(step);
    offer(step + 1, plan, best[step][plan] + costs.latencyMs(slices, step) * seconds, null);
  }

  private void move(int step, int plan) {
    for (int other = 0; other < plans.size(); other++) {
      if (other != plan && costs.isAllowed(plans.get(other), step)) {
        Relocation move = costs.move(step, plans.get(plan), plans.get(other));
        int until = costs.stepAfter(move);
        offer(until, other, best[step][plan] + costs.cost(move, until), move);
      }
    }
  }

  private void offer(int step, int plan, double cost, Relocation move) {
    if (cost < best[step][plan]) {
      best[step][plan] = cost;
      last[step][plan] = move;
    }
  }

  /** Follows the moves back from the end. */
  private Course trace(String name) {
    int plan = 0;
    for (int other = 1; other < plans.size(); other++) {
      plan = best[steps][other] < best[steps][plan] ? other : plan;
    }
    List<Relocation> moves = new ArrayList<>();
    int step = steps;
    while (step > 0) {
      Relocation move = last[step][plan];
      if (move == null) {
        step--;
      } else {
        moves.add(0, move);
        step = move.step();
        plan = plans.indexOf(move.from());
      }
    }
    return costs.course(name, plans.get(plan), moves);
  }
}
