package dev.espalier.study.trace;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generates traces of a link that is in one of several states, such as good or fading.
 *
 * <p>Method: a Markov chain starts in the first state and moves once in each time step; within a
 * state, the rate is lognormal around its median, drawn anew in each step and rounded to 1 kbit/s.
 * That extends the two states of Gilbert (1960, Capacity of a burst-noise channel) and Elliott
 * (1963). The parameters of {@link #named} are chosen to be plausible; they are fitted to no
 * measurement. Reproducible: equal parameters, seeds and lengths give equal traces on any machine.
 *
 * @param states the states; the first one is that at the start
 * @param transitions probability of the next state in each column, by state in each row; rows sum
 *     to 1
 * @param stepSeconds time step, s
 */
public record MarkovTraces(List<State> states, List<List<Double>> transitions, double stepSeconds) {
  private static final double ROUNDING = 1e-9;
  private static final double KBPS_PER_MBPS = 1000;

  private static final Map<String, MarkovTraces> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put(
        "mobile",
        ofSeconds(
            List.of(
                new State("good", 20, 0.25),
                new State("fading", 6, 0.4),
                new State("poor", 1.5, 0.5),
                new State("outage", 0, 0)),
            List.of(
                List.of(0.93, 0.06, 0.01, 0.0),
                List.of(0.1, 0.8, 0.1, 0.0),
                List.of(0.0, 0.14, 0.83, 0.03),
                List.of(0.0, 0.1, 0.4, 0.5))));
    NAMED.put(
        "wifi",
        ofSeconds(
            List.of(new State("good", 60, 0.15), new State("shadowed", 8, 0.5)),
            List.of(List.of(0.97, 0.03), List.of(0.25, 0.75))));
    NAMED.put(
        "train",
        ofSeconds(
            List.of(
                new State("open", 12, 0.35),
                new State("cutting", 2, 0.5),
                new State("tunnel", 0, 0)),
            List.of(
                List.of(0.94, 0.05, 0.01), List.of(0.15, 0.8, 0.05), List.of(0.05, 0.05, 0.9))));
  }

  /**
   * A state of the link.
   *
   * @param name its name
   * @param medianMbps median of the rate, Mbps; 0 in an outage
   * @param sigma standard deviation of the logarithm of the rate; 0 for a rate that is constant
   */
  public record State(String name, double medianMbps, double sigma) {

    /**
     * @throws IllegalArgumentException if the name is blank or a number is not from 0 to 1e30
     */
    public State {
      Checks.name("state", "name", name);
      Checks.notNegative(Checks.quoted("state", name), "medianMbps", medianMbps);
      Checks.notNegative(Checks.quoted("state", name), "sigma", sigma);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no state, a row of transitions does not have a
   *     probability for each state or does not sum to 1, or the time step is not above 0
   */
  public MarkovTraces {
    states = List.copyOf(states);
    transitions = transitions.stream().map(List::copyOf).toList();
    Checks.notEmpty("generator of traces", "states", states);
    Checks.positive("generator of traces", "stepSeconds", stepSeconds);
    if (transitions.size() != states.size()) {
      throw new InvalidFieldException(
          "transitions",
          "generator of traces: expected transitions of %d states but found %d rows"
              .formatted(states.size(), transitions.size()));
    }
    for (int i = 0; i < states.size(); i++) {
      checkRow(Checks.quoted("state", states.get(i).name()), transitions.get(i), states.size());
    }
  }

  private static void checkRow(String subject, List<Double> row, int count) {
    double sum = 0;
    for (double probability : row) {
      sum += Checks.probability(subject, "transitions", probability);
    }
    if (row.size() != count || !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new InvalidFieldException(
          "transitions",
          "%s: expected %d probabilities that sum to 1 but found %s"
              .formatted(subject, count, row));
    }
  }

  private static MarkovTraces ofSeconds(List<State> states, List<List<Double>> transitions) {
    return new MarkovTraces(states, transitions, 1);
  }

  /**
   * Generators by name, each with steps of 1 s: {@code mobile} (good, fading, poor, outage), {@code
   * wifi} (good, shadowed), {@code train} (open, cutting, tunnel).
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static MarkovTraces named(String name) {
    MarkovTraces traces = NAMED.get(name);
    if (traces == null) {
      throw new InvalidFieldException(
          "name",
          "generated traces are %s, but found \"%s\"%s"
              .formatted(String.join(", ", NAMED.keySet()), name, NearestName.hint(name, names())));
    }
    return traces;
  }

  /** Names of the generators. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /** This generator with the medians of all states multiplied by a factor. */
  public MarkovTraces scaled(double factor) {
    return new MarkovTraces(
        states.stream()
            .map(state -> new State(state.name(), factor * state.medianMbps(), state.sigma()))
            .toList(),
        transitions,
        stepSeconds);
  }

  /**
   * Generates a trace.
   *
   * @param name name of the trace
   * @param steps number of time steps, at least 1
   * @param seed seed of all random choices
   */
  public BandwidthTrace generate(String name, int steps, long seed) {
    if (steps < 1) {
      throw new InvalidFieldException("steps", "steps of a trace must be >= 1 but is " + steps);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<BandwidthTrace.Sample> samples = new ArrayList<>();
    int state = 0;
    for (int step = 0; step < steps; step++) {
      samples.add(
          new BandwidthTrace.Sample(step * stepSeconds, rate(states.get(state), normal(random))));
      state = next(transitions.get(state), random.nextDouble());
    }
    return new BandwidthTrace(name, samples, steps * stepSeconds);
  }

  private static double rate(State state, double normal) {
    double mbps = state.medianMbps() * StrictMath.exp(state.sigma() * normal);
    return Math.rint(mbps * KBPS_PER_MBPS) / KBPS_PER_MBPS;
  }

  /** A normal number (Box and Muller, 1958); that of the Java platform differs among versions. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private static int next(List<Double> probabilities, double random) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < probabilities.size(); i++) {
      sum += probabilities.get(i);
      last = probabilities.get(i) > 0 ? i : last;
      if (random < sum) {
        return i;
      }
    }
    return last; // a sum that is a little below 1
  }
}
