package dev.espalier.io.json;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepPoint;
import dev.espalier.study.sweep.Value;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** Sweeps as {@code espalier-sweep/1} documents. */
public final class SweepFile {
  private static final String FORMAT = "espalier-sweep/1";

  private SweepFile() {}

  /**
   * A sweep as text of a JSON document.
   *
   * @param solver the solver of every point
   * @param seed its seed
   * @param withTiming whether to write how long planning took
   */
  public static String write(Sweep sweep, String solver, long seed, boolean withTiming) {
    return JsonText.of(
        json -> {
          PlanFile.writeHead(json, FORMAT, sweep.problem());
          json.writeStringProperty("solver", solver);
          json.writeStringProperty("objective", sweep.problem().objective().label());
          json.writeNumberProperty("seed", seed);
          PlanFile.writeOptions(json, sweep.problem());
          sweep.base().exits().ifPresent(exits -> writeFixed(json, exits));
          json.writeArrayPropertyStart("parameters");
          sweep.grid().axes().forEach(axis -> writeAxis(json, axis));
          json.writeEndArray();
          json.writeBooleanProperty("complete", sweep.isComplete());
          json.writeArrayPropertyStart("points");
          for (SweepPoint point : sweep.points()) {
            json.writeStartObject();
            json.writeObjectPropertyStart("values");
            for (int i = 0; i < point.values().size(); i++) {
              json.writeName(sweep.grid().axes().get(i).parameter().name());
              writeValue(json, point.values().get(i));
            }
            json.writeEndObject();
            writeOutcome(json, point, withTiming);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** What all points have in common of measured exit behaviour. */
  private static void writeFixed(JsonGenerator json, ExitPick exits) {
    exits.condition().ifPresent(name -> json.writeStringProperty("condition", name));
    exits.threshold().ifPresent(value -> json.writeNumberProperty("threshold", value));
  }

  private static void writeAxis(JsonGenerator json, Axis axis) {
    json.writeStartObject();
    json.writeStringProperty("name", axis.parameter().name());
    json.writeStringProperty("unit", axis.parameter().unit());
    json.writeArrayPropertyStart("values");
    axis.values().forEach(value -> writeValue(json, value));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, Value value) {
    if (value.isNumber()) {
      json.writeNumber(value.number());
    } else {
      json.writeString(value.text());
    }
  }

  private static void writeOutcome(JsonGenerator json, SweepPoint point, boolean withTiming) {
    point.accuracy().ifPresent(accuracy -> json.writeNumberProperty("accuracy", accuracy));
    json.writeBooleanProperty("planned", point.planned().isPresent());
    point.planned().ifPresent(planned -> writePlan(json, planned, point.isPlanChanged()));
    point.contradiction().ifPresent(reason -> json.writeStringProperty("contradiction", reason));
    if (point.result().isPresent()) {
      PlanningResult result = point.result().get();
      if (point.planned().isEmpty()) {
        boolean isProven = result instanceof PlanningResult.Infeasible;
        json.writeBooleanProperty("proven", isProven);
        PlanFile.writeViolations(json, violations(result));
      }
      json.writeBooleanProperty("interrupted", result.search().interrupted());
      if (withTiming) {
        json.writeNumberProperty("elapsedMs", result.search().elapsedMs());
      }
    }
  }

  private static List<Violation> violations(PlanningResult result) {
    return result instanceof PlanningResult.Infeasible infeasible
        ? infeasible.violations()
        : ((PlanningResult.Undecided) result).violations();
  }

  private static void writePlan(
      JsonGenerator json, PlanningResult.Planned planned, boolean isChanged) {
    Plan plan = planned.plan();
    json.writeNumberProperty("latencyMs", plan.value());
    json.writeNumberProperty("expectedLatencyMs", plan.expectedLatencyMs());
    json.writeNumberProperty("worstCaseLatencyMs", plan.worstCaseLatencyMs());
    json.writeNumberProperty("lowerBoundMs", planned.lowerBound());
    JsonText.number(json, "gap", OptionalDouble.of(planned.gap()));
    json.writeBooleanProperty("optimal", planned.optimal());
    json.writeBooleanProperty("planChanged", isChanged);
    json.writeArrayPropertyStart("slices");
    for (Slice slice : plan.slices()) {
      json.writeStartObject();
      json.writeStringProperty("device", slice.device());
      json.writeNumberProperty("from", slice.from());
      json.writeNumberProperty("to", slice.to());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
