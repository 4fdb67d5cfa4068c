package dev.espalier.cli;

import dev.espalier.io.json.ExitPlanFile;
import dev.espalier.io.svg.LineChartSvg;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.JointResult;
import dev.espalier.study.FrontChart;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code plan --exits} has to say: the answers for one or several conditions. */
final class ExitPlanning {
  private final PlanningProblem problem;
  private final List<ExitAnswer> answers;

  ExitPlanning(PlanningProblem problem, List<ExitAnswer> answers) {
    this.problem = problem;
    this.answers = List.copyOf(answers);
  }

  /** All answers as a JSON document. */
  String json(boolean withTiming) {
    return new ExitPlanFile(problem, withTiming).write(answers);
  }

  /** All answers for people; empty if there is no plan to show. */
  String text(Terminal terminal, boolean withTiming) {
    if (answers.stream().allMatch(answer -> answer.result() instanceof JointResult.NoPlan)) {
      return "";
    }
    ExitPlanText text = new ExitPlanText(problem, terminal);
    if (answers.size() > 1) {
      return text.table(answers);
    }
    JointResult result = answers.get(0).result();
    if (result instanceof JointResult.Met met) {
      return text.plan(met.plan(), withTiming);
    }
    if (result instanceof JointResult.Unmet unmet) {
      return text.plan(unmet.closest(), withTiming);
    }
    return text.table(answers);
  }

  /** What a reader must know of searches that were stopped early. */
  List<String> warnings() {
    return answers.stream()
        .filter(answer -> answer.plans().search().interrupted())
        .map(
            answer ->
                "stopped early: under \"%s\" this is the best so far"
                    .formatted(answer.plans().condition()))
        .toList();
  }

  /** The fronts, drawn; empty if there is none. */
  Optional<String> svg() {
    Map<String, List<ExitPlan>> fronts = new LinkedHashMap<>();
    for (ExitAnswer answer : answers) {
      if (answer.result() instanceof JointResult.Front front) {
        fronts.put(answer.plans().condition(), front.plans());
      }
    }
    String title =
        "%s on %s".formatted(problem.linearization().net().name(), problem.catalog().name());
    return fronts.isEmpty()
        ? Optional.empty()
        : Optional.of(LineChartSvg.of(FrontChart.of(title, fronts)));
  }

  /** Prints which demands are not met, and by how much; gives the exit code of all answers. */
  int verdict(PrintWriter err) {
    int code = ExitCodes.DONE;
    for (ExitAnswer answer : answers) {
      if (answer.result() instanceof JointResult.Unmet unmet) {
        err.println("error: " + unmet(unmet));
        code = ExitCodes.NO_FEASIBLE_PLAN;
      } else if (answer.result() instanceof JointResult.NoPlan none) {
        code = NoPlanMessage.print(none.result(), err);
        if (answers.size() > 1) {
          return code; // limits do not depend on conditions: the others fail alike
        }
      }
    }
    return code;
  }

  private static String unmet(JointResult.Unmet unmet) {
    ExitPlan closest = unmet.closest();
    String accuracy = ExitPlanText.percent(closest.accuracy());
    String latency = Figures.of(closest.latencyMs()) + " ms";
    String found = unmet.proven() ? "no plan" : "no plan that was found";
    return unmet.demand() instanceof ExitDemand.MinAccuracy least
        ? "under \"%s\" %s reaches accuracy %s; the most accurate reaches %s, in %s"
            .formatted(
                closest.condition(),
                found,
                ExitPlanText.percent(least.accuracy()),
                accuracy,
                latency)
        : "under \"%s\" %s takes at most %s ms; the fastest takes %s, at accuracy %s"
            .formatted(
                closest.condition(),
                found,
                Figures.of(((ExitDemand.MaxLatency) unmet.demand()).latencyMs()),
                latency,
                accuracy);
  }
}
