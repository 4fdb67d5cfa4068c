package dev.espalier.search.front;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.PlanValue;
import dev.espalier.cost.table.CostTables;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Tolerance;
import dev.espalier.search.ParetoFilter;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import dev.espalier.search.exact.Certificate;
import dev.espalier.search.genetic.FrontEvolution;
import dev.espalier.search.genetic.GeneticPlanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The Pareto front of two objectives.
 *
 * <p>Method: where the exact solver answers each question within its budget, the front is traced
 * point by point: minimize the first objective under a limit on the second, then the second under
 * the value found for the first, tighten the limit and repeat (the epsilon constraint of Haimes,
 * Lasdon, Wismer, 1971, in lexicographic order). Elsewhere NSGA-II (Deb, Pratap, Agarwal,
 * Meyarivan, IEEE Transactions on Evolutionary Computation 6(2), 2002) spreads plans between
 * anchors: the best plan in each objective, and some in between that the genetic planner finds
 * under such limits.
 *
 * <p>Guarantee: the front is complete where it says so; points closer than the relative tolerance
 * of limits count as one. Reproducible unless stopped by time. Thread-safe.
 */
public final class FrontPlanner {
  private static final String NAME = "front";

  /** Partial plans for one question of the exact walk, and for all of them. */
  private static final long LABELS_FOR_QUESTION = 1L << 21;

  private static final long LABELS_FOR_ALL = 1L << 25;

  /**
   * Relative distance below a point at which the next one is sought: limits hold within a
   * tolerance.
   */
  private static final double STEP = 2 * Tolerance.RELATIVE;

  /** Anchors between the extremes where the front is not walked. */
  private static final int LEVELS = 16;

  private final Objective first;
  private final Objective second;
  private final boolean exactOnly;
  private final long walkBudget;

  /**
   * A planner for the front of two objectives.
   *
   * @param exactOnly whether to leave the front incomplete rather than to search it by evolution
   * @throws IllegalArgumentException if the objectives are the same
   */
  public FrontPlanner(Objective first, Objective second, boolean exactOnly) {
    this(first, second, exactOnly, LABELS_FOR_ALL);
  }

  /**
   * A planner whose walk has another budget.
   *
   * @param walkBudget partial plans that the walk may price
   */
  FrontPlanner(Objective first, Objective second, boolean exactOnly, long walkBudget) {
    if (first.label().equals(second.label())) {
      throw new InvalidFieldException(
          "pareto", "a front needs two objectives but both are " + first.label());
    }
    this.first = first;
    this.second = second;
    this.exactOnly = exactOnly;
    this.walkBudget = walkBudget;
  }

  /** The outcome of the trace: all points, or those that it had time for. */
  private record Walk(List<List<Slice>> points, boolean complete, long labels) {}

  /**
   * Plans.
   *
   * @param problem its own objective does not matter
   * @throws IllegalArgumentException if an objective cannot price the problem
   */
  public ObjectiveFront plan(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    PlanningProblem common = common(problem);
    Walk walk = walk(common, options, stop);
    List<List<Slice>> found = new ArrayList<>(walk.points);
    long evaluations = walk.labels;
    long generations = 0;
    if (!walk.complete && !exactOnly && !stop.requested()) {
      List<List<Slice>> anchors = anchors(common, options, stop);
      FrontEvolution evolution =
          FrontEvolution.run(
              new CostTables(minimizing(common, first)),
              new CostTables(minimizing(common, second)),
              common,
              anchors,
              options.seed(),
              stop);
      found.addAll(anchors);
      found.addAll(evolution.plans());
      evaluations += evolution.evaluations();
      generations = evolution.generations();
    }
    boolean interrupted = !walk.complete && stop.requested();
    SearchRecord record =
        new SearchRecord(
            NAME, options.seed(), evaluations, generations, stop.elapsedMs(), interrupted);
    return new ObjectiveFront(common, first, second, points(common, found), walk.complete, record);
  }

  /**
   * The problem in which all questions agree on what a feasible plan is. Its own objective is a sum
   * if one of the two is: idle power counts for a period that is given, not for that of each plan.
   */
  private PlanningProblem common(PlanningProblem problem) {
    boolean isFirstMax = first.combination() == Objective.Combination.MAX;
    boolean isSecondMax = second.combination() == Objective.Combination.MAX;
    PlanningProblemBuilder builder = problem.toBuilder().objective(isFirstMax ? second : first);
    return isFirstMax || isSecondMax ? builder.pipelined().build() : builder.build();
  }

  private static PlanningProblem minimizing(PlanningProblem problem, Objective objective) {
    return problem.toBuilder().objective(objective).build();
  }

  private Walk walk(PlanningProblem common, SearchOptions options, StopSignal stop) {
    List<List<Slice>> points = new ArrayList<>();
    PlanningProblem byFirst = minimizing(common, first);
    PlanningProblem bySecond = minimizing(common, second);
    Optional<PathLimit> limit = Optional.empty();
    long labels = 0;
    while (labels < walkBudget && !stop.requested()) {
      Certificate best = solve(limit.map(byFirst::withPathLimit).orElse(byFirst), stop);
      labels += best.labels();
      if (!best.complete()) {
        // The plan of a question that takes too long is no point for certain, but better than none.
        best.slices().ifPresent(points::add);
        break;
      }
      if (best.slices().isEmpty()) {
        return new Walk(points, true, labels);
      }
      double min = PlanValue.of(common, first, best.slices().get());
      Certificate cheapest = best;
      if (min > 0) {
        PlanningProblem tied = bySecond.withPathLimit(new PathLimit(first, min));
        cheapest = solve(limit.map(tied::withPathLimit).orElse(tied), stop);
        labels += cheapest.labels();
      }
      if (!cheapest.complete() || cheapest.slices().isEmpty()) {
        break;
      }
      List<Slice> point = cheapest.slices().get();
      points.add(point);
      options.listener().progress(points.size(), 0, min);
      double next = PlanValue.of(common, second, point) * (1 - STEP);
      if (!(next > 0)) {
        return new Walk(points, true, labels);
      }
      limit = Optional.of(new PathLimit(second, next));
    }
    return new Walk(points, false, labels);
  }

  private static Certificate solve(PlanningProblem question, StopSignal stop) {
    return Certificate.of(
        question, new CostTables(question), Double.POSITIVE_INFINITY, LABELS_FOR_QUESTION, stop);
  }

  /** The best plan in each objective, and the best in the first under limits in between. */
  private List<List<Slice>> anchors(
      PlanningProblem common, SearchOptions options, StopSignal stop) {
    List<List<Slice>> anchors = new ArrayList<>();
    SearchOptions inner =
        options
            .withoutTimeLimit()
            .withCancellation(stop::requested)
            .withListener(SearchListener.NONE);
    anchor(minimizing(common, first), inner).ifPresent(anchors::add);
    anchor(minimizing(common, second), inner).ifPresent(anchors::add);
    if (anchors.size() < 2) {
      return anchors;
    }
    double max = PlanValue.of(common, second, anchors.get(0));
    double min = PlanValue.of(common, second, anchors.get(1));
    for (int level = 1; level < LEVELS && !stop.requested(); level++) {
      double allowed = min + (max - min) * level / LEVELS;
      if (allowed > 0) {
        PathLimit limit = new PathLimit(second, allowed);
        anchor(minimizing(common, first).withPathLimit(limit), inner).ifPresent(anchors::add);
      }
    }
    return anchors;
  }

  private static Optional<List<Slice>> anchor(PlanningProblem problem, SearchOptions options) {
    return new GeneticPlanner().plan(problem, options) instanceof PlanningResult.Planned planned
        ? Optional.of(planned.plan().slices())
        : Optional.empty();
  }

  private List<ObjectiveFront.Point> points(PlanningProblem common, List<List<Slice>> found) {
    List<ObjectiveFront.Point> all =
        found.stream()
            .map(slices -> PlanEvaluator.evaluate(common, slices))
            .filter(plan -> PlanValidator.violations(plan).isEmpty())
            .map(this::point)
            .toList();
    return ParetoFilter.front(
        all,
        ObjectiveFront.Point::first,
        ObjectiveFront.Point::second,
        Comparator.comparingInt(point -> point.plan().slices().size()));
  }

  private ObjectiveFront.Point point(Plan plan) {
    return new ObjectiveFront.Point(
        plan,
        PlanValue.of(plan.problem(), first, plan.slices()),
        PlanValue.of(plan.problem(), second, plan.slices()));
  }
}
