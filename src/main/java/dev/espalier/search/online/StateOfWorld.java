package dev.espalier.search.online;

import dev.espalier.search.online.Experience.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A state of the world as far as plans differ in it; see {@link Seen}. Not thread-safe. */
final class StateOfWorld {
  private static final int PLANS = Experience.MAX_PLANS;

  final double[] costs = new double[PLANS];
  final double[][] loadMs = new double[PLANS][PLANS];
  final double[] next = new double[Experience.MAX_STATES];

  /** Cost to come by plan in force, and, while another one is loaded, by both; NaN = not yet. */
  final double[] values = new double[PLANS];

  final double[][] loading = new double[PLANS][PLANS];
  double seconds;
  private final boolean[] known = new boolean[PLANS];
  private long decisions;

  StateOfWorld() {
    Arrays.fill(values, Double.NaN);
    Arrays.stream(loading).forEach(row -> Arrays.fill(row, Double.NaN));
  }

  StateOfWorld(Seen seen) {
    this();
    fill(seen.costs(), costs);
    fill(seen.next(), next);
    fill(seen.values(), values);
    for (int i = 0; i < seen.costs().size(); i++) {
      known[i] = seen.known().get(i);
      fill(seen.loadMs().get(i), loadMs[i]);
      fill(seen.loading().get(i), loading[i]);
    }
    seconds = seen.seconds();
    decisions = seen.decisions();
  }

  private static void fill(List<Double> from, double[] to) {
    for (int i = 0; i < from.size(); i++) {
      to[i] = from.get(i);
    }
  }

  Seen seen(int plans, int states) {
    List<Boolean> isKnown = new ArrayList<>();
    List<List<Double>> loads = new ArrayList<>();
    List<List<Double>> whileLoading = new ArrayList<>();
    for (int i = 0; i < plans; i++) {
      isKnown.add(known[i]);
      loads.add(list(loadMs[i], plans));
      whileLoading.add(list(loading[i], plans));
    }
    return new Seen(
        list(costs, plans),
        isKnown,
        loads,
        decisions,
        seconds,
        list(next, states),
        list(values, plans),
        whileLoading);
  }

  private static List<Double> list(double[] values, int count) {
    return Arrays.stream(values, 0, count).boxed().toList();
  }

  /**
   * Guesses what a plan costs here.
   *
   * @param index its index, which another plan may have had
   * @param plans number of plans, this one included
   * @param now what it costs now
   * @param best what the best plan costs now
   */
  void guess(int index, int plans, double now, double best) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = 0;
    for (int i = 0; i < plans; i++) {
      if (i != index) {
        minimum = Math.min(minimum, costs[i]);
        maximum = Math.max(maximum, costs[i]);
      }
    }
    costs[index] = minimum <= best ? Math.max(minimum, now) : maximum;
    known[index] = false;
    values[index] = Double.NaN;
    for (int i = 0; i < PLANS; i++) {
      loading[index][i] = Double.NaN;
      loading[i][index] = Double.NaN;
    }
  }

  /**
   * Adds what plans cost in a world of this state.
   *
   * @return whether some plan had not been priced here before
   */
  boolean add(double[] now) {
    decisions++;
    boolean isNew = false;
    for (int i = 0; i < now.length; i++) {
      isNew |= !known[i];
      costs[i] = known[i] ? costs[i] + (now[i] - costs[i]) / decisions : now[i];
      known[i] = true;
    }
    return isNew;
  }

  /** Largest logarithm of the factor by which a plan that was priced here costs more or less. */
  double distance(double[] now) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < now.length; i++) {
      if (known[i]) {
        largest = Math.max(largest, Math.abs(Math.log(now[i] / costs[i])));
      }
    }
    return largest >= 0 ? largest : Double.POSITIVE_INFINITY;
  }
}
