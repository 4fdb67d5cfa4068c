package dev.espalier.search.joint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitChoices;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Choices of exits and thresholds, each with the best plan found for it. Immutable. */
public final class ExitPlans {
  private final ExitChoices choices;
  private final List<Candidate> candidates;
  private final OptionalDouble floorMs;
  private final OptionalLong planned;
  private final long unmeasured;
  private final Optional<PlanningResult> failure;
  private final SearchRecord search;

  /**
   * @param floorMs no plan at all is faster, ms; empty if every choice that was measured and has a
   *     plan is among the candidates
   * @param planned number of choices that were planned by a planner that proves nothing; empty with
   *     one that proves its plans
   * @param unmeasured number of choices whose accuracy was not measured
   * @param failure reason why there is no candidate
   */
  ExitPlans(
      ExitChoices choices,
      List<Candidate> candidates,
      OptionalDouble floorMs,
      OptionalLong planned,
      long unmeasured,
      Optional<PlanningResult> failure,
      SearchRecord search) {
    this.choices = choices;
    this.candidates = List.copyOf(candidates);
    this.floorMs = floorMs;
    this.planned = planned;
    this.unmeasured = unmeasured;
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

  /** Number of samples behind all probabilities and accuracies; empty if unknown. */
  public OptionalInt samples() {
    return choices.samples();
  }

  /** Number of choices of exits and thresholds that were priced. */
  public int size() {
    return candidates.size();
  }

  /** Whether these are all choices that were measured. */
  public boolean isComplete() {
    return floorMs.isEmpty();
  }

  /**
   * With a planner that proves nothing, the number of choices that it planned; the others have the
   * best of its plans for the same exits. Empty with a planner that proves its plans.
   */
  public OptionalLong planned() {
    return planned;
  }

  /** Whether these are all choices, each with a plan and a bound of a planner that proves both. */
  boolean isProof() {
    return isComplete() && planned.isEmpty();
  }

  /**
   * Number of choices excluded because they were not measured: they send samples to an exit at
   * which none left.
   */
  public long unmeasured() {
    return unmeasured;
  }

  /**
   * A summary of all choices without the choices themselves, which hold the measured data: hundreds
   * of MiB for many exits.
   *
   * @param condition see {@link ExitPlans#condition}
   * @param samples see {@link ExitPlans#samples}
   * @param size see {@link ExitPlans#size}
   * @param isComplete see {@link ExitPlans#isComplete}
   * @param planned see {@link ExitPlans#planned}
   * @param unmeasured see {@link ExitPlans#unmeasured}
   * @param search see {@link ExitPlans#search}
   */
  public record Summary(
      String condition,
      OptionalInt samples,
      int size,
      boolean isComplete,
      OptionalLong planned,
      long unmeasured,
      SearchRecord search) {}

  /** The summary that remains once the best plans are chosen. */
  public Summary summary() {
    return new Summary(condition(), samples(), size(), isComplete(), planned, unmeasured, search);
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
        isComplete()
            && unmeasured == 0
            && (demand instanceof ExitDemand.MinAccuracy
                || (isProof() && Rounding.isAtMost(closest.latencyMs(), minBoundMs(0))));
    return new JointResult.Unmet(demand, unrivalled(closest, dropped(closest, demand)), proven);
  }

  private ExitPlan chosen(Candidate chosen, ExitDemand demand) {
    double boundMs = chosen.boundMs();
    boolean proven = isProof() && Rounding.isAtMost(chosen.latencyMs(), boundMs);
    if (demand instanceof ExitDemand.MinAccuracy min) {
      boundMs = minBoundMs(min.accuracy() * (1 - ExitDemand.TOLERANCE));
      proven = isProof() && Rounding.isAtMost(chosen.latencyMs(), boundMs);
    } else {
      proven &=
          candidates.stream()
              .filter(c -> !Rounding.isAtMost(c.accuracy(), chosen.accuracy()))
              .noneMatch(c -> demand.isMet(c.accuracy(), c.boundMs()));
    }
    return plan(chosen, boundMs, proven, dropped(chosen, demand));
  }

  /** No choice of at least that accuracy has a faster plan, ms. */
  private double minBoundMs(double accuracy) {
    if (!isComplete()) {
      return floorMs.getAsDouble();
    }
    return candidates.stream()
        .filter(c -> c.accuracy() >= accuracy)
        .mapToDouble(Candidate::boundMs)
        .min()
        .orElse(0);
  }

  /** The choices that deploy a side exit. */
  List<Candidate> with(int sideExit) {
    return candidates.stream().filter(each -> each.deployed().has(sideExit)).toList();
  }

  private List<DroppedExit> dropped(Candidate chosen, ExitDemand demand) {
    ExitBehavior behavior = chosen.behavior();
    List<DroppedExit> dropped = new ArrayList<>();
    for (int e = 0; e < behavior.exits().size() - 1; e++) {
      if (!chosen.deployed().has(e)) {
        String name = behavior.exits().get(e).name();
        dropped.add(DroppedExit.of(name, e, demand, chosen, this));
      }
    }
    return dropped;
  }

  /** The Pareto front. */
  public JointResult front() {
    return candidates.isEmpty()
        ? new JointResult.NoPlan(failure.orElseThrow())
        : new JointResult.Front(frontPlans());
  }

  private List<ExitPlan> frontPlans() {
    return Preference.front(candidates).stream()
        .map(point -> unrivalled(point, List.of()))
        .toList();
  }

  /** A plan of the front: the fastest at its own accuracy. */
  private ExitPlan unrivalled(Candidate point, List<DroppedExit> dropped) {
    double boundMs = minBoundMs(point.accuracy());
    boolean proven = isProof() && Rounding.isAtMost(point.latencyMs(), boundMs);
    return plan(point, boundMs, proven, dropped);
  }

  private ExitPlan plan(
      Candidate candidate, double boundMs, boolean proven, List<DroppedExit> dropped) {
    ExitBehavior behavior = candidate.behavior();
    PlanningProblem problem =
        candidate.deployed().pool().problem(candidate.choice().probabilities());
    Plan plan = PlanEvaluator.evaluate(problem, candidate.plan().slices());
    boolean isWhole = behavior.deployedSideExits() == choices.exits().size() - 1;
    return new ExitPlan(
        choices.condition(),
        behavior,
        PlanningResult.Planned.of(plan, boundMs, proven, search),
        dropped,
        isWhole ? List.of() : choices.assumptions());
  }
}
