package dev.espalier.search.baseline;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.OwnPeriod;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs the whole network on one device: the baseline of every plan. Where no device is named, it
 * tries each and returns the best plan.
 *
 * <p>Guarantee: the best plan of one slice. It makes no random choice. O(N L). Thread-safe.
 */
public final class SingleDevicePlanner implements Planner {
  /** The name used in files and on the command line. */
  public static final String NAME = "single-device";

  private final Optional<String> device;

  /** A planner that tries each device. */
  public SingleDevicePlanner() {
    this(Optional.empty());
  }

  private SingleDevicePlanner(Optional<String> device) {
    this.device = device;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return problem.minSlices() == 1
        ? Optional.empty()
        : Optional.of("one slice, but %d are required".formatted(problem.minSlices()));
  }

  @Override
  public List<Planner> variants(PlanningProblem problem) {
    return device.isPresent()
        ? List.of(this)
        : problem.devices().stream()
            .<Planner>map(each -> new SingleDevicePlanner(Optional.of(each.name())))
            .toList();
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return device.isPresent()
        ? OwnPeriod.plan(problem, options, (known, inner) -> planOn(known, device.get(), inner))
        : PlanningResult.best(
            variants(problem).stream().map(each -> each.plan(problem, options)).toList());
  }

  private static PlanningResult planOn(
      PlanningProblem problem, String device, SearchOptions options) {
    StopSignal clock = StopSignal.start(options);
    Plan plan = whole(problem, device);
    List<Violation> violations = PlanValidator.violations(plan);
    TreeMap<String, String> recorded = new TreeMap<>();
    recorded.put("device", device);
    SearchRecord record =
        new SearchRecord(NAME, options.seed(), 1, 0, clock.elapsedMs(), false, recorded);
    return violations.isEmpty()
        ? PlanningResult.Planned.bounded(plan, new CostTables(problem), record)
        : new PlanningResult.Undecided(violations, record);
  }

  /** The best plan of one slice that meets every limit; empty if there is none. */
  public static Optional<Plan> best(PlanningProblem problem) {
    PlanningProblem single =
        problem.minSlices() == 1 ? problem : problem.toBuilder().slices(1).build();
    return problem.devices().stream()
        .map(device -> whole(single, device.name()))
        .filter(plan -> PlanValidator.violations(plan).isEmpty())
        .min(Comparator.comparingDouble(Plan::value));
  }

  /** The plan that runs the whole network on a device. */
  private static Plan whole(PlanningProblem problem, String device) {
    int length = problem.linearization().length();
    return PlanEvaluator.evaluate(problem, List.of(new Slice(device, 0, length)));
  }
}
