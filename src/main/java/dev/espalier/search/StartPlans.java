package dev.espalier.search;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The plans that a search may start from, as far as they fit the given problem. */
public final class StartPlans {
  private StartPlans() {}

  /** The plans that can be priced on the problem and meet all its limits, the best one first. */
  public static List<Plan> of(PlanningProblem problem, SearchOptions options) {
    if (options.startFrom().isEmpty()) {
      return List.of(); // the usual case, and what follows takes its time in a cold JVM
    }
    return options.startFrom().stream()
        .flatMap(plan -> priced(problem, plan.slices()).stream())
        .filter(plan -> PlanValidator.violations(plan).isEmpty())
        .sorted(Comparator.comparingDouble(Plan::value))
        .toList();
  }

  private static Optional<Plan> priced(PlanningProblem problem, List<Slice> slices) {
    boolean fits =
        slices.get(slices.size() - 1).to() == problem.linearization().length()
            && slices.stream().allMatch(s -> problem.catalog().indexOf(s.device()) >= 0);
    return fits ? Optional.of(PlanEvaluator.evaluate(problem, slices)) : Optional.empty();
  }
}
