package dev.espalier.solvers;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerProvider;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.TwoDeviceOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A solver from outside: the whole network on the device of minimum cost. */
public final class GuestPlanner implements Planner, PlannerProvider {
  @Override
  public List<Planner> planners(TwoDeviceOptions options) {
    return List.of(this);
  }

  @Override
  public String name() {
    return "guest";
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return problem.minSlices() > 1 ? Optional.of("it makes one slice only") : Optional.empty();
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    List<Plan> plans = problem.devices().stream().map(device -> alone(problem, device)).toList();
    SearchRecord record = new SearchRecord(name(), options.seed(), plans.size(), 0, 0, false);
    Optional<Plan> best =
        plans.stream()
            .filter(plan -> PlanValidator.violations(plan).isEmpty())
            .min(Comparator.comparingDouble(Plan::value));
    return best.isPresent()
        ? PlanningResult.Planned.of(best.get(), 0, false, record)
        : new PlanningResult.Undecided(PlanValidator.violations(plans.get(0)), record);
  }

  private static Plan alone(PlanningProblem problem, Device device) {
    int length = problem.linearization().length();
    return PlanEvaluator.evaluate(problem, List.of(new Slice(device.name(), 0, length)));
  }
}
