package dev.espalier.io.json.request;

import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.study.sweep.ExitPick;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What holds for the scenarios that say nothing else.
 *
 * @param model the network
 * @param catalog the devices and links
 * @param exits measured behavior of the exits of that network
 * @param constraints sets objective and constraints of a problem; thread-safe
 * @param solver name of the planner
 * @param twoDevices options of planners for two devices
 * @param search seed, gap and time limit
 */
public record ScenarioDefaults(
    Optional<BranchyNet> model,
    Optional<ProfiledCatalog> catalog,
    Optional<ExitPick> exits,
    Consumer<PlanningProblemBuilder> constraints,
    String solver,
    TwoDeviceOptions twoDevices,
    SearchOptions search) {

  /** Nothing but the default planner. */
  public static ScenarioDefaults none() {
    return new ScenarioDefaults(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        builder -> {},
        GeneticPlanner.NAME,
        TwoDeviceOptions.defaults(),
        SearchOptions.defaults());
  }
}
