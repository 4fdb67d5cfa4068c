package dev.espalier.search.joint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.exit.ExitBehaviour;
import dev.espalier.exit.ExitChoices;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Choices of exits and thresholds, each with the best plan found for it. Immutable. */
public final class ExitPlans {
  private final ExitChoices choices;
  private final List<Candidate> candidates;
  private final boolean complete;
  private final double floorMs;
  private final Optional<PlanningResult> failure;
  private final SearchRecord search;

  /**
   * @param complete whether every choice that has a plan is among the candidates
   * @param floorMs no plan at all is faster, ms
   * @param failure why there is no candidate
   */
  ExitPlans(
      ExitChoices choices,
      List<Candidate> candidates,
      boolean complete,
      double floorMs,
      Optional<PlanningResult> failure,
      SearchRecord search) {
    this.choices = choices;
    this.candidates = List.copyOf(candidates);
    this.complete = complete;
    this.floorMs = floorMs;
    this.failure = failure;
    this.search = search;
  }

  /** The planner, seed and effort behind all plans together. */
  public SearchRecord search() {
    return search;
  }

  /** The condition under which the exits were measured. */
  public String condition() {
    return choices.condition();
  }

  /** Number of choices of exits and thresholds that were priced. */
  public int size() {
    return candidates.size();
  }

  /** Whether these are all choices there are. */
  public boolean isComplete() {
    return complete;
  }

  /** The plan that serves a demand best. */
  public JointResult best(ExitDemand demand) {
    if (candidates.isEmpty()) {
      return new JointResult.NoPlan(failure.orElseThrow());
    }
    Optional<Candidate> met = Preference.best(candidates, demand);
    if (met.isPresent()) {
      return new JointResult.Met(chosen(met.get(), demand));
    }
    Candidate closest = Preference.closest(candidates, demand);
    boolean proven =
        complete
            && (demand instanceof ExitDemand.MinAccuracy
                || Rounding.isAtMost(closest.latencyMs(), leastBoundMs(0)));
    return new JointResult.Unmet(demand, unrivalled(closest), proven);
  }

  private ExitPlan chosen(Candidate chosen, ExitDemand demand) {
    double boundMs = chosen.boundMs();
    boolean proven = complete && Rounding.isAtMost(chosen.latencyMs(), boundMs);
    if (demand instanceof ExitDemand.MinAccuracy least) {
      boundMs = leastBoundMs(least.accuracy() * (1 - ExitDemand.TOLERANCE));
      proven = complete && Rounding.isAtMost(chosen.latencyMs(), boundMs);
    } else {
      proven &=
          candidates.stream()
              .filter(c -> !Rounding.isAtMost(c.accuracy(), chosen.accuracy()))
              .noneMatch(c -> demand.isMet(c.accuracy(), c.boundMs()));
    }
    return plan(chosen, boundMs, proven, dropped(chosen, demand));
  }

  /** No choice of at least that accuracy has a faster plan, ms. */
  private double leastBoundMs(double accuracy) {
    if (!complete) {
      return floorMs;
    }
    return candidates.stream()
        .filter(c -> c.accuracy() >= accuracy)
        .mapToDouble(Candidate::boundMs)
        .min()
        .orElse(0);
  }

  private List<DroppedExit> dropped(Candidate chosen, ExitDemand demand) {
    ExitBehaviour behaviour = chosen.behaviour();
    List<DroppedExit> dropped = new ArrayList<>();
    for (int e = 0; e < behaviour.exits().size() - 1; e++) {
      if (!chosen.deployed().has(e)) {
        String name = behaviour.exits().get(e).name();
        dropped.add(DroppedExit.of(name, e, demand, chosen, candidates));
      }
    }
    return dropped;
  }

  /** All plans that are worth having. */
  public JointResult front() {
    return candidates.isEmpty()
        ? new JointResult.NoPlan(failure.orElseThrow())
        : new JointResult.Front(frontPlans());
  }

  private List<ExitPlan> frontPlans() {
    return Preference.front(candidates).stream().map(this::unrivalled).toList();
  }

  /** A plan that is the fastest at its own accuracy. */
  private ExitPlan unrivalled(Candidate point) {
    double boundMs = leastBoundMs(point.accuracy());
    boolean proven = complete && Rounding.isAtMost(point.latencyMs(), boundMs);
    return plan(point, boundMs, proven, List.of());
  }

  private ExitPlan plan(
      Candidate candidate, double boundMs, boolean proven, List<DroppedExit> dropped) {
    ExitBehaviour behaviour = candidate.behaviour();
    PlanningProblem problem = candidate.deployed().pool().problem(candidate.choice().shares());
    Plan plan = PlanEvaluator.evaluate(problem, candidate.plan().slices());
    boolean isWhole = behaviour.deployedSideExits() == choices.exits().size() - 1;
    return new ExitPlan(
        choices.condition(),
        behaviour,
        PlanningResult.Planned.of(plan, boundMs, proven, search),
        dropped,
        isWhole ? List.of() : choices.assumptions());
  }
}
