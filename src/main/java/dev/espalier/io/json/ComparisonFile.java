package dev.espalier.io.json;

import dev.espalier.search.PlanningResult;
import dev.espalier.study.Comparison;
import dev.espalier.study.LatencySummary;
import dev.espalier.study.LeftOut;
import dev.espalier.study.SolverRuns;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** Comparisons of solvers as {@code espalier-comparison/1} documents. */
public final class ComparisonFile {
  private static final String FORMAT = "espalier-comparison/1";

  private ComparisonFile() {}

  /**
   * A comparison as text of a JSON document.
   *
   * @param runs seeds of each stochastic solver
   * @param seed the first of them
   * @param ours the solver that the others are tested against
   * @param withTiming whether to write how long solvers took
   */
  public static String write(
      Comparison comparison, int runs, long seed, String ours, boolean withTiming) {
    return JsonText.of(
        json -> {
          PlanFile.writeHead(json, FORMAT, comparison.problem());
          json.writeStringProperty("objective", comparison.problem().objective().label());
          PlanFile.writeOptions(json, comparison.problem());
          json.writeNumberProperty("seed", seed);
          json.writeNumberProperty("runs", runs);
          json.writeBooleanProperty("complete", comparison.isComplete());
          JsonText.number(json, "referenceMs", referenceMs(comparison));
          json.writeBooleanProperty(
              "referenceIsOptimum",
              comparison.reference().filter(Comparison.Reference::isOptimum).isPresent());
          json.writeArrayPropertyStart("solvers");
          for (SolverRuns solver : comparison.solvers()) {
            json.writeStartObject();
            writeSolver(json, comparison, solver, ours, withTiming);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("leftOut");
          for (LeftOut solver : comparison.leftOut()) {
            json.writeStartObject();
            json.writeStringProperty("solver", solver.solver());
            json.writeStringProperty("reason", solver.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static OptionalDouble referenceMs(Comparison comparison) {
    return comparison.reference().stream().mapToDouble(Comparison.Reference::latencyMs).findFirst();
  }

  private static void writeSolver(
      JsonGenerator json,
      Comparison comparison,
      SolverRuns solver,
      String ours,
      boolean withTiming) {
    json.writeStringProperty("solver", solver.solver());
    json.writeBooleanProperty("stochastic", solver.isStochastic());
    json.writeNumberProperty("runs", solver.results().size());
    json.writeArrayPropertyStart("solverOptions");
    for (PlanningResult result : solver.results()) {
      if (!result.search().solverOptions().isEmpty()) {
        json.writeStartObject();
        result.search().solverOptions().forEach(json::writeStringProperty);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeNumberProperty("planned", solver.planned().size());
    json.writeNumberProperty("stopped", solver.stopped());
    Optional<LatencySummary> summary = solver.latency();
    json.writeName("latencyMs");
    summary.ifPresentOrElse(latency -> writeLatency(json, latency), json::writeNull);
    json.writeArrayPropertyStart("latenciesMs");
    for (double latencyMs : solver.latenciesMs()) {
      json.writeNumber(latencyMs);
    }
    json.writeEndArray();
    JsonText.number(json, "gap", summary.map(comparison::gap).orElse(OptionalDouble.empty()));
    JsonText.number(json, "deviceAverageEnergyJ", solver.deviceAverageEnergyJ());
    if (withTiming) {
      json.writeNumberProperty("planningMs", solver.planningMs());
    }
    JsonText.number(json, "p", comparison.significance(ours, solver));
  }

  private static void writeLatency(JsonGenerator json, LatencySummary latency) {
    json.writeStartObject();
    json.writeNumberProperty("average", latency.average());
    json.writeNumberProperty("maximum", latency.maximum());
    json.writeNumberProperty("minimum", latency.minimum());
    json.writeNumberProperty("mode", latency.mode());
    json.writeNumberProperty("standardDeviation", latency.standardDeviation());
    json.writeEndObject();
  }
}
