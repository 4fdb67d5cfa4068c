package dev.espalier.report.result;

import dev.espalier.cost.PlanValidator;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.report.Block;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Timeline.Level;
import dev.espalier.report.Title;
import dev.espalier.report.plan.TimeTables;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import dev.espalier.study.PlanRun;
import dev.espalier.study.schedule.PlanSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Shows one plan: its value, the strip of layers, the slices with their devices, and the exits. */
public final class PlanReport {
  private PlanReport() {}

  /**
   * Describes what a solver found.
   *
   * @param withMatrix whether to show the deployment matrix
   * @param isTimed whether to show how long it took
   */
  public static Report planned(PlanRun run, boolean withMatrix, boolean isTimed) {
    PlanningResult.Planned result = run.shown();
    List<Level> compared =
        run.alternatives()
            .map(plans -> AlternativesWords.levels(plans, result.plan()))
            .orElse(List.of());
    List<String> search = new ArrayList<>(AlternativesWords.lines(compared));
    search.add(search(result, isTimed));
    run.variants().forEach(each -> search.add(variant(each)));
    search.addAll(TimeSourceWords.of(result.plan().problem()));
    Report report =
        report(
            new Title(
                headline(result.plan()), List.of(value(result.plan(), proof(result))), List.of()),
            result.plan(),
            withBound(compared, result),
            new PlanTables(result.plan()).exits(),
            Note.of(search));
    return withMatrix ? DeploymentMatrixTables.below(report, result.plan()) : report;
  }

  /** The plan beside others, and the bound that no plan can go below. */
  private static List<Level> withBound(List<Level> compared, PlanningResult.Planned result) {
    Plan plan = result.plan();
    List<Level> levels = new ArrayList<>(compared);
    String proof =
        result.optimal() ? ": no plan is better" : ", gap at most " + Numbers.gap(result.gap());
    levels.add(
        new Level(
            "lower bound",
            OptionalDouble.of(result.lowerBound()),
            plan.problem().objective().isInMs(),
            inUnit(plan.problem(), result.lowerBound()) + proof));
    return levels;
  }

  /** Describes the evaluation of a plan from elsewhere. */
  public static Report evaluated(Plan plan) {
    List<Violation> violations = PlanValidator.violations(plan);
    String remark = violations.isEmpty() ? "meets every limit" : "NOT FEASIBLE";
    Title title =
        new Title(
            headline(plan),
            List.of(value(plan, remark)),
            violations.stream().map(Violation::message).toList());
    return report(
        title,
        plan,
        List.of(),
        new PlanTables(plan).exits(),
        Note.of(TimeSourceWords.of(plan.problem())));
  }

  /** The proven quality of a plan. */
  static String proof(PlanningResult.Planned result) {
    return result.optimal()
        ? "proven optimal"
        : "lower bound %s, gap at most %s"
            .formatted(
                inUnit(result.plan().problem(), result.lowerBound()), Numbers.gap(result.gap()));
  }

  static String headline(Plan plan) {
    return "%s on %s: %s %s"
        .formatted(
            plan.problem().linearization().net().name(),
            plan.problem().catalog().name(),
            plan.slices().size(),
            plan.slices().size() == 1 ? "slice" : "slices");
  }

  /** The objective's value, in its unit and in other words, with a remark. */
  static String value(Plan plan, String remark) {
    Objective objective = plan.problem().objective();
    return "%s %s%s (%s)"
        .formatted(
            objective.quantity(),
            inUnit(plan.problem(), plan.value()),
            objective.inOtherWords(plan.value()).map(", "::concat).orElse(""),
            remark);
  }

  /** What a narrow column calls the value of an objective. */
  static String shortTitle(Objective objective) {
    return objective.combination() == Objective.Combination.MAX
        ? objective.quantity()
        : objective.label();
  }

  /** A column of values of an objective. */
  static Column valueColumn(Objective objective, String title) {
    return Column.numbers(title, valueKey(objective)).in(objective.unit());
  }

  /** Name of the value of an objective for programs, such as {@code latencyMs}, {@code energyJ}. */
  static String valueKey(Objective objective) {
    return objective.isInMs() ? "latencyMs" : Column.key(objective.label(), objective.unit());
  }

  /** A value of the objective of a problem. */
  static String inUnit(PlanningProblem problem, double value) {
    return Numbers.of(value) + " " + problem.objective().unit();
  }

  /**
   * A plan in full.
   *
   * @param levels values to compare with that of the plan, in the drawing
   */
  static Report report(Title title, Plan plan, List<Level> levels, Table exits, Note note) {
    PlanTables tables = new PlanTables(plan);
    TimeTables times = new TimeTables(PlanSchedule.of(plan));
    List<String> footer = new ArrayList<>(exits.footer());
    footer.add(otherValues(plan));
    List<Block> blocks = new ArrayList<>();
    blocks.add(title);
    blocks.add(times.timeline(levels));
    blocks.add(times.strip());
    blocks.add(times.slices().titled("Slices"));
    Table transfers = times.transfers();
    if (!transfers.rows().isEmpty()) {
      blocks.add(transfers.titled("Transfers"));
    }
    blocks.add(tables.limits().titled("Limits"));
    blocks.add(exits.withFooter(footer).titled("Exits"));
    blocks.add(note);
    return Report.of(blocks);
  }

  /** The values of the plan by the other common objectives. */
  private static String otherValues(Plan plan) {
    List<String> values = new ArrayList<>();
    Objective objective = plan.problem().objective();
    if (objective != Objective.EXPECTED) {
      values.add("expected latency %s ms".formatted(Numbers.of(plan.expectedLatencyMs())));
    }
    if (objective != Objective.WORST_CASE) {
      values.add("worst-case latency %s ms".formatted(Numbers.of(plan.worstCaseLatencyMs())));
    }
    if (objective != Objective.ENERGY && plan.energyJ().isPresent()) {
      values.add("expected energy %s J".formatted(Numbers.of(plan.energyJ().getAsDouble())));
    }
    if (objective != Objective.THROUGHPUT && plan.problem().isPipelined()) {
      values.add("period %s ms".formatted(Numbers.of(plan.periodMs())));
    }
    return String.join(", ", values);
  }

  static String search(PlanningResult.Planned result, boolean isTimed) {
    SearchRecord search = result.search();
    String gap = search.solverOptions().get("gap");
    return "solver %s, seed %s%s: %s evaluations%s%s"
        .formatted(
            search.solver(),
            search.seed(),
            gap == null ? "" : ", gap " + gap,
            search.evaluations(),
            search.generations() == 0 ? "" : " in " + search.generations() + " generations",
            isTimed ? ", " + Numbers.of(search.elapsedMs()) + " ms" : "");
  }

  /** Devices in order, each with the layer after which it hands over. */
  static String route(Plan plan) {
    Linearization net = plan.problem().linearization();
    StringBuilder route = new StringBuilder();
    for (Slice slice : plan.slices()) {
      route.append(slice.device());
      if (slice.to() < net.length()) {
        route.append(" to ").append(net.layer(slice.to() - 1).name()).append(", ");
      }
    }
    return route.toString();
  }

  private static String variant(PlanningResult result) {
    Map<String, String> options = result.search().solverOptions();
    String which =
        options.containsKey("device")
            ? "device " + options.get("device")
            : "local %s, remote %s".formatted(options.get("local"), options.get("remote"));
    return "%s: %s"
        .formatted(
            which,
            result instanceof PlanningResult.Planned planned
                ? inUnit(planned.plan().problem(), planned.plan().value())
                : "no feasible plan");
  }
}
