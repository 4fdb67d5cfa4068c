package dev.espalier.search;

import dev.espalier.search.baseline.ForkNames;
import dev.espalier.search.baseline.SingleDevicePlanner;
import dev.espalier.search.baseline.TwoDeviceOptions;
import dev.espalier.search.baseline.TwoDevicePlanner;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.exhaustive.ExhaustivePlanner;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.search.na2023.Na2023Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** All planners by name. */
public final class Planners {
  private Planners() {}

  /** The two-layer genetic algorithm with a certificate: the planner for every day. */
  public static Planner genetic() {
    return new GeneticPlanner();
  }

  /** The exact dynamic program. */
  public static Planner exact() {
    return new ExactPlanner();
  }

  /** Every plan, one by one. */
  public static Planner exhaustive() {
    return new ExhaustivePlanner();
  }

  /** The planner of that name, empty if there is none. */
  public static Optional<Planner> named(String name, TwoDeviceOptions twoDevices) {
    return all(twoDevices).stream().filter(planner -> planner.name().equals(name)).findFirst();
  }

  /** Names of all planners, the default first. */
  public static List<String> names() {
    return all(TwoDeviceOptions.defaults()).stream().map(Planner::name).toList();
  }

  /** All planners: ours, those of the literature for any number of devices, those for two. */
  public static List<Planner> all(TwoDeviceOptions twoDevices) {
    List<Planner> all =
        new ArrayList<>(
            List.of(
                genetic(), exact(), exhaustive(), Na2023Planner.twoLayer(), Na2023Planner.basic()));
    all.add(new SingleDevicePlanner());
    IntStream.rangeClosed(1, ForkNames.ALL.size())
        .mapToObj(n -> TwoDevicePlanner.nthFork(n, twoDevices))
        .forEach(all::add);
    all.add(TwoDevicePlanner.neurosurgeon(twoDevices));
    all.add(TwoDevicePlanner.shortestPath(twoDevices));
    all.add(TwoDevicePlanner.popex(twoDevices));
    all.add(TwoDevicePlanner.dads(twoDevices));
    return List.copyOf(all);
  }
}
