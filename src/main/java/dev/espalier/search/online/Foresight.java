package dev.espalier.search.online;

import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What plans and moves cost in the mean over what may come, as learned from what has been.
 *
 * <p>Method: {@link WorldStates} sees the world as a Markov chain with transitions of 1 s. What a
 * plan in force costs from a state on, if moves are made where they pay, is the solution of a
 * Markov decision process over (state, plan in force): a discounted sum whose weights fall by e in
 * the horizon. It is improved by some rounds of value iteration (Bellman, A Markovian decision
 * process, Journal of Mathematics and Mechanics 6(5), 1957) with each decision, from where the last
 * one left it. Transitions are estimated with a prior of two: a state stays with 0.9, or else one
 * follows as often as it has held so far. Loading ends in each second with the probability of the
 * part of it that a second brings. O(s^2 p^2) in each round, for s states and p plans. Not
 * thread-safe.
 */
final class Foresight {
  private static final double STAYS = 0.9;
  private static final double PRIOR = 2;
  private static final int ROUNDS = 10;
  private static final double MS_PER_S = 1_000;
  private static final double TICK = WorldStates.TICK_SECONDS;

  private final SwitchingCost switching;
  private final double discount;
  private final WorldStates world;
  private double[][] chances = {};

  /** What plans are compared by; known from the first one on. */
  private Objective objective;

  Foresight(MovePolicy policy, Experience experience) {
    switching = policy.switching();
    discount = Math.exp(-TICK / policy.horizonSeconds());
    world = new WorldStates(experience, policy.repository());
  }

  Experience experience() {
    return world.experience();
  }

  /** Whether it may pay to move to a plan that is not a better one now. */
  boolean covers(List<Slice> slices) {
    return world.plans.contains(slices);
  }

  /**
   * Learns what the world is like from a time on.
   *
   * @param best the best plan now
   * @param inForce the plan in force, priced now; empty if there is none
   * @param others other plans that work now
   */
  void observe(double atSeconds, Plan best, Optional<Plan> inForce, List<Plan> others) {
    objective = best.problem().objective();
    Map<List<Slice>, Plan> working = new HashMap<>();
    others.forEach(plan -> working.put(plan.slices(), plan));
    working.put(best.slices(), best);
    inForce
        .filter(plan -> PlanValidator.violations(plan).isEmpty())
        .ifPresent(plan -> working.put(plan.slices(), plan));
    world.observe(atSeconds, best, inForce, working);
    chances = chances();
    begin();
    for (int round = 0; round < ROUNDS; round++) {
      improve();
    }
  }

  /** Probability of each state one second after each other one. */
  private double[][] chances() {
    int count = world.states.size();
    double all = world.states.stream().mapToDouble(state -> state.seconds).sum();
    double[][] probabilities = new double[count][count];
    for (int x = 0; x < count; x++) {
      StateOfWorld state = world.states.get(x);
      double seen = 0;
      for (int y = 0; y < count; y++) {
        seen += state.next[y];
      }
      for (int y = 0; y < count; y++) {
        double often = all > 0 ? world.states.get(y).seconds / all : y == x ? 1 : 0;
        double prior = (y == x ? STAYS : 0) + (1 - STAYS) * often;
        probabilities[x][y] = (state.next[y] + PRIOR * prior) / (seen + PRIOR);
      }
    }
    return probabilities;
  }

  /** Sets what is new to the value of a state that lasts. */
  private void begin() {
    int plans = world.plans.size();
    for (StateOfWorld state : world.states) {
      for (int p = 0; p < plans; p++) {
        if (Double.isNaN(state.values[p])) {
          state.values[p] = state.costs[p] * TICK / (1 - discount);
        }
        for (int q = 0; q < plans; q++) {
          if (Double.isNaN(state.loading[p][q])) {
            state.loading[p][q] = state.values[p];
          }
        }
      }
    }
  }

  /** One round of value iteration. */
  private void improve() {
    int plans = world.plans.size();
    double[][] values = new double[world.states.size()][plans];
    double[][][] loading = new double[world.states.size()][plans][plans];
    for (int x = 0; x < values.length; x++) {
      StateOfWorld state = world.states.get(x);
      double[] later = new double[plans];
      for (int p = 0; p < plans; p++) {
        later[p] = later(x, p);
      }
      for (int p = 0; p < plans; p++) {
        values[x][p] = stay(state.costs[p], later[p]);
        for (int q = 0; q < plans; q++) {
          if (q != p) {
            double loadMs = state.loadMs[p][q];
            loading[x][p][q] = load(x, p, q, state.costs[p], state.costs[q], loadMs, later[q]);
            double move = move(state.costs[q], later[q], loadMs, loading[x][p][q]);
            values[x][p] = Math.min(values[x][p], move);
          }
        }
      }
    }
    for (int x = 0; x < values.length; x++) {
      StateOfWorld state = world.states.get(x);
      System.arraycopy(values[x], 0, state.values, 0, plans);
      for (int p = 0; p < plans; p++) {
        System.arraycopy(loading[x][p], 0, state.loading[p], 0, plans);
      }
    }
  }

  private double stay(double cost, double later) {
    return cost * TICK + discount * later;
  }

  /** Mean value of a plan in force a second later. */
  private double later(int x, int p) {
    double sum = 0;
    for (int y = 0; y < chances.length; y++) {
      sum += chances[x][y] * world.states.get(y).values[p];
    }
    return sum;
  }

  /** Cost from now on while plan q is loaded and p runs. */
  private double load(
      int x, int p, int q, double cost, double costAfter, double loadMs, double later) {
    double seconds = loadMs / MS_PER_S;
    double part = Math.min(seconds, TICK);
    double done = seconds > TICK ? TICK / seconds : 1;
    double waiting = 0;
    for (int y = 0; y < chances.length && done < 1; y++) {
      waiting += chances[x][y] * world.states.get(y).loading[p][q];
    }
    return part * cost
        + (TICK - part) * costAfter
        + discount * (done * later + (1 - done) * waiting);
  }

  private double move(double costAfter, double later, double loadMs, double loading) {
    double pause = switching.cost(objective, loadMs);
    return pause + (switching.isLoadedInPause() ? stay(costAfter, later) : loading);
  }

  /** What a plan costs from now on if it stays for a second at least. */
  double stay(Plan plan) {
    int p = world.plans.indexOf(plan.slices());
    return stay(plan.value(), later(world.states.indexOf(world.present()), p));
  }

  /** What moving to a plan costs from now on; infinite if it is none of those looked at. */
  double move(Plan from, Plan to, double loadMs) {
    int p = world.plans.indexOf(from.slices());
    int q = world.plans.indexOf(to.slices());
    if (q < 0) {
      return Double.POSITIVE_INFINITY;
    }
    int x = world.states.indexOf(world.present());
    double later = later(x, q);
    double loading = load(x, p, q, from.value(), to.value(), loadMs, later);
    return move(to.value(), later, loadMs, loading);
  }
}
