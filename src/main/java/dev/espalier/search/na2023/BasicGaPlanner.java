package dev.espalier.search.na2023;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.function.Function;

/**
 * The basic genetic algorithm that the two-layer one is compared with by its authors, as a
 * yardstick: Na, Zhang, Lian, Zhang: Genetic Algorithm-Based Online-Partitioning BranchyNet for
 * Accelerating Edge Inference, Sensors 23(3) 1500, 2023, "Basic GA" of tables 4 and 9.
 *
 * <p>Method: one deployment chromosome, the N x L matrix that tells which device runs which layer,
 * holds partition and deployment together. It evolves like the partitions of the {@link
 * TwoLayerPlanner}, but by partially mapped crossover of the devices' order (the cuts of the
 * section change hands as well), and a mutation swaps two devices or moves one cut. A chromosome is
 * one plan, with the same fitness. The best plan ever seen is the answer.
 *
 * <p>Guarantee: none; its plan keeps every limit, its lower bound is that of the relaxed problem,
 * and where no plan that it sees keeps every limit it leaves the problem undecided. Complexity: a
 * generation costs O(P (N + L)) for P chromosomes. Reproducible: equal problems, parameters and
 * seeds give equal plans, as long as neither time nor cancellation ends the search; it works on one
 * thread, however many are allowed. Thread-safe.
 *
 * <p>How it may differ from the paper's program: the population's size is reconstructed, see {@link
 * Na2023Options}; the matrix is kept as an order of the devices and the starts of the slices that
 * the first of them run; starts that a crossover makes equal are drawn anew at random; a child has
 * as many slices as the parent whose order it continues; and a problem that leaves the number of
 * slices open starts with each allowed number alike.
 */
public final class BasicGaPlanner implements Planner {
  private static final String NAME = "basic-ga";

  private final Function<PlanningProblem, Na2023Options> parameters;

  /** A planner with the parameters for the size of each problem. */
  public BasicGaPlanner() {
    parameters = Na2023Options::basic;
  }

  /** A planner with parameters of its own for every problem. */
  public BasicGaPlanner(Na2023Options parameters) {
    this.parameters = problem -> parameters;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isStochastic() {
    return true;
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return PlanSearch.plan(NAME, problem, options, parameters.apply(problem), BasicHeredity::new);
  }
}
