package dev.espalier.study.replay;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.predict.RatePredictors;
import dev.espalier.study.breakpoint.BreakpointFinder;
import dev.espalier.study.breakpoint.Breakpoints;
import dev.espalier.study.breakpoint.Stretch;
import dev.espalier.study.sweep.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs policies along a trace and finds the cheapest course in hindsight. Reproducible as the
 * planner is.
 */
public final class Replayer {
  private static final String CLAIRVOYANT = "clairvoyant";
  private static final String BEST_FIXED = "best-fixed";

  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;

  /**
   * Creates a replayer.
   *
   * @param planner planner of the plans of the clairvoyant, and of the first plan of each policy
   * @param options options of each search
   * @param listener receives progress updates
   */
  public Replayer(Planner planner, SearchOptions options, Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
    this.listener = listener;
  }

  /**
   * A policy of a replay.
   *
   * @param name its name for users
   * @param policy when it moves; all policies of a replay have the same cost of moving
   * @param predictor name of the predictor of the rate, one of {@link RatePredictors}
   */
  public record Contestant(String name, MovePolicy policy, String predictor) {}

  /**
   * Replays.
   *
   * @param contestants at least one
   * @return empty if there is a rate of the trace at which no plan works
   */
  public Optional<Replay> replay(TracedProblem traced, List<Contestant> contestants) {
    MovePolicy moving = contestants.get(0).policy();
    CostsOverTime costs = new CostsOverTime(traced, moving);
    Pool pool = pool(traced);
    Optional<Course> clairvoyant = new Clairvoyant(costs, pool.plans()).course(CLAIRVOYANT);
    List<Course> courses = new ArrayList<>();
    for (Contestant each : contestants) {
      listener.accept("policy " + each.name());
      new PolicyRun(costs, each.policy(), RatePredictors.named(each.predictor()).get())
          .course(each.name(), planner, options)
          .ifPresent(courses::add);
    }
    if (clairvoyant.isEmpty() || courses.size() < contestants.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Replay(
            traced,
            moving.switching(),
            pool.plans(),
            pool.isExact(),
            clairvoyant.get(),
            bestFixed(costs, pool.plans()),
            courses));
  }

  /**
   * Plans, each of which is the best one at some rate.
   *
   * @param isExact whether no other plan would make a course cheaper
   */
  private record Pool(List<List<Slice>> plans, boolean isExact) {}

  private Pool pool(TracedProblem traced) {
    double[] rates =
        IntStream.range(0, traced.steps()).mapToDouble(traced::mbps).sorted().distinct().toArray();
    double from = rates[0];
    double to = rates[rates.length - 1];
    PlanningProblem problem = traced.problem();
    // The finder sets the default bandwidth of the catalog, which one of the problem would hide.
    BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems =
        (net, catalog) ->
            traced.link().ends().isPresent()
                ? problem.withCatalog(catalog)
                : problem.toBuilder().bandwidthMbps(catalog.network().bandwidthMbps()).build();
    Setting base = Setting.of(problem.linearization().net(), problem.catalog());
    Breakpoints found =
        new BreakpointFinder(planner, options, listener)
            .find(base, traced.link(), from, from < to ? to : Math.nextUp(from), problems);
    List<List<Slice>> plans =
        found.stretches().stream()
            .map(Stretch::slices)
            .filter(slices -> !slices.isEmpty())
            .distinct()
            .toList();
    return new Pool(plans, found.isProven() && !hasKinks(traced, from, to));
  }

  /** Whether values of plans have kinks, as a device's access is narrower than the default. */
  private static boolean hasKinks(TracedProblem traced, double from, double to) {
    return traced.link().ends().isEmpty()
        && traced.problem().catalog().devices().stream()
            .flatMap(device -> Stream.of(device.uplinkMbps(), device.downlinkMbps()))
            .flatMapToDouble(OptionalDouble::stream)
            .anyMatch(mbps -> mbps > from && mbps < to);
  }

  private static Course bestFixed(CostsOverTime costs, List<List<Slice>> plans) {
    return plans.stream()
        .map(plan -> costs.course(BEST_FIXED, plan, List.of()))
        .min(Comparator.comparingDouble(Course::cost))
        .orElseThrow();
  }
}
