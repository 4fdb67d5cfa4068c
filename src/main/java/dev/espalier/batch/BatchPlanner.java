package dev.espalier.batch;

import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.batch.OutcomeLines;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.io.json.request.ScenarioReader;
import dev.espalier.io.line.InputLine;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.Outcome;
import dev.espalier.study.batch.Outcome.Searched;
import dev.espalier.study.batch.ScenarioSpace;
import dev.espalier.study.sweep.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Plans scenarios, from line to line. Equal lines give equal lines, wherever and in whatever order
 * they are planned. Thread-safe.
 */
public final class BatchPlanner {
  private static final double NS_PER_MS = 1e6;

  private final ScenarioLines scenarios;
  private final ScenarioReader reader;
  private final OutcomeLines outcomes;
  private final List<String> shown;

  /**
   * @param scenarios parses lines
   * @param reader makes scenarios of what was parsed
   * @param outcomes writes lines
   * @param shown names of the fields that are shown beside each outcome
   */
  public BatchPlanner(
      ScenarioLines scenarios, ScenarioReader reader, OutcomeLines outcomes, List<String> shown) {
    this.scenarios = scenarios;
    this.reader = reader;
    this.outcomes = outcomes;
    this.shown = List.copyOf(shown);
  }

  /**
   * The planner of a batch.
   *
   * @param scenarios parses lines
   * @param defaults what holds where a scenario says nothing else
   * @param inputs where networks and devices come from
   * @param space what is generated, whose parameters are shown beside each outcome; empty if
   *     scenarios have a file
   * @param results format of the results
   */
  public static BatchPlanner of(
      ScenarioLines scenarios,
      ScenarioDefaults defaults,
      ScenarioInputs inputs,
      Optional<ScenarioSpace> space,
      LineFormat results) {
    List<String> shown =
        space.stream().flatMap(each -> each.parameters().stream()).map(Parameter::name).toList();
    return new BatchPlanner(
        scenarios, new ScenarioReader(defaults, inputs), new OutcomeLines(results, shown), shown);
  }

  /**
   * What came of a line.
   *
   * @param text the line of results, ended by LF
   * @param summary what is counted
   */
  public record Result(String text, BatchSummary summary) {}

  /** The line in front of all results; empty if there is none. */
  public String header() {
    return outcomes.header();
  }

  /**
   * Plans the scenario of a line.
   *
   * @param cancelled whether the whole batch is to stop; the result is then not to be used
   */
  public Result plan(InputLine line, BooleanSupplier cancelled) {
    long start = System.nanoTime();
    ScenarioLines.Result result =
        scenarios.result(line, shown, reader, scenario -> scenario.plan(cancelled));
    double ms = (System.nanoTime() - start) / NS_PER_MS;
    Outcome outcome = result.outcome();
    double gap =
        outcome instanceof Searched searched && searched.result() instanceof Planned planned
            ? planned.gap()
            : Double.POSITIVE_INFINITY;
    return new Result(
        outcomes.line(line.number(), result),
        BatchSummary.of(
            line.number(), outcome.id(), outcome.status(), gap, OutcomeLines.message(outcome), ms));
  }
}
