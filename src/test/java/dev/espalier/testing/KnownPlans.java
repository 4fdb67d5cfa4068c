package dev.espalier.testing;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.local.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A small random problem with its tables and every feasible plan, as the {@link Oracle} says. */
public final class KnownPlans {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);

  private static final int MAX_LAYERS = 7;
  private static final int MAX_DEVICES = 4;

  /**
   * A feasible plan.
   *
   * @param trial its slices
   * @param value its value
   */
  public record Known(Trial trial, double value) {}

  private final PlanningProblem problem;
  private final CostTables costs;
  private final List<Known> plans = new ArrayList<>();
  private final Oracle oracle;

  private KnownPlans(PlanningProblem problem) {
    this.problem = problem;
    costs = new CostTables(problem);
    oracle = new Oracle(problem);
    for (List<Slice> slices : oracle.feasiblePlans()) {
      plans.add(new Known(trial(slices), oracle.value(slices)));
    }
  }

  /** The plans of a problem. */
  public static KnownPlans of(PlanningProblem problem) {
    return new KnownPlans(problem);
  }

  /**
   * The problem of a seed, of an objective that the seed decides; every third has devices of equal
   * kind. Idle power is left out where the period that it is drawn for is that of the plan.
   */
  public static KnownPlans ofSeed(long seed) {
    return ofSeed(seed, OBJECTIVES.get((int) (seed % OBJECTIVES.size())));
  }

  /** The problem of a seed and an objective. */
  public static KnownPlans ofSeed(long seed, Objective objective) {
    PlanningProblem problem = RandomObjectives.ofSeed(seed, objective, MAX_LAYERS, MAX_DEVICES);
    if (problem.isPeriodOfThePlan()) {
      problem =
          problem.withCatalog(
              problem
                  .catalog()
                  .withDevices(
                      problem.catalog().devices().stream().map(KnownPlans::withoutIdle).toList()));
    }
    return of(seed % 3 == 0 ? DeviceCopies.fill(problem, seed, MAX_DEVICES) : problem);
  }

  private static Device withoutIdle(Device device) {
    return device.toBuilder().idlePowerW(OptionalDouble.empty()).build();
  }

  private Trial trial(List<Slice> slices) {
    List<String> names = problem.devices().stream().map(Device::name).toList();
    Trial trial = new Trial(costs);
    trial.count = slices.size();
    for (int k = 0; k < trial.count; k++) {
      trial.starts[k] = slices.get(k).from();
      trial.devices[k] = names.indexOf(slices.get(k).device());
    }
    return trial;
  }

  /** The problem. */
  public PlanningProblem problem() {
    return problem;
  }

  /** Its tables. */
  public CostTables costs() {
    return costs;
  }

  /** Every feasible plan. */
  public List<Known> plans() {
    return plans;
  }

  /** Minimum value; infinite if no plan is feasible. */
  public double optimum() {
    return plans.stream().mapToDouble(Known::value).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether any plan is feasible. */
  public boolean isFeasible() {
    return !plans.isEmpty();
  }

  /** Whether a plan keeps every limit and rule. */
  public boolean isFeasible(Trial trial) {
    return oracle.broken(slices(trial)).isEmpty();
  }

  /** Value of a plan by the oracle. */
  public double value(Trial trial) {
    return oracle.value(slices(trial));
  }

  private List<Slice> slices(Trial trial) {
    return CostTables.slices(problem, trial.starts, trial.devices, trial.count);
  }
}
