package dev.espalier.search.online;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns which states the world is in, and how often one follows another.
 *
 * <p>Two worlds are one state if no plan costs more in one than in the other by a factor of about
 * 1.3, whatever changed. A plan that was not priced in a state is guessed: where the best plan
 * costs less than now, it costs as much as now; elsewhere, as much as the worst plan. Not
 * thread-safe.
 */
final class WorldStates {
  /** Time of a transition, s. */
  static final double TICK_SECONDS = 1;

  /** Transitions that the time between two decisions counts as at maximum. */
  private static final double MAX_TICKS = 1_000;

  /** Logarithm of the factor by which costs of worlds of one state may differ. */
  private static final double NEAR = 0.25;

  /** What a plan that does not work costs, relative to the best one. */
  private static final double BROKEN = 10;

  final List<List<Slice>> plans = new ArrayList<>();
  final List<StateOfWorld> states = new ArrayList<>();
  private final Optional<String> repository;
  private final List<Long> used = new ArrayList<>();
  private int present = -1;
  private double presentSince;
  private int counted = -1;
  private double countedAt;

  WorldStates(Experience experience, Optional<String> repository) {
    this.repository = repository;
    plans.addAll(experience.plans());
    used.addAll(experience.used());
    experience.states().forEach(seen -> states.add(new StateOfWorld(seen)));
    present = experience.present();
    presentSince = experience.presentSince();
    counted = experience.counted();
    countedAt = experience.countedAt();
  }

  Experience experience() {
    return new Experience(
        plans,
        used,
        states.stream().map(state -> state.seen(plans.size(), states.size())).toList(),
        present,
        presentSince,
        counted,
        countedAt);
  }

  StateOfWorld present() {
    return states.get(present);
  }

  /**
   * Learns what the world is like from a time on.
   *
   * @param best the best plan now
   * @param inForce the plan in force, priced now; empty if there is none
   * @param working plans that work now, by slices
   */
  void observe(
      double atSeconds, Plan best, Optional<Plan> inForce, Map<List<Slice>, Plan> working) {
    List<Slice> kept = inForce.map(Plan::slices).orElse(List.of());
    inForce.ifPresent(plan -> use(plan, kept, working, best.value()));
    use(best, kept, working, best.value());
    double[] now = new double[plans.size()];
    for (int i = 0; i < now.length; i++) {
      Plan plan = working.get(plans.get(i));
      now[i] = plan == null ? BROKEN * best.value() : plan.value();
    }
    int state = nearest(now);
    if (state < 0) {
      state = states.size();
      states.add(new StateOfWorld());
    }
    if (states.get(state).add(now)) {
      loads(states.get(state), best);
    }
    count(state, atSeconds);
  }

  /** Takes a plan among those that are looked at, in the place of the one not used for longest. */
  private void use(Plan plan, List<Slice> kept, Map<List<Slice>, Plan> working, double bestValue) {
    long time = used.stream().mapToLong(each -> each).max().orElse(0) + 1;
    int index = plans.indexOf(plan.slices());
    if (index >= 0) {
      used.set(index, time);
      return;
    }
    if (plans.size() < Experience.MAX_PLANS) {
      index = plans.size();
      plans.add(plan.slices());
      used.add(time);
    } else {
      index = oldest(kept);
      plans.set(index, plan.slices());
      used.set(index, time);
    }
    for (StateOfWorld state : states) {
      state.guess(
          index,
          plans.size(),
          working.containsKey(plan.slices()) ? plan.value() : BROKEN * bestValue,
          bestValue);
      loads(state, plan);
    }
  }

  private int oldest(List<Slice> kept) {
    int oldest = -1;
    for (int i = 0; i < plans.size(); i++) {
      if (!plans.get(i).equals(kept) && (oldest < 0 || used.get(i) < used.get(oldest))) {
        oldest = i;
      }
    }
    return oldest;
  }

  private void loads(StateOfWorld state, Plan now) {
    for (int from = 0; from < plans.size(); from++) {
      for (int to = 0; to < plans.size(); to++) {
        if (from != to) {
          state.loadMs[from][to] =
              Move.of(now.problem(), plans.get(from), plans.get(to), repository).loadMs();
        }
      }
    }
  }

  /** The nearest state if it is near or no more are added; otherwise -1. */
  private int nearest(double[] now) {
    int nearest = states.isEmpty() ? -1 : 0;
    double minimum = Double.POSITIVE_INFINITY;
    for (int i = 0; i < states.size(); i++) {
      double distance = states.get(i).distance(now);
      if (distance < minimum) {
        minimum = distance;
        nearest = i;
      }
    }
    return minimum > NEAR && states.size() < Experience.MAX_STATES ? -1 : nearest;
  }

  private void count(int state, double atSeconds) {
    if (present < 0) {
      counted = state;
      countedAt = atSeconds;
    } else {
      present().seconds += atSeconds - presentSince;
      double ticks = Math.min(MAX_TICKS, Math.rint((atSeconds - countedAt) / TICK_SECONDS));
      if (ticks >= 1) {
        states.get(counted).next[counted] += ticks - 1;
        states.get(counted).next[state]++;
        counted = state;
        // What was rounded counts next time: else decisions in quick succession would count double.
        countedAt = ticks < MAX_TICKS ? countedAt + ticks * TICK_SECONDS : atSeconds;
      }
    }
    present = state;
    presentSince = atSeconds;
  }
}
