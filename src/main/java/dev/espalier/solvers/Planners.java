package dev.espalier.solvers;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerProvider;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.baseline.SingleDevicePlanner;
import dev.espalier.search.baseline.TwoDevicePlanner;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.exhaustive.ExhaustivePlanner;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.search.na2023.Na2023Planner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * All planners by name: those of Espalier, then those of guests, found by {@link ServiceLoader}. Of
 * two with one name the first one counts, so that a guest replaces none of Espalier's.
 */
public final class Planners {
  private Planners() {}

  /** The two-layer genetic algorithm with a certificate: the default planner. */
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

  /** The planner of that name that uses nothing of the two-device options; empty if none. */
  public static Optional<Planner> named(String name) {
    return named(name, TwoDeviceOptions.defaults());
  }

  /**
   * The planner of that name, empty if there is none.
   *
   * @throws InvalidFieldException if planners of third parties are needed and cannot be loaded
   */
  public static Optional<Planner> named(String name, TwoDeviceOptions twoDevices) {
    // Guests are loaded only when needed: looking for them takes time.
    return first(standard(twoDevices), name).or(() -> first(all(twoDevices), name));
  }

  private static Optional<Planner> first(List<Planner> planners, String name) {
    return planners.stream().filter(planner -> planner.name().equals(name)).findFirst();
  }

  /** Names of all planners, the default first. */
  public static List<String> names() {
    return all(TwoDeviceOptions.defaults()).stream().map(Planner::name).toList();
  }

  /** Names of all planners that have a trait. */
  public static List<String> names(PlannerTrait trait) {
    return all(TwoDeviceOptions.defaults()).stream()
        .filter(planner -> planner.has(trait))
        .map(Planner::name)
        .toList();
  }

  /**
   * All planners: ours, those of the literature for any number of devices, those for two, guests.
   *
   * @throws InvalidFieldException if guests cannot be loaded
   */
  public static List<Planner> all(TwoDeviceOptions twoDevices) {
    Map<String, Planner> all = new LinkedHashMap<>();
    Stream.concat(standard(twoDevices).stream(), guests(twoDevices).stream())
        .forEach(planner -> all.putIfAbsent(planner.name(), planner));
    return List.copyOf(all.values());
  }

  private static List<Planner> standard(TwoDeviceOptions twoDevices) {
    Stream<Planner> anyNumber =
        Stream.of(
            genetic(),
            exact(),
            exhaustive(),
            Na2023Planner.twoLayer(),
            Na2023Planner.basic(),
            new SingleDevicePlanner());
    return Stream.concat(anyNumber, TwoDevicePlanner.all(twoDevices).stream()).toList();
  }

  private static List<Planner> guests(TwoDeviceOptions twoDevices) {
    try {
      return ServiceLoader.load(PlannerProvider.class).stream()
          .flatMap(provider -> provider.get().planners(twoDevices).stream())
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new InvalidFieldException(
          "solver", "a third-party solver cannot be loaded: " + e.getMessage());
    }
  }
}
