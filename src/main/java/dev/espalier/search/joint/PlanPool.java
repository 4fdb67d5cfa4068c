package dev.espalier.search.joint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Weighting;
import dev.espalier.search.PlanningResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The plans found so far for one set of deployed exits. They depend on probabilities, not on the
 * data that these come from, so plans found under one condition serve the next. Not thread-safe.
 */
final class PlanPool {
  private final PlanningProblem whole;
  private final BitSet sideExits;
  private final List<Exit> deployed;
  private final List<Solved> plans = new ArrayList<>();
  private final Map<List<Double>, Corner> corners = new HashMap<>();
  private final Set<List<Double>> sought = new HashSet<>();
  private final boolean limitsDependOnProbabilities;
  private PlanningResult failure;

  PlanPool(PlanningProblem whole, BitSet sideExits) {
    this.whole = whole;
    this.sideExits = (BitSet) sideExits.clone();
    limitsDependOnProbabilities = doLimitsDependOnProbabilities(whole);
    List<Exit> exits = whole.linearization().net().exits();
    deployed =
        IntStream.range(0, exits.size())
            .filter(e -> e == exits.size() - 1 || sideExits.get(e))
            .mapToObj(exits::get)
            .toList();
  }

  private static boolean doLimitsDependOnProbabilities(PlanningProblem problem) {
    boolean path =
        problem.pathLimits().stream()
            .anyMatch(limit -> limit.objective().weighting().equals(Weighting.EXPECTED));
    return path
        || problem.sliceLimits().stream()
            .filter(limit -> limit.weighting(problem).equals(Weighting.EXPECTED))
            .anyMatch(
                limit ->
                    problem.devices().stream()
                        .anyMatch(device -> limit.allowed(problem, device).isPresent()));
  }

  /**
   * A vector of exit probabilities for which a plan was sought.
   *
   * @param probabilities probability that a sample leaves at each deployed exit
   * @param bestMs latency of the best plan known at its creation, ms
   * @param boundMs no plan is faster here, ms
   * @param plan the plan that was found here, if any
   * @param isInfeasible whether it is proven that there is none
   */
  record Corner(
      double[] probabilities,
      double bestMs,
      double boundMs,
      Optional<Solved> plan,
      boolean isInfeasible) {}

  /** The side exits that are deployed, by index among all. */
  BitSet sideExits() {
    return sideExits;
  }

  /** Number of deployed exits, the final one included. */
  int size() {
    return deployed.size();
  }

  /** Plans that were found, each once. */
  List<Solved> plans() {
    return plans;
  }

  /** The reason why the last search found no plan; empty if there is a plan. */
  Optional<PlanningResult> failure() {
    return plans.isEmpty() ? Optional.ofNullable(failure) : Optional.empty();
  }

  /** Whether a plan that keeps the limits at some probabilities may break them at others. */
  boolean doLimitsDependOnProbabilities() {
    return limitsDependOnProbabilities;
  }

  /** Whether it is known that there is a plan, or that there is none, wherever one was sought. */
  boolean isSettled() {
    return limitsDependOnProbabilities // then each choice is decided by itself
        || !plans.isEmpty()
        || failure instanceof PlanningResult.Infeasible
        || !isAllowed();
  }

  /** Whether layers are left for as many slices as are demanded, among them all that are pinned. */
  boolean isAllowed() {
    double[] allAtTheEnd = new double[size()];
    allAtTheEnd[size() - 1] = 1;
    List<Layer> left = net(allAtTheEnd).layers();
    return left.size() >= whole.minSlices()
        && whole.pins().keySet().stream()
            .allMatch(position -> left.contains(whole.linearization().layer(position)));
  }

  /** The problem at these probabilities of the deployed exits. */
  PlanningProblem problem(double[] probabilities) {
    return whole.withNet(net(probabilities));
  }

  private BranchyNet net(double[] probabilities) {
    List<Exit> exits = new ArrayList<>();
    for (int e = 0; e < probabilities.length; e++) {
      exits.add(deployed.get(e).withProbability(probabilities[e]));
    }
    return whole.linearization().net().withExits(exits);
  }

  /** Plans for these probabilities, unless that was done before or the search must stop. */
  Corner plan(double[] probabilities, InnerSearch search) {
    List<Double> key = key(probabilities);
    Corner known = corners.get(key);
    if (known != null) {
      return known;
    }
    if (search.mustNotPlan()) {
      return new Corner(probabilities, bestMs(probabilities), 0, Optional.empty(), false);
    }
    PlanningResult result = search.plan(problem(probabilities));
    sought.add(key);
    if (!(result instanceof PlanningResult.Planned planned)) {
      failure = result;
      boolean isInfeasible = result instanceof PlanningResult.Infeasible;
      return new Corner(probabilities, bestMs(probabilities), 0, Optional.empty(), isInfeasible);
    }
    Solved solved = Solved.of(planned.plan());
    add(solved);
    double bestMs =
        limitsDependOnProbabilities ? solved.value(probabilities) : bestMs(probabilities);
    Corner corner =
        new Corner(probabilities, bestMs, planned.lowerBound(), Optional.of(solved), false);
    if (!planned.search().interrupted()) {
      corners.put(key, corner);
    }
    return corner;
  }

  /** Whether a plan was sought for exactly these probabilities. */
  boolean isSought(double[] probabilities) {
    return sought.contains(key(probabilities));
  }

  private static List<Double> key(double[] probabilities) {
    return Arrays.stream(probabilities).boxed().toList();
  }

  private void add(Solved plan) {
    if (plans.stream().noneMatch(known -> known.slices().equals(plan.slices()))) {
      plans.add(plan);
    }
  }

  /** The best plan known for these probabilities. */
  Solved best(double[] probabilities) {
    return plans.stream()
        .min(Comparator.comparingDouble(plan -> plan.value(probabilities)))
        .orElseThrow();
  }

  /**
   * The best plan known that keeps every limit at these probabilities; empty if none does.
   *
   * @param isLate whether to check no plan against limits that depend on the probabilities, as that
   *     takes time
   */
  Optional<Solved> bestAllowed(double[] probabilities, boolean isLate) {
    if (plans.isEmpty() || (limitsDependOnProbabilities && isLate)) {
      return Optional.empty();
    }
    if (!limitsDependOnProbabilities) {
      return Optional.of(best(probabilities));
    }
    PlanningProblem problem = problem(probabilities);
    return plans.stream()
        .sorted(Comparator.comparingDouble(plan -> plan.value(probabilities)))
        .filter(plan -> keepsLimits(problem, plan))
        .findFirst();
  }

  private static boolean keepsLimits(PlanningProblem problem, Solved plan) {
    return PlanValidator.violations(PlanEvaluator.evaluate(problem, plan.slices())).isEmpty();
  }

  private double bestMs(double[] probabilities) {
    return plans.isEmpty() ? Double.POSITIVE_INFINITY : best(probabilities).value(probabilities);
  }
}
