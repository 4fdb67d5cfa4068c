package dev.espalier.search.risk;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;

/** A lower bound of the risk of all plans, which is raised by planning ordinary problems. */
interface RootBound {

  /**
   * Raises the bound as far as the method goes, and offers the plans found to the incumbent.
   *
   * @return the result of a problem that has no plan, or for which none was found; empty if there
   *     was none
   */
  Optional<PlanningResult> raise(Incumbent incumbent, Effort effort);

  /** No plan that keeps all limits at all samples has a smaller risk. */
  double value();

  /** Problems whose values are means that the risk of no plan is below. */
  List<PlanningProblem> means();
}
