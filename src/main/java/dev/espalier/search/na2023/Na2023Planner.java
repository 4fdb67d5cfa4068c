package dev.espalier.search.na2023;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.OwnPeriod;
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
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The genetic algorithms that Na, Zhang, Lian, Zhang publish and measure, as yardsticks: Genetic
 * Algorithm-Based Online-Partitioning BranchyNet for Accelerating Edge Inference, Sensors 23(3)
 * 1500, 2023. Parameters are those of {@link Na2023Options#published}; the fitness is 10^5 /
 * latency, or 10^-6 where a limit is broken.
 *
 * <p>Guarantee: none; the plan meets every limit, its lower bound is that of the relaxed problem,
 * and where no feasible plan is seen the problem is left undecided. Reproducible: equal problems,
 * parameters and seeds give equal plans, as long as neither time nor cancellation ends the search;
 * it works on one thread, however many are allowed. Thread-safe.
 */
public final class Na2023Planner implements Planner {
  private final String name;
  private final Function<PlanningProblem, Na2023Options> options;

  /** The reading of the basic algorithm; empty for the two-layer one. */
  private final Optional<BasicReading> reading;

  private Na2023Planner(
      String name,
      Function<PlanningProblem, Na2023Options> options,
      Optional<BasicReading> reading) {
    this.name = name;
    this.options = options;
    this.reading = reading;
  }

  /**
   * The result of a search, and the best deployment beside it, which the published averages may
   * mean.
   *
   * @param result the best plan
   * @param bestOfAll value of the best deployment, in the objective's unit: with the basic
   *     algorithm that of one that visits a device more than once, where it is smaller than that of
   *     the plan; infinite where none meets every limit
   */
  public record Run(PlanningResult result, double bestOfAll) {}

  private static Na2023Options published(PlanningProblem problem) {
    return Na2023Options.published(problem.devices().size());
  }

  /**
   * Algorithm 1 of the paper, with the parameters published for the number of devices.
   *
   * <p>Method: the population is a list of PCN x N! x p_dc deployment chromosomes, N x L matrices
   * of which device runs which position. It starts with PCN random partitions and N! p_dc random
   * deployments of each. In every generation deployments are selected; the partitions among them
   * cross over and mutate; and as many deployments are drawn anew that conform to these partitions.
   * Ends after 200 generations, or when the best fitness of a generation came 50 times running. A
   * generation of S deployments costs O(S (L + K)).
   *
   * <p>Where the paper is silent, the reading that gives its averages back, within 10 % in seven of
   * its eight scenes: selection by roulette; partitions are paired at random, and with probability
   * p_c a pair exchanges one of the cuts that only one of the two has; a partition mutates if any
   * gene of the N x L matrix does, with 1 - (1 - p_m)^(N L), and then moves one cut to a free
   * boundary; deployments are spread evenly over the partitions, without repetition as long as
   * there are enough; and the best parent replaces the worst child where no child is as good.
   * B-ResNet on three devices comes out near 290 ms where the paper has 234, which is out of line
   * with its own averages for two and for four.
   *
   * <p>Ours: the paper has as many slices as devices. Fewer slices are deployed on any of them.
   * Where their number is open, each partition starts with an allowed one drawn at random, and a
   * mutation may add or remove a cut instead of moving one.
   */
  public static Na2023Planner twoLayer() {
    return new Na2023Planner("two-layer", Na2023Planner::published, Optional.empty());
  }

  /** Algorithm 1 with the same parameters for every problem: {@link #twoLayer()}. */
  public static Na2023Planner twoLayer(Na2023Options options) {
    return new Na2023Planner("two-layer", any -> options, Optional.empty());
  }

  /**
   * The baseline of the paper, "Basic GA" of its tables 4 and 9, in the nearest reading: {@link
   * BasicReading#POOLED}.
   *
   * <p>Method: the chromosomes are N x L matrices of which device runs which position, as many as
   * Algorithm 1 has. With probability p_c two parents exchange a section of columns; a child moves
   * one boundary between two runs of ones with 1 - (1 - p_m)^(N L). All K devices must appear, else
   * the fitness is 10^-6. A child may visit a device more than once, which is no plan: it is priced
   * with each transfer paid, and the limits of a device hold for each of its slices by itself. The
   * answer is the best plan priced; {@link #run} has the best value of all deployments as well.
   * Ends like Algorithm 1.
   */
  public static Na2023Planner basic() {
    return basic(BasicReading.POOLED);
  }

  /** The baseline in another reading, with the parameters published for the number of devices. */
  public static Na2023Planner basic(BasicReading reading) {
    return new Na2023Planner("basic-ga", Na2023Planner::published, Optional.of(reading));
  }

  /** The baseline in a reading, with the same parameters for every problem. */
  public static Na2023Planner basic(BasicReading reading, Na2023Options options) {
    return new Na2023Planner("basic-ga", any -> options, Optional.of(reading));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return Set.of(PlannerTrait.STOCHASTIC);
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions searchOptions) {
    return OwnPeriod.plan(problem, searchOptions, (priced, inner) -> run(priced, inner).result());
  }

  /**
   * Searches once. Unlike {@link #plan}, where the throughput is maximized and no rate is required,
   * no idle power is drawn.
   */
  public Run run(PlanningProblem problem, SearchOptions searchOptions) {
    StopSignal stop = StopSignal.start(searchOptions);
    CostTables costs = new CostTables(problem);
    boolean allowsReturnVisits = reading.filter(BasicReading::allowsReturnVisits).isPresent();
    Pricing pricing = new Pricing(problem, costs, stop, allowsReturnVisits);
    Na2023Options parameters = options.apply(problem);
    Heredity heredity =
        heredity(problem, costs, parameters, new SplittableRandom(searchOptions.seed()));
    int generations =
        new Evolution(parameters, heredity, pricing)
            .run(new SearchEvents(name, problem, searchOptions));
    SearchRecord search =
        new SearchRecord(
            name,
            searchOptions.seed(),
            pricing.evaluations(),
            generations,
            stop.elapsedMs(),
            pricing.stopped());
    return new Run(result(problem, costs, pricing, search), pricing.bestOfAll());
  }

  private static PlanningResult result(
      PlanningProblem problem, CostTables costs, Pricing pricing, SearchRecord search) {
    Plan plan = PlanEvaluator.evaluate(problem, pricing.bestSlices());
    return Double.isFinite(pricing.best())
        ? PlanningResult.Planned.bounded(plan, costs, search)
        : new PlanningResult.Undecided(PlanValidator.violations(plan), search);
  }

  /** The heredity of a search; every random choice comes from the one stream. */
  private Heredity heredity(
      PlanningProblem problem, CostTables costs, Na2023Options parameters, RandomGenerator random) {
    List<String> devices = problem.devices().stream().map(Device::name).toList();
    StartingPopulation start = new StartingPopulation(costs, devices, parameters, random);
    return reading
        .<Heredity>map(each -> new BasicHeredity(costs, parameters, each, start, random))
        .orElseGet(() -> new TwoLayerHeredity(costs, parameters, start, random));
  }
}
