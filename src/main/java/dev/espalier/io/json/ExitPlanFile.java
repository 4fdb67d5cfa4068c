package dev.espalier.io.json;

import dev.espalier.exit.ExitUse;
import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.NoPlan;
import dev.espalier.io.json.PlanParts.Outcome;
import dev.espalier.io.json.PlanParts.Proof;
import dev.espalier.io.json.PlanParts.Search;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonDocument.Fields;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.joint.DroppedExit;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import dev.espalier.search.joint.JointResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Plans that decide on exits as well: {@code espalier-plan/1} documents with what was chosen of
 * each exit, fronts as {@code espalier-front/1}, several conditions as {@code
 * espalier-conditions/1}.
 */
public final class ExitPlanFile {
  private static final String FRONT_FORMAT = "espalier-front/1";
  private static final String CONDITIONS_FORMAT = "espalier-conditions/1";

  private final PlanningProblem problem;
  private final Map<String, String> exitData;
  private final boolean withTiming;

  /**
   * @param problem what was planned, with the network's own exits
   * @param exitData source of the exit behavior, and how it was used
   * @param withTiming whether to write the time that searches took, the one number that differs
   *     between equal runs
   */
  public ExitPlanFile(PlanningProblem problem, Map<String, String> exitData, boolean withTiming) {
    this.problem = problem;
    this.exitData = exitData;
    this.withTiming = withTiming;
  }

  /** The answer for one condition, or a list of the answers for several. */
  public String write(List<ExitAnswer> answers) {
    return answers.size() == 1
        ? JsonDocument.of(answer(answers.get(0)))
        : JsonDocument.of(
            Head.of(CONDITIONS_FORMAT, problem),
            new Conditions(answers.stream().map(this::answer).toList()));
  }

  private record Conditions(List<Fields> conditions) {}

  private Fields answer(ExitAnswer answer) {
    JointResult result = answer.result();
    if (result instanceof JointResult.Met met) {
      return plan(met.plan(), question(answer));
    }
    if (result instanceof JointResult.Front front) {
      return Fields.of(
          search(FRONT_FORMAT, answer.plans().search()),
          question(answer),
          new Front(front.plans().stream().map(this::point).toList()));
    }
    if (result instanceof JointResult.Unmet unmet) {
      return Fields.of(
          search(PlanFile.NO_PLAN_FORMAT, answer.plans().search()),
          question(answer),
          new Unmet(unmet.proven(), point(unmet.closest())));
    }
    JointResult.NoPlan none = (JointResult.NoPlan) result;
    return Fields.of(
        search(PlanFile.NO_PLAN_FORMAT, none.result().search()),
        NoPlan.of(none.result()),
        question(answer));
  }

  private record Front(List<Fields> points) {}

  private record Unmet(boolean proven, Fields closest) {}

  private Fields search(String format, SearchRecord search) {
    return Fields.of(Head.of(format, problem), Search.of(problem, search));
  }

  /** A plan among others, without the question, which is the same for all. */
  private Fields point(ExitPlan plan) {
    return plan(plan, Map.of("condition", plan.condition()));
  }

  private Fields plan(ExitPlan plan, Object question) {
    Plan planned = plan.planned().plan();
    return Fields.of(
        Head.of(PlanFile.FORMAT, planned.problem()),
        Search.of(planned.problem(), plan.planned().search()),
        question,
        Map.of("accuracy", plan.accuracy()),
        Outcome.of(planned, exits(plan)),
        Map.of("assumptions", plan.assumptions()),
        Proof.of(plan.planned(), withTiming));
  }

  /** The question: the demand and the problem. */
  private Question question(ExitAnswer answer) {
    ExitPlans.Summary plans = answer.plans();
    return new Question(
        plans.condition(),
        answer.demand().map(ExitPlanFile::demand),
        Fields.of(
            exitData,
            new Choices(
                plans.samples(),
                plans.size(),
                plans.planned(),
                plans.unmeasured(),
                plans.isComplete())));
  }

  private record Question(
      String condition, Optional<Map<String, Double>> demand, Fields exitData) {}

  private record Choices(
      OptionalInt samples, int choices, OptionalLong planned, long unmeasured, boolean complete) {}

  private static Map<String, Double> demand(ExitDemand demand) {
    return demand instanceof ExitDemand.MinAccuracy minimum
        ? Map.of("minAccuracy", minimum.accuracy())
        : Map.of("maxLatencyMs", ((ExitDemand.MaxLatency) demand).latencyMs());
  }

  private static List<ExitEntry> exits(ExitPlan plan) {
    Map<String, Double> latencyMs =
        plan.planned().plan().exits().stream()
            .collect(Collectors.toMap(Plan.ExitLatency::exit, Plan.ExitLatency::latencyMs));
    Map<String, String> reasons =
        plan.dropped().stream().collect(Collectors.toMap(DroppedExit::exit, DroppedExit::reason));
    return plan.behavior().exits().stream()
        .map(
            exit ->
                ExitEntry.of(
                    exit,
                    latencyMs.getOrDefault(exit.name(), Double.NaN),
                    Optional.ofNullable(reasons.get(exit.name()))))
        .toList();
  }

  private record ExitEntry(
      String name,
      boolean deployed,
      double threshold,
      double probability,
      double accuracy,
      double latencyMs,
      Optional<String> dropped) {

    private static ExitEntry of(ExitUse exit, double latencyMs, Optional<String> dropped) {
      return new ExitEntry(
          exit.name(),
          exit.deployed(),
          JsonDocument.orNull(exit.threshold()),
          exit.probability(),
          JsonDocument.orNull(exit.accuracy()),
          latencyMs,
          dropped);
    }
  }
}
