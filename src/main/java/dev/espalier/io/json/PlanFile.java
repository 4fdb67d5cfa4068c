package dev.espalier.io.json;

import dev.espalier.cost.PlanValidator;
import dev.espalier.io.json.ExplanationParts.EffectEntry;
import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.NoPlan;
import dev.espalier.io.json.PlanParts.Options;
import dev.espalier.io.json.PlanParts.Outcome;
import dev.espalier.io.json.PlanParts.Proof;
import dev.espalier.io.json.PlanParts.Search;
import dev.espalier.io.json.PlanParts.SliceEntry;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.ViolationEntry;
import dev.espalier.plan.DeploymentMatrix;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.risk.RiskSummary;
import dev.espalier.study.Alternatives;
import dev.espalier.study.PlanRun;
import dev.espalier.study.explain.Explanation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans as {@code espalier-plan/1} documents, and their checks as {@code espalier-evaluation/1}.
 */
public final class PlanFile {
  static final String FORMAT = "espalier-plan/1";
  static final String NO_PLAN_FORMAT = "espalier-no-plan/1";
  private static final String EVALUATION_FORMAT = "espalier-evaluation/1";

  private PlanFile() {}

  /** A planned result as text of a plan file, for a solver that chose between no orders. */
  public static String write(PlanningResult.Planned result, boolean withTiming) {
    return write(result, new Orders(Optional.empty()), Beside.NONE, false, withTiming);
  }

  /**
   * The plan that answers a question as text of a plan file.
   *
   * @param explanation what changes would do to the plan
   * @param withMatrix whether to write the deployment matrix
   * @param withTiming whether to write the time the search took, the one number that differs
   *     between equal runs
   */
  public static String write(
      PlanRun run, Optional<Explanation> explanation, boolean withMatrix, boolean withTiming) {
    List<Order> orders = run.variants().stream().map(Order::of).toList();
    return write(
        run.shown(),
        new Orders(Optional.of(orders).filter(all -> !all.isEmpty())),
        new Beside(
            run.alternatives().map(AlternativesEntry::of),
            ExplanationParts.of(explanation),
            run.risk().map(RiskEntry::of)),
        withMatrix,
        withTiming);
  }

  private static String write(
      PlanningResult.Planned result,
      Orders orders,
      Beside beside,
      boolean withMatrix,
      boolean withTiming) {
    PlanningProblem problem = result.plan().problem();
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        Search.of(problem, result.search()),
        orders,
        Outcome.of(result.plan()),
        Matrix.of(result.plan(), withMatrix),
        beside,
        Proof.of(result, withTiming));
  }

  private record Orders(Optional<List<Order>> orders) {}

  /** The deployment matrix, a list for each device that may run a slice. */
  private record Matrix(Optional<List<List<Integer>>> deploymentMatrix) {

    private static Matrix of(Plan plan, boolean withMatrix) {
      return new Matrix(withMatrix ? Optional.of(rows(plan.deploymentMatrix())) : Optional.empty());
    }

    private static List<List<Integer>> rows(DeploymentMatrix matrix) {
      return Arrays.stream(matrix.rows()).map(row -> Arrays.stream(row).boxed().toList()).toList();
    }
  }

  private record Beside(
      Optional<AlternativesEntry> alternatives,
      Optional<List<EffectEntry>> explanation,
      Optional<RiskEntry> risk) {
    private static final Beside NONE =
        new Beside(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private record RiskEntry(
      String measure,
      int samples,
      int distinctSamples,
      double value,
      double mean,
      double p50,
      double p95,
      double cvar95,
      double max) {

    private static RiskEntry of(RiskSummary risk) {
      return new RiskEntry(
          risk.measure().label(),
          risk.samples(),
          risk.distinct(),
          risk.value(),
          risk.mean(),
          risk.median(),
          risk.p95(),
          risk.cvar95(),
          risk.max());
    }
  }

  /** A plan beside the one that is written in full. */
  private record OtherPlan(double value, List<SliceEntry> slices) {

    private static OtherPlan of(Plan plan) {
      return new OtherPlan(plan.value(), plan.slices().stream().map(SliceEntry::of).toList());
    }
  }

  private record AlternativesEntry(
      OtherPlan bestSingleDevice,
      boolean bestSingleDeviceProven,
      double tolerance,
      OtherPlan simplest,
      boolean simplestProven,
      OtherPlan best,
      boolean bestProven) {

    private static AlternativesEntry of(Alternatives alternatives) {
      return new AlternativesEntry(
          alternatives.singleDevice().map(OtherPlan::of).orElse(null),
          alternatives.singleDeviceProven(),
          alternatives.tolerance(),
          OtherPlan.of(alternatives.simplest()),
          alternatives.proven(),
          OtherPlan.of(alternatives.best().plan()),
          alternatives.best().optimal());
    }
  }

  private record Order(
      Optional<String> device, Optional<String> local, Optional<String> remote, double value) {

    private static Order of(PlanningResult result) {
      Map<String, String> options = result.search().solverOptions();
      return new Order(
          Optional.ofNullable(options.get("device")),
          Optional.ofNullable(options.get("local")),
          Optional.ofNullable(options.get("remote")),
          result instanceof PlanningResult.Planned planned ? planned.plan().value() : Double.NaN);
    }
  }

  /** The outcome of a plan and the limits it breaks, as a JSON document. */
  public static String writeEvaluation(Plan plan) {
    List<Violation> violations = PlanValidator.violations(plan);
    return JsonDocument.of(
        Head.of(EVALUATION_FORMAT, plan.problem()),
        new Question(plan.problem().objective().label(), Options.of(plan.problem())),
        Outcome.of(plan),
        new Verdict(violations.isEmpty(), ViolationEntry.of(violations)));
  }

  private record Question(String objective, Options options) {}

  private record Verdict(boolean feasible, List<ViolationEntry> violations) {}

  /** Why there is no plan, as a JSON document. */
  public static String writeNoPlan(PlanningProblem problem, PlanningResult result) {
    return writeNoPlan(Map.of(), problem, result);
  }

  /**
   * Why there is no plan, as a JSON document.
   *
   * @param before fields that precede those of the document: a record or a map
   */
  public static String writeNoPlan(Object before, PlanningProblem problem, PlanningResult result) {
    return JsonDocument.of(
        before,
        Head.of(NO_PLAN_FORMAT, problem),
        Search.of(problem, result.search()),
        NoPlan.of(result));
  }
}
