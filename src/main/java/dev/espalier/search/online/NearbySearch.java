package dev.espalier.search.online;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.price.DevicePrices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The best plan whose move from a plan in force loads layers onto few devices.
 *
 * <p>Method: a set of devices may run anything; every other device may run a part of the slice that
 * it runs already, for which it loads nothing, and devices that run nothing are left out. That is a
 * planning problem with restrictions, which {@link WarmSearch} solves. Where the sets are few and
 * the problem is small, all of them are searched, and the plan is proven to be the best. Elsewhere
 * sets grow device by device: each time the one is added whose plan is the best, of those that the
 * best plan of all would load, then of others; what is found then is not proven. Deterministic.
 * O(C(N, n)) searches for n of N devices, or n times {@value #CANDIDATES}.
 */
public final class NearbySearch {
  /** Sets that are all searched. */
  private static final int MAX_SETS = 512;

  /** Devices that are tried in turn where not all sets are. */
  private static final int CANDIDATES = 16;

  private final PlanningProblem problem;
  private final List<Slice> inForce;
  private final SearchOptions options;
  private final List<String> names;
  private CostTables tables;
  private Optional<Plan> best = Optional.empty();
  private boolean isComplete = true;

  private NearbySearch(
      PlanningProblem problem, CostTables costs, List<Slice> inForce, SearchOptions options) {
    this.problem = problem;
    this.inForce = inForce;
    this.options = options;
    tables = costs;
    names = problem.devices().stream().map(Device::name).toList();
  }

  /**
   * What a search near a plan found.
   *
   * @param plan the best plan that loads layers onto so many devices at most; empty if none was
   *     found
   * @param isComplete whether it is proven to be the best of these plans, or that there is none
   */
  public record Nearby(Optional<Plan> plan, boolean isComplete) {}

  /**
   * Searches near a plan in force.
   *
   * @param problem the problem as it is now
   * @param inForce slices of the plan in force, on devices that may be gone
   * @param best a good plan, whatever it loads: the devices that it loads are tried first
   * @param devices maximum number of devices that load layers, &gt;= 0
   */
  public static Nearby search(
      PlanningProblem problem,
      List<Slice> inForce,
      Optional<Plan> best,
      int devices,
      SearchOptions options) {
    return search(problem, new CostTables(problem), inForce, best, devices, options);
  }

  /** Searches near a plan in force, with the tables of the problem. */
  static Nearby search(
      PlanningProblem problem,
      CostTables costs,
      List<Slice> inForce,
      Optional<Plan> best,
      int devices,
      SearchOptions options) {
    NearbySearch search = new NearbySearch(problem, costs, inForce, options);
    int size = Math.min(devices, search.names.size());
    if (WarmSearch.isSmall(costs) && sets(search.names.size(), size) <= MAX_SETS) {
      search.searchAll(size, 0, new ArrayList<>());
    } else {
      search.grow(size, best);
    }
    return new Nearby(search.best, search.isComplete);
  }

  private static double sets(int of, int size) {
    double sets = 1;
    for (int i = 0; i < size; i++) {
      sets = sets * (of - i) / (i + 1);
    }
    return sets;
  }

  /** Searches every set of this size that adds devices from an index on. */
  private void searchAll(int size, int from, List<String> chosen) {
    if (size == 0) {
      search(Set.copyOf(chosen));
      return;
    }
    for (int d = from; d + size <= names.size(); d++) {
      chosen.add(names.get(d));
      searchAll(size - 1, d + 1, chosen);
      chosen.remove(chosen.size() - 1);
    }
  }

  private void grow(int size, Optional<Plan> good) {
    Set<String> chosen = new LinkedHashSet<>();
    search(chosen);
    for (int i = 0; i < size; i++) {
      String next = null;
      double nextValue = Double.POSITIVE_INFINITY;
      for (String candidate : candidates(good, chosen)) {
        Set<String> grown = new LinkedHashSet<>(chosen);
        grown.add(candidate);
        double value = search(grown).map(Plan::value).orElse(Double.POSITIVE_INFINITY);
        if (next == null || value < nextValue) {
          next = candidate;
          nextValue = value;
        }
      }
      if (next == null) {
        break;
      }
      chosen.add(next);
    }
    isComplete = false;
  }

  /** The devices that a good plan would load, then those that run slices, then idle ones. */
  private List<String> candidates(Optional<Plan> good, Set<String> chosen) {
    Set<String> all = new LinkedHashSet<>();
    good.ifPresent(
        plan ->
            Move.of(problem, inForce, plan.slices(), Optional.empty())
                .slices()
                .forEach(loaded -> all.add(loaded.slice().device())));
    inForce.stream().map(Slice::device).filter(names::contains).forEach(all::add);
    all.addAll(names);
    all.removeAll(chosen);
    return all.stream().limit(CANDIDATES).toList();
  }

  /** Searches the plans that load layers onto these devices only. */
  private Optional<Plan> search(Set<String> mayLoad) {
    List<String> running = new ArrayList<>();
    List<Slice> kept = new ArrayList<>();
    for (String name : names) {
      if (mayLoad.contains(name)) {
        running.add(name);
      } else {
        Optional<Slice> own = own(name);
        own.ifPresent(kept::add);
        own.ifPresent(slice -> running.add(name));
      }
    }
    if (running.size() < problem.minSlices()
        || running.isEmpty()
        || !running.containsAll(problem.pins().values())) {
      return Optional.empty();
    }
    PlanningProblemBuilder builder = problem.toBuilder().devices(running);
    kept.forEach(slice -> builder.restrict(slice.device(), slice.from(), slice.to()));
    PlanningProblem restricted = builder.build();
    tables = tables.updated(restricted);
    boolean isPresent = inForce.stream().allMatch(slice -> running.contains(slice.device()));
    boolean isInForce = isPresent && inForce.size() <= restricted.maxSlices();
    WarmSearch.Found found =
        WarmSearch.search(
            restricted,
            tables,
            isInForce ? List.of(inForce) : List.of(),
            DevicePrices.NONE,
            options);
    isComplete &= found.isComplete();
    Optional<Plan> plan = found.best().map(each -> PlanEvaluator.evaluate(problem, each.slices()));
    if (plan.isPresent() && (best.isEmpty() || plan.get().value() < best.get().value())) {
      best = plan;
    }
    return plan;
  }

  /** What a device runs and may run, empty if nothing. */
  private Optional<Slice> own(String device) {
    Slice allowed =
        problem
            .restrictions()
            .getOrDefault(device, new Slice(device, 0, problem.linearization().length()));
    return inForce.stream()
        .filter(slice -> slice.device().equals(device))
        .filter(slice -> slice.from() < allowed.to() && allowed.from() < slice.to())
        .map(
            slice ->
                new Slice(
                    device,
                    Math.max(slice.from(), allowed.from()),
                    Math.min(slice.to(), allowed.to())))
        .findFirst();
  }
}
