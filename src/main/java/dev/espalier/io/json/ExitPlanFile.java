package dev.espalier.io.json;

import dev.espalier.exit.ExitUse;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.joint.DroppedExit;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.JointResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

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
   * @param exitData where the behaviour of the exits is from, and how it was used
   * @param withTiming whether to write the time that searches took, the one figure that differs
   *     between equal runs
   */
  public ExitPlanFile(PlanningProblem problem, Map<String, String> exitData, boolean withTiming) {
    this.problem = problem;
    this.exitData = exitData;
    this.withTiming = withTiming;
  }

  /** The answer for one condition, or a list of the answers for several. */
  public String write(List<ExitAnswer> answers) {
    if (answers.size() == 1) {
      return JsonText.of(json -> writeAnswer(json, answers.get(0)));
    }
    return JsonText.of(
        json -> {
          PlanFile.writeHead(json, CONDITIONS_FORMAT, problem);
          json.writeArrayPropertyStart("conditions");
          for (ExitAnswer answer : answers) {
            json.writeStartObject();
            writeAnswer(json, answer);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private void writeAnswer(JsonGenerator json, ExitAnswer answer) {
    JointResult result = answer.result();
    if (result instanceof JointResult.Met met) {
      writePlan(json, met.plan(), Optional.of(answer));
    } else if (result instanceof JointResult.Front front) {
      writeSearch(json, FRONT_FORMAT, answer);
      json.writeArrayPropertyStart("points");
      front.plans().forEach(plan -> writePoint(json, plan));
      json.writeEndArray();
    } else if (result instanceof JointResult.Unmet unmet) {
      writeSearch(json, PlanFile.NO_PLAN_FORMAT, answer);
      json.writeBooleanProperty("proven", unmet.proven());
      json.writeName("closest");
      writePoint(json, unmet.closest());
    } else {
      PlanFile.writeNoPlan(json, problem, ((JointResult.NoPlan) result).result());
      writeQuestion(json, answer);
    }
  }

  private void writeSearch(JsonGenerator json, String format, ExitAnswer answer) {
    PlanFile.writeSearch(json, format, problem, answer.plans().search());
    writeQuestion(json, answer);
  }

  /** What was asked, and of what. */
  private void writeQuestion(JsonGenerator json, ExitAnswer answer) {
    json.writeStringProperty("condition", answer.plans().condition());
    writeDemand(json, answer.demand());
    json.writeObjectPropertyStart("exitData");
    exitData.forEach(json::writeStringProperty);
    answer.plans().samples().ifPresent(n -> json.writeNumberProperty("samples", n));
    json.writeNumberProperty("choices", answer.plans().size());
    json.writeNumberProperty("unmeasured", answer.plans().unmeasured());
    json.writeBooleanProperty("complete", answer.plans().isComplete());
    json.writeEndObject();
  }

  private void writePoint(JsonGenerator json, ExitPlan plan) {
    json.writeStartObject();
    writePlan(json, plan, Optional.empty());
    json.writeEndObject();
  }

  /** A plan; one that stands alone tells what it is an answer to. */
  private void writePlan(JsonGenerator json, ExitPlan plan, Optional<ExitAnswer> answer) {
    PlanFile.writeSearch(
        json, PlanFile.FORMAT, plan.planned().plan().problem(), plan.planned().search());
    if (answer.isPresent()) {
      writeQuestion(json, answer.get());
    } else {
      json.writeStringProperty("condition", plan.condition());
    }
    json.writeNumberProperty("accuracy", plan.accuracy());
    PlanFile.writeFigures(json, plan.planned().plan(), () -> writeExits(json, plan));
    JsonText.strings(json, "assumptions", plan.assumptions());
    PlanFile.writeProof(json, plan.planned(), withTiming);
  }

  private static void writeDemand(JsonGenerator json, Optional<ExitDemand> demand) {
    if (demand.isPresent()) {
      json.writeObjectPropertyStart("demand");
      if (demand.get() instanceof ExitDemand.MinAccuracy least) {
        json.writeNumberProperty("minAccuracy", least.accuracy());
      } else if (demand.get() instanceof ExitDemand.MaxLatency most) {
        json.writeNumberProperty("maxLatencyMs", most.latencyMs());
      }
      json.writeEndObject();
    }
  }

  private static void writeExits(JsonGenerator json, ExitPlan plan) {
    Map<String, Double> latencyMs =
        plan.planned().plan().exits().stream()
            .collect(Collectors.toMap(Plan.ExitLatency::exit, Plan.ExitLatency::latencyMs));
    Map<String, String> reasons =
        plan.dropped().stream().collect(Collectors.toMap(DroppedExit::exit, DroppedExit::reason));
    json.writeArrayPropertyStart("exits");
    for (ExitUse exit : plan.behaviour().exits()) {
      Double ms = latencyMs.get(exit.name());
      json.writeStartObject();
      json.writeStringProperty("name", exit.name());
      json.writeBooleanProperty("deployed", exit.deployed());
      JsonText.number(json, "threshold", exit.threshold());
      json.writeNumberProperty("probability", exit.probability());
      JsonText.number(json, "accuracy", exit.accuracy());
      JsonText.number(
          json, "latencyMs", ms == null ? OptionalDouble.empty() : OptionalDouble.of(ms));
      if (reasons.containsKey(exit.name())) {
        json.writeStringProperty("dropped", reasons.get(exit.name()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
