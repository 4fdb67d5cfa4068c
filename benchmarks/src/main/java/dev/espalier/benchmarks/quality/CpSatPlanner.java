package dev.espalier.benchmarks.quality;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverSolutionCallback;
import com.google.ortools.sat.CpSolverStatus;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * CP-SAT of OR-Tools on {@link CpSatModel}, from nothing: no plan is given to it. Values are those
 * of {@link PlanEvaluator}, bounds those of the rounded model. Eight threads, as its strategies
 * need that many to complement one another; the one that keeps the full linear relaxation gives
 * nearly all bounds. Probing and the search for symmetries are off: on these models they take
 * seconds and find nothing.
 *
 * <p>A plan within the rounding of its bound counts as optimal. The time limit includes building
 * the model; cancellation is not polled.
 */
final class CpSatPlanner implements Planner {
  /** The name in tables. */
  static final String NAME = "cp-sat";

  private static final int WORKERS = 8;

  /** Loads the native library. */
  CpSatPlanner() {
    Loader.loadNativeLibraries();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return Set.of(PlannerTrait.STOCHASTIC, PlannerTrait.PROVES_OPTIMALITY);
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    CostTables costs = new CostTables(problem);
    return costs.isAdditive() && !costs.hasClosingLimits()
        ? Optional.empty()
        : Optional.of("the model needs costs that add up, and limits on bytes alone");
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    SearchEvents events = new SearchEvents(NAME, problem, options);
    CpSatModel model = new CpSatModel(problem, new CostTables(problem));
    CpSolver solver = new CpSolver();
    solver
        .getParameters()
        .setNumWorkers(WORKERS)
        .setCpModelProbingLevel(0)
        .setSymmetryLevel(0)
        .setRandomSeed((int) options.seed());
    options
        .timeLimit()
        .map(limit -> Math.max(1e-3, (limit.toNanos() / 1e6 - stop.elapsedMs()) / 1e3))
        .ifPresent(seconds -> solver.getParameters().setMaxTimeInSeconds(seconds));
    solver.setBestBoundCallback(new Bounds(events));
    CpSolverStatus status = solver.solve(model.model(), new Incumbents(problem, model, events));
    SearchRecord record =
        new SearchRecord(
            NAME,
            options.seed(),
            solver.numBranches(),
            0,
            stop.elapsedMs(),
            status == CpSolverStatus.FEASIBLE || status == CpSolverStatus.UNKNOWN);
    if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
      Plan plan = PlanEvaluator.evaluate(problem, model.slices(solver::booleanValue));
      double bound = Math.max(0, solver.bestObjectiveBound() * CpSatModel.UNIT);
      return PlanningResult.Planned.of(plan, bound, status == CpSolverStatus.OPTIMAL, record);
    }
    return status == CpSolverStatus.INFEASIBLE
        ? new PlanningResult.Infeasible(List.of(), false, false, record)
        : new PlanningResult.Undecided(List.of(), record);
  }

  /** Reports each better bound. No lambda, as the library calls {@code accept(Double)} by name. */
  private record Bounds(SearchEvents events) implements Consumer<Double> {
    @Override
    public void accept(Double bound) {
      events.bound(bound * CpSatModel.UNIT);
    }
  }

  /** Reports each better plan, priced as any other. */
  private static final class Incumbents extends CpSolverSolutionCallback {
    private final PlanningProblem problem;
    private final CpSatModel model;
    private final SearchEvents events;

    Incumbents(PlanningProblem problem, CpSatModel model, SearchEvents events) {
      this.problem = problem;
      this.model = model;
      this.events = events;
    }

    @Override
    public void onSolutionCallback() {
      Predicate<BoolVar> isTrue = this::booleanValue;
      List<Slice> slices = model.slices(isTrue);
      double value = PlanEvaluator.evaluate(problem, slices).value();
      events.incumbent(() -> slices, value, Math.max(0, bestObjectiveBound() * CpSatModel.UNIT));
    }
  }
}
