package dev.espalier.search.risk;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.PlanningResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lower bound of a conditional value at risk. For any weights q that its definition allows, no plan
 * has a smaller risk than the smallest mean value under q, which is an ordinary planning problem.
 *
 * <p>Method: first q are the weights of the samples, then those of the tail of the best plan, which
 * prove it if no other plan has a smaller mean there. Then they are those against which the plans
 * found so far do worst: the solution of a matrix game between plans and weights, approximated by
 * fictitious play (Brown 1951, Robinson 1951). The best plan against them joins the game. It ends
 * where bound and risk meet, where a plan comes up again, or after {@value #MAX_ROUNDS} rounds.
 * What is left is the duality gap, as plans cannot be mixed.
 */
final class TailBound implements RootBound {
  private static final int MAX_ROUNDS = 24;
  private static final int PLAYS = 400;

  /** Weights that are used for partial plans: those of the best bounds. */
  private static final int MAX_KEPT = 6;

  private final SampledProblem problem;
  private final RiskMeasure measure;
  private final double[] weights;
  private final List<Focus> foci = new ArrayList<>();

  /** Values at all samples of the plans found. */
  private final List<double[]> values = new ArrayList<>();

  private final List<List<Slice>> plans = new ArrayList<>();

  /** The plan of whose tail the weights were taken last. */
  private List<Slice> tried = List.of();

  /** Whether weights were taken from a game. */
  private boolean isGame;

  /** Weights, and the smallest mean value under them. */
  private record Focus(double[] focus, double bound) {}

  TailBound(SampledProblem problem, RiskMeasure measure) {
    this.problem = problem;
    this.measure = measure;
    weights = problem.weights();
  }

  @Override
  public Optional<PlanningResult> raise(Incumbent incumbent, Effort effort) {
    Optional<double[]> focus = Optional.of(weights);
    for (int round = 0; round < MAX_ROUNDS && focus.isPresent(); round++) {
      PlanningResult result = effort.planPart(problem.mean(focus.get()));
      if (!(result instanceof PlanningResult.Planned planned)) {
        return Optional.of(result);
      }
      foci.add(new Focus(focus.get(), planned.lowerBound()));
      incumbent.offer(planned.plan().slices());
      boolean isNew = add(planned.plan().slices());
      boolean isDone = effort.isClose(incumbent.risk(), value()) || effort.mustStop();
      focus = isDone ? Optional.empty() : next(incumbent, isNew);
    }
    return Optional.empty();
  }

  private boolean add(List<Slice> slices) {
    if (plans.contains(slices)) {
      return false;
    }
    plans.add(slices);
    values.add(problem.values(slices));
    return true;
  }

  /**
   * The next weights.
   *
   * @param isNew whether the plan found last was not found before
   */
  private Optional<double[]> next(Incumbent incumbent, boolean isNew) {
    List<Slice> best = incumbent.slices().orElse(tried);
    if (!best.equals(tried)) {
      tried = best;
      return Optional.of(measure.focus(incumbent.values(), weights));
    }
    boolean isFirstGame = !isGame;
    isGame = true;
    return isNew || isFirstGame ? Optional.of(worstForAll()) : Optional.empty();
  }

  /** The weights against which no mixture of the plans found does well. */
  private double[] worstForAll() {
    double[] mixed = new double[weights.length];
    double[] focus = new double[weights.length];
    int best = values.size() - 1;
    for (int play = 0; play < PLAYS; play++) {
      double step = 1.0 / (play + 1);
      mix(mixed, values.get(best), step);
      mix(focus, measure.focus(mixed, weights), step);
      best = best(focus);
    }
    return focus;
  }

  private static void mix(double[] mixed, double[] added, double step) {
    Arrays.setAll(mixed, s -> mixed[s] + step * (added[s] - mixed[s]));
  }

  private int best(double[] focus) {
    int best = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int k = 0; k < values.size(); k++) {
      double mean = 0;
      for (int s = 0; s < focus.length; s++) {
        mean += focus[s] * values.get(k)[s];
      }
      if (mean < min) {
        min = mean;
        best = k;
      }
    }
    return best;
  }

  @Override
  public double value() {
    return foci.stream().mapToDouble(Focus::bound).max().orElse(0);
  }

  @Override
  public List<PlanningProblem> means() {
    return foci.stream()
        .sorted(Comparator.comparingDouble(focus -> -focus.bound()))
        .limit(MAX_KEPT)
        .map(focus -> problem.mean(focus.focus()))
        .toList();
  }
}
