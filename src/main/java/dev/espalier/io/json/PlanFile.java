package dev.espalier.io.json;

import dev.espalier.cost.PlanValidator;
import dev.espalier.internal.Version;
import dev.espalier.model.Layer;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

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
    return write(result, List.of(), withTiming);
  }

  /**
   * A planned result as text of a plan file.
   *
   * @param variants what each order of two devices comes to, where the solver chose between them
   * @param withTiming whether to write the time the search took, the one figure that differs
   *     between equal runs
   */
  public static String write(
      PlanningResult.Planned result, List<PlanningResult> variants, boolean withTiming) {
    return JsonText.of(
        json -> {
          writeSearch(json, FORMAT, result.plan().problem(), result.search());
          writeVariants(json, variants);
          writeFigures(json, result.plan(), () -> writeExits(json, result.plan()));
          writeProof(json, result, withTiming);
        });
  }

  /** The beginning of a document: what was planned, and how. */
  static void writeSearch(
      JsonGenerator json, String format, PlanningProblem problem, SearchRecord search) {
    writeHead(json, format, problem);
    json.writeStringProperty("solver", search.solver());
    json.writeStringProperty("objective", problem.objective().label());
    json.writeNumberProperty("seed", search.seed());
    writeSolverOptions(json, search);
    writeOptions(json, problem);
  }

  /** The end of a plan: how good it is, and what it took. */
  static void writeProof(JsonGenerator json, PlanningResult.Planned result, boolean withTiming) {
    json.writeNumberProperty("lowerBoundMs", result.lowerBound());
    JsonText.number(json, "gap", OptionalDouble.of(result.gap()));
    json.writeBooleanProperty("optimal", result.optimal());
    JsonText.number(json, "fitness", OptionalDouble.of(result.fitness()));
    json.writeBooleanProperty("interrupted", result.search().interrupted());
    json.writeObjectPropertyStart("statistics");
    json.writeNumberProperty("evaluations", result.search().evaluations());
    json.writeNumberProperty("generations", result.search().generations());
    if (withTiming) {
      json.writeNumberProperty("elapsedMs", result.search().elapsedMs());
    }
    json.writeEndObject();
  }

  /** The figures of a plan and the limits it breaks, as a JSON document. */
  public static String writeEvaluation(Plan plan) {
    List<Violation> violations = PlanValidator.violations(plan);
    return JsonText.of(
        json -> {
          writeHead(json, EVALUATION_FORMAT, plan.problem());
          json.writeStringProperty("objective", plan.problem().objective().label());
          writeOptions(json, plan.problem());
          writeFigures(json, plan, () -> writeExits(json, plan));
          json.writeBooleanProperty("feasible", violations.isEmpty());
          writeViolations(json, violations);
        });
  }

  /** Why there is no plan, as a JSON document. */
  public static String writeNoPlan(PlanningProblem problem, PlanningResult result) {
    return JsonText.of(json -> writeNoPlan(json, problem, result));
  }

  static void writeNoPlan(JsonGenerator json, PlanningProblem problem, PlanningResult result) {
    writeSearch(json, NO_PLAN_FORMAT, problem, result.search());
    if (result instanceof PlanningResult.Infeasible infeasible) {
      json.writeBooleanProperty("proven", true);
      json.writeBooleanProperty("eachIsEnough", infeasible.eachIsEnough());
      writeViolations(json, infeasible.violations());
    } else {
      json.writeBooleanProperty("proven", false);
      json.writeBooleanProperty("eachIsEnough", false);
      writeViolations(json, ((PlanningResult.Undecided) result).violations());
    }
  }

  static void writeHead(JsonGenerator json, String format, PlanningProblem problem) {
    json.writeStringProperty("format", format);
    json.writeStringProperty("espalier", Version.current());
    json.writeStringProperty("model", problem.linearization().net().name());
    json.writeStringProperty("catalog", problem.catalog().name());
  }

  private static void writeSolverOptions(JsonGenerator json, SearchRecord search) {
    if (!search.solverOptions().isEmpty()) {
      JsonText.texts(json, "solverOptions", search.solverOptions());
    }
  }

  private static void writeVariants(JsonGenerator json, List<PlanningResult> variants) {
    if (!variants.isEmpty()) {
      json.writeArrayPropertyStart("orders");
      for (PlanningResult each : variants) {
        json.writeStartObject();
        json.writeStringProperty("local", each.search().solverOptions().get("local"));
        json.writeStringProperty("remote", each.search().solverOptions().get("remote"));
        JsonText.number(
            json,
            "latencyMs",
            each instanceof PlanningResult.Planned planned
                ? OptionalDouble.of(planned.plan().value())
                : OptionalDouble.empty());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  static void writeOptions(JsonGenerator json, PlanningProblem problem) {
    json.writeObjectPropertyStart("options");
    JsonText.strings(
        json, "devices", problem.devices().stream().map(device -> device.name()).toList());
    json.writeNumberProperty("minPartitions", problem.minSlices());
    json.writeNumberProperty("maxPartitions", problem.maxSlices());
    json.writeNumberProperty("inferences", problem.inferences());
    if (problem.bandwidthMbps().isPresent()) {
      json.writeNumberProperty("bandwidthMbps", problem.bandwidthMbps().getAsDouble());
    }
    problem.source().ifPresent(source -> json.writeStringProperty("source", source));
    problem.sink().ifPresent(sink -> json.writeStringProperty("sink", sink));
    if (!problem.pins().isEmpty()) {
      json.writeObjectPropertyStart("pins");
      problem
          .pins()
          .forEach(
              (position, device) ->
                  json.writeStringProperty(problem.linearization().layer(position).name(), device));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /**
   * Everything that follows from a plan.
   *
   * @param exits writes the list of exits
   */
  static void writeFigures(JsonGenerator json, Plan plan, Runnable exits) {
    writeSlices(json, plan);
    json.writeArrayPropertyStart("partition");
    for (boolean cut : plan.partition()) {
      json.writeNumber(cut ? 1 : 0);
    }
    json.writeEndArray();
    json.writeNumberProperty("latencyMs", plan.value());
    json.writeNumberProperty("expectedLatencyMs", plan.expectedLatencyMs());
    json.writeNumberProperty("worstCaseLatencyMs", plan.worstCaseLatencyMs());
    exits.run();
    json.writeArrayPropertyStart("devices");
    for (Plan.DeviceUse use : plan.devices()) {
      json.writeStartObject();
      json.writeStringProperty("name", use.device());
      json.writeNumberProperty("memoryMiB", use.memoryMiB());
      JsonText.number(json, "energyJ", use.energyJ());
      json.writeNumberProperty("busyMs", use.busyMs());
      json.writeObjectPropertyStart("limits");
      JsonText.number(json, "memoryMiB", use.memoryLimitMiB());
      JsonText.number(json, "energyJ", use.energyLimitJ());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeExits(JsonGenerator json, Plan plan) {
    json.writeArrayPropertyStart("exits");
    for (Plan.ExitLatency exit : plan.exits()) {
      json.writeStartObject();
      json.writeStringProperty("name", exit.exit());
      json.writeNumberProperty("probability", exit.probability());
      json.writeNumberProperty("latencyMs", exit.latencyMs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeSlices(JsonGenerator json, Plan plan) {
    List<Layer> layers = plan.problem().linearization().layers();
    json.writeArrayPropertyStart("slices");
    for (Slice slice : plan.slices()) {
      json.writeStartObject();
      json.writeStringProperty("device", slice.device());
      json.writeNumberProperty("from", slice.from());
      json.writeNumberProperty("to", slice.to());
      JsonText.strings(
          json,
          "layers",
          layers.subList(slice.from(), slice.to()).stream().map(Layer::name).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void writeViolations(JsonGenerator json, List<Violation> violations) {
    json.writeArrayPropertyStart("violations");
    violations.forEach(violation -> writeViolation(json, violation));
    json.writeEndArray();
  }

  private static void writeViolation(JsonGenerator json, Violation violation) {
    json.writeStartObject();
    json.writeStringProperty("subject", violation.subject());
    if (violation instanceof Violation.LimitExceeded exceeded) {
      json.writeStringProperty("limit", exceeded.limit().name() + exceeded.limit().unit());
      writeShortfall(json, exceeded.needed(), exceeded.allowed());
    } else if (violation instanceof Violation.PathLimitExceeded exceeded) {
      json.writeStringProperty("limit", exceeded.limit().objective().label());
      writeShortfall(json, exceeded.needed(), exceeded.limit().allowed());
    }
    json.writeStringProperty("message", violation.message());
    json.writeEndObject();
  }

  private static void writeShortfall(JsonGenerator json, double needed, double limit) {
    json.writeNumberProperty("needed", needed);
    json.writeNumberProperty("allowed", limit);
    json.writeNumberProperty("shortBy", needed - limit);
  }
}
