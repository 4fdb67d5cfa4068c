package dev.espalier.spark;

import dev.espalier.io.batch.OutcomeLines;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioReader;
import dev.espalier.io.line.InputLine;
import dev.espalier.plan.Plan;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.study.batch.Outcome;
import dev.espalier.study.batch.Outcome.Searched;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Plans rows on a worker. Thread-safe. */
final class RowPlanner {
  private static final Kept<RowPlanner> KEPT = new Kept<>();

  private final ScenarioLines lines = ScenarioLines.json();
  private final ScenarioReader reader;

  private RowPlanner(ScenarioReader reader) {
    this.reader = reader;
  }

  /**
   * What goes to the workers.
   *
   * @param model name of the network of rows that name none; null if there is none
   * @param catalog name of the devices of rows that name none; null if there are none
   * @param inputs the files
   * @param job what distinguishes this job from all others
   */
  record Settings(String model, String catalog, ShippedInputs inputs, String job)
      implements Serializable {}

  /** The planner of a job in this process. */
  static RowPlanner of(Settings settings) throws IOException {
    return KEPT.get(
        settings.job(),
        () ->
            settings
                .inputs()
                .open(
                    (in, folder) -> {
                      ScenarioDefaults none = ScenarioDefaults.none();
                      return new RowPlanner(
                          new ScenarioReader(
                              new ScenarioDefaults(
                                  Optional.ofNullable(settings.model()).map(in::model),
                                  Optional.ofNullable(settings.catalog()).map(in::catalog),
                                  none.exits(),
                                  none.constraints(),
                                  none.solver(),
                                  none.twoDevices(),
                                  none.search()),
                              in));
                    }));
  }

  /** Plans rows as their results are taken. */
  Iterator<ScenarioResult> plan(Iterator<ScenarioRow> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public ScenarioResult next() {
        return plan(rows.next());
      }
    };
  }

  private ScenarioResult plan(ScenarioRow row) {
    InputLine line = InputLine.of(1, ScenarioRowText.of(row));
    Outcome outcome =
        lines
            .result(line, List.of(), reader, scenario -> scenario.plan(Tasks::isCancelled))
            .outcome();
    Tasks.check();
    ScenarioResult result = new ScenarioResult();
    result.setId(outcome.id().orElse(row.getId()));
    result.setStatus(outcome.status().label());
    if (outcome instanceof Searched searched && searched.result() instanceof Planned planned) {
      describe(planned, result);
    } else {
      result.setMessage(OutcomeLines.message(outcome));
    }
    return result;
  }

  private static void describe(Planned planned, ScenarioResult result) {
    Plan plan = planned.plan();
    result.setObjective(plan.problem().objective().label());
    result.setValue(plan.value());
    result.setUnit(plan.problem().objective().unit());
    result.setLowerBound(planned.lowerBound());
    result.setGap(Double.isFinite(planned.gap()) ? planned.gap() : null);
    result.setOptimal(planned.optimal());
    result.setExpectedLatencyMs(plan.expectedLatencyMs());
    result.setWorstCaseLatencyMs(plan.worstCaseLatencyMs());
    result.setSlices(plan.slices().stream().map(PlacedSlice::of).toList());
  }
}
