package dev.espalier.io.batch;

import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.ViolationEntry;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.report.Value;
import dev.espalier.report.plan.NoPlanWords;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.study.SliceWords;
import dev.espalier.study.batch.Outcome;
import dev.espalier.study.batch.Outcome.Failed;
import dev.espalier.study.batch.Outcome.Invalid;
import dev.espalier.study.batch.Outcome.Obstructed;
import dev.espalier.study.batch.Outcome.Searched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes outcomes as lines. Equal outcomes give equal bytes: times are not among them. Thread-safe.
 */
public final class OutcomeLines {
  private static final List<String> COLUMNS =
      List.of(
          "status",
          "objective",
          "value",
          "unit",
          "lowerBound",
          "gap",
          "optimal",
          "expectedLatencyMs",
          "worstCaseLatencyMs",
          "plan",
          "message");

  private final LineFormat format;
  private final List<String> varied;

  /**
   * @param varied names of the parameters whose values are shown beside each outcome; empty where
   *     the scenarios have a file of their own
   */
  public OutcomeLines(LineFormat format, List<String> varied) {
    this.format = format;
    this.varied = List.copyOf(varied);
  }

  /** The line in front of all others; empty if there is none. */
  public String header() {
    return format == LineFormat.JSON
        ? ""
        : CsvRenderer.row(
            Stream.of(Stream.of("line", "id"), varied.stream(), COLUMNS.stream())
                .flatMap(names -> names)
                .map(Value::of)
                .toList());
  }

  /**
   * The line of an outcome, ended by LF.
   *
   * @param line number of the scenario's line
   */
  public String line(long line, ScenarioLines.Result result) {
    return format == LineFormat.JSON
        ? json(line, result.values(), result.outcome())
        : CsvRenderer.row(row(line, result.values(), result.outcome()));
  }

  /** What is wrong, or why there is no plan; empty if there is one. */
  public static String message(Outcome outcome) {
    if (outcome instanceof Invalid invalid) {
      return invalid.message();
    }
    if (outcome instanceof Failed failed) {
      return failed.message();
    }
    if (outcome instanceof Obstructed obstructed) {
      return obstructed.obstacle();
    }
    PlanningResult result = ((Searched) outcome).result();
    if (result instanceof Planned) {
      return "";
    }
    String reasons =
        NoPlanWords.violations(result).stream()
            .map(Violation::message)
            .collect(Collectors.joining("; "));
    return NoPlanWords.of(result) + (reasons.isEmpty() ? "" : " " + reasons);
  }

  private static Optional<Planned> planned(Outcome outcome) {
    return outcome instanceof Searched searched && searched.result() instanceof Planned planned
        ? Optional.of(planned)
        : Optional.empty();
  }

  private record Head(long line, Optional<String> id, String status) {}

  private record PlanEntry(
      String objective,
      double value,
      String unit,
      double lowerBound,
      double gap,
      boolean optimal,
      double expectedLatencyMs,
      double worstCaseLatencyMs,
      List<Slice> slices) {
    static PlanEntry of(Planned planned) {
      Plan plan = planned.plan();
      return new PlanEntry(
          plan.problem().objective().label(),
          plan.value(),
          plan.problem().objective().unit(),
          planned.lowerBound(),
          planned.gap(),
          planned.optimal(),
          plan.expectedLatencyMs(),
          plan.worstCaseLatencyMs(),
          plan.slices());
    }
  }

  private record NoPlanEntry(String message, Optional<List<ViolationEntry>> violations) {
    static NoPlanEntry of(Outcome outcome) {
      Optional<List<ViolationEntry>> violations =
          outcome instanceof Searched searched
              ? Optional.of(ViolationEntry.of(NoPlanWords.violations(searched.result())))
                  .filter(entries -> !entries.isEmpty())
              : Optional.empty();
      return new NoPlanEntry(OutcomeLines.message(outcome), violations);
    }
  }

  private String json(long line, List<Object> values, Outcome outcome) {
    Optional<Planned> planned = planned(outcome);
    Map<String, Object> shown = new LinkedHashMap<>();
    for (int i = 0; i < varied.size(); i++) {
      shown.put(varied.get(i), values.get(i));
    }
    return JsonDocument.line(
        new Head(line, outcome.id(), outcome.status().label()),
        shown.isEmpty() ? Optional.empty() : Optional.of(Map.of("scenario", shown)),
        planned.isPresent() ? PlanEntry.of(planned.get()) : NoPlanEntry.of(outcome));
  }

  private List<Value> row(long line, List<Object> values, Outcome outcome) {
    List<Value> row = new ArrayList<>();
    row.add(Value.of(line));
    row.add(Value.of(outcome.id().orElse("")));
    values.forEach(value -> row.add(value(value)));
    row.add(Value.of(outcome.status().label()));
    Optional<Planned> planned = planned(outcome);
    if (planned.isPresent()) {
      PlanEntry entry = PlanEntry.of(planned.get());
      row.addAll(
          List.of(
              Value.of(entry.objective()),
              Value.of(entry.value()),
              Value.of(entry.unit()),
              Value.of(entry.lowerBound()),
              Value.finite(entry.gap()),
              Value.of(entry.optimal()),
              Value.of(entry.expectedLatencyMs()),
              Value.of(entry.worstCaseLatencyMs()),
              Value.of(SliceWords.of(entry.slices())),
              Value.of("")));
    } else {
      for (int i = 0; i < COLUMNS.size() - 2; i++) {
        row.add(Value.NONE);
      }
      row.add(Value.of(message(outcome)));
    }
    return row;
  }

  private static Value value(Object value) {
    if (value == null) {
      return Value.NONE;
    }
    return value instanceof Number number
        ? Value.of(number.doubleValue())
        : Value.of(String.valueOf(value));
  }
}
