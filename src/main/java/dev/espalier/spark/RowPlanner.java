package dev.espalier.spark;

import dev.espalier.exit.ExitData;
import dev.espalier.io.batch.OutcomeLines;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.csv.ExitDataFile;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.io.json.request.ScenarioReader;
import dev.espalier.io.line.InputLine;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Plan;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.study.batch.Outcome;
import dev.espalier.study.batch.Outcome.Searched;
import dev.espalier.study.sweep.ExitPick;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
   * @param exits measured behavior of the exits of that network; null if there is none
   * @param inputs the files
   * @param job what distinguishes this job from all others
   */
  record Settings(String model, String catalog, Exits exits, ShippedInputs inputs, String job)
      implements Serializable {}

  /**
   * Measured behavior of exits.
   *
   * @param path absolute path of its file on the driver
   * @param threshold threshold of all side exits of rows that have none of their own
   */
  record Exits(String path, double threshold) implements Serializable {}

  /** The planner of a job in this process. */
  static RowPlanner of(Settings settings) throws IOException {
    return KEPT.get(
        settings.job(),
        () ->
            settings
                .inputs()
                .open(
                    (in, folder) ->
                        new RowPlanner(new ScenarioReader(defaults(settings, in, folder), in))));
  }

  private static ScenarioDefaults defaults(Settings settings, ScenarioInputs in, Path folder) {
    ScenarioDefaults none = ScenarioDefaults.none();
    Optional<BranchyNet> net = Optional.ofNullable(settings.model()).map(in::model);
    return new ScenarioDefaults(
        net,
        Optional.ofNullable(settings.catalog()).map(in::catalog),
        Optional.ofNullable(settings.exits()).map(exits -> pick(exits, net.get(), folder)),
        none.constraints(),
        none.solver(),
        none.twoDevices(),
        none.search());
  }

  private static ExitPick pick(Exits exits, BranchyNet net, Path folder) {
    ExitData data = ExitDataFile.read(ShippedInputs.in(folder, exits.path()), net);
    List<String> conditions = data.conditions();
    return new ExitPick(
        data,
        conditions.size() == 1 ? Optional.of(conditions.get(0)) : Optional.empty(),
        OptionalDouble.of(exits.threshold()));
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
