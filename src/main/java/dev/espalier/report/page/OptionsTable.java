package dev.espalier.report.page;

import dev.espalier.cost.TimeSources;
import dev.espalier.device.Device;
import dev.espalier.internal.Version;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;
import java.util.stream.Collectors;

/** What a plan was made from: the model, the devices, and every option, given or not. */
final class OptionsTable {
  private OptionsTable() {}

  static Table of(PlanningResult.Planned result) {
    NamedValues values = values(result.plan().problem());
    SearchRecord search = result.search();
    values.add("solver", search.solver()).add("seed", search.seed());
    search.solverOptions().forEach((name, value) -> values.add("solver's " + name, value));
    return values.table();
  }

  static Table of(PlanningProblem problem) {
    return values(problem).table();
  }

  private static NamedValues values(PlanningProblem problem) {
    NamedValues values =
        new NamedValues()
            .add("Espalier", Version.current())
            .add("model", problem.linearization().net().name())
            .add("catalog", problem.catalog().name())
            .add(
                "devices",
                problem.devices().stream().map(Device::name).collect(Collectors.joining(", ")))
            .add("objective", problem.objective().label())
            .add("fewest slices", problem.minSlices())
            .add("most slices", problem.maxSlices())
            .add("inferences per battery charge", problem.inferences())
            .add("energy basis", problem.energyBasis().label())
            .addIf("frames per second", problem.framesPerSecond())
            .addIf("bandwidth, Mbps", problem.bandwidthMbps());
    if (problem.isPipelined()) {
      values.add("buffers", problem.buffers());
    }
    problem
        .deadlinesMs()
        .forEach((exit, ms) -> values.add("deadline of %s, ms".formatted(exit), ms));
    problem.source().ifPresent(device -> values.add("source device", device));
    problem.sink().ifPresent(device -> values.add("sink device", device));
    problem.pinsByLayer().forEach((layer, device) -> values.add("pinned: " + layer, device));
    addSources(values, problem);
    return values;
  }

  /** Where the times of layers come from. */
  private static void addSources(NamedValues values, PlanningProblem problem) {
    if (!problem.hasGivenTimes()) {
      values.add("layer times", "assumed from operations and bytes, on every device");
      return;
    }
    TimeSources.of(problem)
        .forEach(
            (device, sources) ->
                values.add(
                    "layer times on " + device,
                    Cell.of(
                        "%s measured, %d predicted, %d assumed"
                            .formatted(
                                Numbers.count(sources.measured(), "layer"),
                                sources.predicted(),
                                sources.assumed()))));
  }
}
