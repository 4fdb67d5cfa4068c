package dev.espalier.search.baseline;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.search.OwnPeriod;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import dev.espalier.search.TwoDeviceOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A method of the literature that cuts a network once, between two devices. Where these are not
 * named, it plans both orders of the problem's first two devices and returns the plan of less
 * latency, whatever the method minimizes between the two.
 *
 * <p>Guarantee: that of the method's own Javadoc, for its two devices; none for the problem. It
 * makes no random choice. Thread-safe.
 */
public final class TwoDevicePlanner implements Planner {
  private final String name;
  private final Set<PlannerTrait> traits;
  private final CutRule rule;
  private final TwoDeviceOptions options;

  private TwoDevicePlanner(
      String name, Set<PlannerTrait> traits, CutRule rule, TwoDeviceOptions options) {
    this.name = name;
    this.traits = traits;
    this.rule = rule;
    this.options = options;
  }

  /** Cuts after the n-th fork, counted from 1: {@link ForkRule}. */
  public static Planner nthFork(int n, TwoDeviceOptions options) {
    return new TwoDevicePlanner(
        ForkNames.ALL.get(n - 1),
        Set.of(PlannerTrait.TWO_DEVICE, PlannerTrait.IN_SERIES),
        new ForkRule(n),
        options);
  }

  /** The best single cut, by looking at each: {@link NeurosurgeonRule}. */
  public static Planner neurosurgeon(TwoDeviceOptions options) {
    return new TwoDevicePlanner(
        "neurosurgeon",
        Set.of(PlannerTrait.TWO_DEVICE, PlannerTrait.LOAD_AWARE),
        new NeurosurgeonRule(options.remoteLoad(), options.goal()),
        options);
  }

  /** The best single cut, as a shortest path: {@link ShortestPathRule}. */
  public static Planner shortestPath(TwoDeviceOptions options) {
    return of("shortest-path", new ShortestPathRule(), options);
  }

  /** A shortest path that runs side branches on the local device only: {@link PopexRule}. */
  public static Planner popex(TwoDeviceOptions options) {
    return of("popex", new PopexRule(), options);
  }

  /** The minimum cut of the layer graph: {@link DadsRule}. */
  public static Planner dads(TwoDeviceOptions options) {
    return of("dads", new DadsRule(), options);
  }

  private static Planner of(String name, CutRule rule, TwoDeviceOptions options) {
    return new TwoDevicePlanner(name, Set.of(PlannerTrait.TWO_DEVICE), rule, options);
  }

  /** All of them, the forks first. */
  public static List<Planner> all(TwoDeviceOptions options) {
    Stream<Planner> forks =
        IntStream.rangeClosed(1, ForkNames.ALL.size()).mapToObj(n -> nthFork(n, options));
    return Stream.concat(
            forks,
            Stream.of(neurosurgeon(options), shortestPath(options), popex(options), dads(options)))
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return traits;
  }

  @Override
  public boolean concerns(PlanningProblem problem) {
    return rule.concerns(problem);
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    if (problem.devices().size() < 2) {
      return Optional.of("two devices are needed, but one may be used");
    }
    return problem.minSlices() > 2
        ? Optional.of("two slices at most, but %d are required".formatted(problem.minSlices()))
        : rule.misfit(problem);
  }

  @Override
  public List<Planner> variants(PlanningProblem problem) {
    if (options.pair().isPresent()) {
      return List.of(this);
    }
    checkFits(problem);
    String first = problem.devices().get(0).name();
    String second = problem.devices().get(1).name();
    return List.of(between(first, second), between(second, first));
  }

  private TwoDevicePlanner between(String local, String remote) {
    return new TwoDevicePlanner(
        name, traits, rule, options.withPair(new DevicePair(local, remote)));
  }

  /**
   * Plans.
   *
   * @throws InvalidFieldException if the problem has fewer than two devices or does not allow two
   *     slices, lacks the named devices, or the network lacks the fork
   */
  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions search) {
    checkFits(problem);
    return options.pair().isPresent()
        ? plan(problem, options.pair().get(), search)
        : PlanningResult.best(
            variants(problem).stream().map(each -> each.plan(problem, search)).toList());
  }

  private PlanningResult plan(PlanningProblem problem, DevicePair pair, SearchOptions search) {
    return OwnPeriod.plan(problem, search, (known, options) -> cut(known, pair, options));
  }

  private PlanningResult cut(PlanningProblem problem, DevicePair pair, SearchOptions search) {
    StopSignal clock = StopSignal.start(search);
    CostTables costs = new CostTables(problem);
    PairCosts pairCosts =
        new PairCosts(problem, costs, pair.localIndex(problem), pair.remoteIndex(problem));
    OptionalInt boundary = rule.boundaryOrBest(pairCosts);
    Plan plan =
        PlanEvaluator.evaluate(problem, pairCosts.slices(boundary.orElseGet(pairCosts::nearest)));
    SearchRecord record =
        new SearchRecord(
            name, search.seed(), pairCosts.priced(), 0, clock.elapsedMs(), false, optionsFor(pair));
    var violations = PlanValidator.violations(plan);
    return violations.isEmpty()
        ? PlanningResult.Planned.bounded(plan, costs, record)
        : new PlanningResult.Undecided(violations, record);
  }

  private SortedMap<String, String> optionsFor(DevicePair pair) {
    SortedMap<String, String> recorded = new TreeMap<>();
    recorded.put("local", pair.local());
    recorded.put("remote", pair.remote());
    if (has(PlannerTrait.LOAD_AWARE)) {
      recorded.put("goal", options.goal().label());
      recorded.put("remoteLoad", String.valueOf(options.remoteLoad()));
    }
    return recorded;
  }

  private void checkFits(PlanningProblem problem) {
    misfit(problem)
        .ifPresent(
            reason -> {
              throw new InvalidFieldException("solver", name + ": " + reason);
            });
  }
}
