package dev.espalier.cli.command.plan;

import dev.espalier.cli.command.NoPlanMessage;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.json.ExitPlanFile;
import dev.espalier.io.svg.TimelineSvg;
import dev.espalier.io.svg.chart.LineChartSvg;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.report.Drawing;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.result.ExitAnswersReport;
import dev.espalier.report.result.ExitWords;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import dev.espalier.search.joint.JointResult;
import dev.espalier.study.FrontChart;
import dev.espalier.study.LineChart;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The output of {@code plan --exits}: the answers for one or several conditions. */
public final class ExitPlanning {
  /** The network with the fewest exits needs the minimum of each limit. */
  private static final String FEWEST = ", even with the fewest exits, ";

  private final PlanningProblem problem;
  private final Map<String, String> exitData;
  private final List<ExitAnswer> answers;

  /**
   * @param exitData source of the exit behavior, and how it was used
   */
  ExitPlanning(PlanningProblem problem, Map<String, String> exitData, List<ExitAnswer> answers) {
    this.problem = problem;
    this.exitData = exitData;
    this.answers = List.copyOf(answers);
  }

  /** All answers as a JSON document. */
  String json(boolean withTiming) {
    return new ExitPlanFile(problem, exitData, withTiming).write(answers);
  }

  /** All answers as a report. */
  Report report(boolean isTimed) {
    return ExitAnswersReport.of(problem, exitData, answers, isTimed);
  }

  /** Whether there is a plan to show. */
  boolean hasPlan() {
    return answers.stream().anyMatch(answer -> !(answer.result() instanceof JointResult.NoPlan));
  }

  /** A warning about searches that were stopped early; empty if none was. */
  Optional<String> warning() {
    List<String> stopped =
        answers.stream()
            .filter(answer -> answer.plans().search().interrupted())
            .filter(answer -> !(answer.result() instanceof JointResult.NoPlan))
            .map(answer -> "\"%s\"".formatted(answer.plans().condition()))
            .toList();
    return stopped.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "stopped early: under %s this is the best so far"
                .formatted(String.join(", ", stopped)));
  }

  /** The fronts or else the plan, drawn; empty if there is neither. */
  Optional<String> svg(boolean isTimed) {
    Optional<LineChart> chart = chart();
    return chart.isEmpty()
        ? report(isTimed).timeline().map(TimelineSvg::of)
        : chart.map(LineChartSvg::of);
  }

  /** The report with its fronts drawn, where their lines can be distinguished. */
  Report page(boolean isTimed) {
    return answers.size() <= LineChart.MAX_LINES
        ? report(isTimed).drawn(chart().map(Drawing::new).stream().toList())
        : report(isTimed);
  }

  /** The fronts as a chart; empty if there is none. */
  private Optional<LineChart> chart() {
    Map<String, List<ExitPlan>> fronts = new LinkedHashMap<>();
    for (ExitAnswer answer : answers) {
      if (answer.result() instanceof JointResult.Front front) {
        fronts.put(answer.plans().condition(), front.plans());
      }
    }
    String title =
        "%s on %s".formatted(problem.linearization().net().name(), problem.catalog().name());
    return fronts.isEmpty() ? Optional.empty() : Optional.of(FrontChart.of(title, fronts));
  }

  /** Prints which demands are not met, and by how much; returns the exit code of all answers. */
  int verdict(PrintWriter err) {
    int code = ExitCodes.DONE;
    Map<List<Violation>, List<ExitAnswer>> undecided = new LinkedHashMap<>();
    for (ExitAnswer answer : answers) {
      if (answer.result() instanceof JointResult.Unmet unmet) {
        err.println("error: " + unmet(unmet));
        code = Math.max(code, code(unmet, answer.plans()));
      } else if (answer.result() instanceof JointResult.NoPlan none) {
        if (none.result() instanceof PlanningResult.Infeasible) {
          // Limits do not depend on conditions, and the fewest exits need the minimum of each.
          return NoPlanMessage.print(none.result(), "even with the fewest exits, ", err);
        }
        undecided
            .computeIfAbsent(
                ((PlanningResult.Undecided) none.result()).violations(), any -> new ArrayList<>())
            .add(answer);
      }
    }
    for (List<ExitAnswer> same : undecided.values()) {
      code = Math.max(code, printUndecided(same, err));
    }
    return code;
  }

  /** Prints once why no plan was found under several conditions, which often is the same. */
  private static int printUndecided(List<ExitAnswer> same, PrintWriter err) {
    PlanningResult result = ((JointResult.NoPlan) same.get(0).result()).result();
    boolean isLimit = !((PlanningResult.Undecided) result).violations().isEmpty();
    String conditions =
        same.stream()
            .map(answer -> "\"%s\"".formatted(answer.plans().condition()))
            .collect(Collectors.joining(", "));
    return NoPlanMessage.print(
        result, "under %s%s".formatted(conditions, isLimit ? FEWEST : ": "), err);
  }

  /** A search that was stopped does not prove what is possible. */
  private static int code(JointResult.Unmet unmet, ExitPlans.Summary plans) {
    return plans.search().interrupted() && !unmet.proven()
        ? ExitCodes.FAILED
        : ExitCodes.NO_FEASIBLE_PLAN;
  }

  private static String unmet(JointResult.Unmet unmet) {
    ExitPlan closest = unmet.closest();
    double accuracy = 100 * closest.accuracy();
    double latencyMs = closest.value();
    String found = unmet.proven() ? "no plan" : "no plan that was found";
    if (unmet.demand() instanceof ExitDemand.MinAccuracy min) {
      double demanded = 100 * min.accuracy();
      return "under \"%s\" %s reaches accuracy %s%%; the most accurate reaches %s%%, in %s ms"
          .formatted(
              closest.condition(),
              found,
              Numbers.apart(demanded, accuracy, 2),
              Numbers.apart(accuracy, demanded, 2),
              Numbers.of(latencyMs));
    }
    double demanded = ((ExitDemand.MaxLatency) unmet.demand()).latencyMs();
    return "under \"%s\" %s takes at most %s ms; the fastest takes %s ms, at accuracy %s"
        .formatted(
            closest.condition(),
            found,
            Numbers.apart(demanded, latencyMs, 3),
            Numbers.apart(latencyMs, demanded, 3),
            ExitWords.percent(closest.accuracy()));
  }
}
