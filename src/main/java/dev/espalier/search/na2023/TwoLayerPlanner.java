package dev.espalier.search.na2023;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.function.Function;

/**
 * The published two-layer genetic algorithm, as a yardstick. After Na, Zhang, Lian, Zhang: Genetic
 * Algorithm-Based Online-Partitioning BranchyNet for Accelerating Edge Inference, Sensors 23(3)
 * 1500, 2023, Algorithm 1.
 *
 * <p>Method: partitioning chromosomes (L - 1 bits: which boundaries are cut) evolve; parents are
 * drawn by roulette, cross over at one point and mutate, and their children replace them. Each
 * chromosome of the first generation draws a share of all N!/(N-K)! deployments of its K slices on
 * N devices at random, without repetition; these do not change, but are handed down, and the best
 * of them for the partition at hand is selected. Its fitness, 10^5 / latency or 10^-6 where a limit
 * is broken, is that of the chromosome. The best plan ever seen is the answer.
 *
 * <p>Guarantee: none; its plan keeps every limit, its lower bound is that of the relaxed problem,
 * and where no plan that it sees keeps every limit it leaves the problem undecided. Complexity: a
 * generation costs O(P (L + D K)) for P partitions and D deployments drawn for each. Reproducible:
 * equal problems, parameters and seeds give equal plans, as long as neither time nor cancellation
 * ends the search; it works on one thread, however many are allowed. Thread-safe.
 *
 * <p>How it may differ from the paper's program: the sizes are reconstructed, see {@link
 * Na2023Options}; the kinds of selection, crossover and mutation are the plainest ones; a mutation
 * moves one cut; a child whose number of slices is not allowed is repaired at random; a problem
 * that leaves the number of slices open starts with each allowed number alike, and a child with
 * another number of slices than its parent draws deployments of its own; and no more than {@value
 * DeploymentDraw#MAX_DRAWN} deployments are drawn for a partition.
 */
public final class TwoLayerPlanner implements Planner {
  private static final String NAME = "two-layer";

  private final Function<PlanningProblem, Na2023Options> parameters;

  /** A planner with the parameters for the size of each problem. */
  public TwoLayerPlanner() {
    parameters = Na2023Options::twoLayer;
  }

  /** A planner with parameters of its own for every problem. */
  public TwoLayerPlanner(Na2023Options parameters) {
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
    Na2023Options sizes = parameters.apply(problem);
    return PlanSearch.plan(
        NAME,
        problem,
        options,
        sizes,
        (pricing, random) -> new TwoLayerHeredity(pricing, sizes.deploymentShare(), random));
  }
}
