package dev.espalier.search.baseline;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.PlanValue;
import dev.espalier.cost.SliceUse;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Tolerance;
import dev.espalier.plan.Violation;
import dev.espalier.search.OwnPeriod;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the whole network on one device: the baseline of every plan. Where no device is named, it
 * tries each and returns the best plan.
 *
 * <p>Guarantee: the best plan of one slice. It makes no random choice. O(N L). Thread-safe.
 */
public final class SingleDevicePlanner implements Planner {
  /** The name used in files and on the command line. */
  public static final String NAME = "single-device";

  /** Of more devices, nobody reads the results one by one. */
  private static final int MAX_VARIANTS = 64;

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

  /** A planner for each device; of many devices, only the one that tries each. */
  @Override
  public List<Planner> variants(PlanningProblem problem) {
    return device.isPresent() || problem.devices().size() > MAX_VARIANTS
        ? List.of(this)
        : problem.devices().stream()
            .<Planner>map(each -> new SingleDevicePlanner(Optional.of(each.name())))
            .toList();
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return OwnPeriod.plan(
        problem,
        options,
        (known, inner) -> planOn(known, device.orElseGet(() -> bestDevice(known)), inner));
  }

  /** The device of the best plan that meets every limit; the first one if none does. */
  private static String bestDevice(PlanningProblem problem) {
    return inOrderOfValue(problem, new CostTables(problem))
        .filter(device -> PlanValidator.violations(whole(problem, device)).isEmpty())
        .findFirst()
        .orElseGet(() -> problem.devices().get(0).name());
  }

  /** The devices whose plans meet the limits by the tables, in order of value. */
  private static Stream<String> inOrderOfValue(PlanningProblem problem, CostTables costs) {
    double[] values = new double[costs.deviceCount()];
    Arrays.setAll(values, d -> costs.feasibleValue(new int[1], new int[] {d}, 1));
    return IntStream.range(0, values.length)
        .filter(d -> Double.isFinite(values[d]))
        .boxed()
        .sorted(Comparator.comparingDouble(d -> values[d]))
        .map(d -> problem.devices().get(d).name());
  }

  private static PlanningResult planOn(
      PlanningProblem problem, String device, SearchOptions options) {
    StopSignal clock = StopSignal.start(options);
    TreeMap<String, String> recorded = new TreeMap<>();
    recorded.put("device", device);
    if (clock.requested()) {
      return new PlanningResult.Undecided(
          List.of(), new SearchRecord(NAME, options.seed(), 0, 0, 0, true, recorded));
    }
    Plan plan = whole(problem, device);
    List<Violation> violations = PlanValidator.violations(plan);
    SearchRecord record =
        new SearchRecord(NAME, options.seed(), 1, 0, clock.elapsedMs(), false, recorded);
    return violations.isEmpty()
        ? PlanningResult.Planned.bounded(plan, new CostTables(problem), record)
        : new PlanningResult.Undecided(violations, record);
  }

  /**
   * The best plan of one slice.
   *
   * @param plan the plan; empty if none meets every limit
   * @param proven whether every device was considered; otherwise the time was over
   */
  public record Best(Optional<Plan> plan, boolean proven) {}

  /**
   * The best plan of one slice that meets every limit. Devices that lack the memory are passed over
   * without a look at the layers, so that many devices take little time.
   *
   * @param stop when to stop
   */
  public static Best best(PlanningProblem problem, StopSignal stop) {
    PlanningProblem single =
        problem.minSlices() == 1 ? problem : problem.toBuilder().slices(1).build();
    int length = single.linearization().length();
    long bytes = SliceUse.residentBytes(single.linearization(), 0, length);
    Optional<Plan> best = Optional.empty();
    for (Device device : single.devices()) {
      if (!holds(single, device, bytes)) {
        continue;
      }
      if (stop.requested()) {
        return new Best(best, false);
      }
      List<Slice> whole = List.of(new Slice(device.name(), 0, length));
      if (best.isPresent()
          && !(PlanValue.of(single, single.objective(), whole) < best.get().value())) {
        continue;
      }
      Plan plan = PlanEvaluator.evaluate(single, whole);
      if (PlanValidator.violations(plan).isEmpty()) {
        best = Optional.of(plan);
      }
    }
    return new Best(best, true);
  }

  /** Whether a device has room for the whole network, as far as its bytes alone decide that. */
  private static boolean holds(PlanningProblem problem, Device device, long residentBytes) {
    return problem.sliceLimits().stream()
        .filter(limit -> limit.isKnown(device))
        .allMatch(
            limit -> {
              OptionalDouble allowed = limit.allowed(problem, device);
              SliceLimit.Rates rates = limit.rates(problem, device);
              double needed = rates.constant() + rates.perResidentByte() * residentBytes;
              return allowed.isEmpty() || Tolerance.isWithin(needed, allowed.getAsDouble());
            });
  }

  /** The plan that runs the whole network on a device. */
  private static Plan whole(PlanningProblem problem, String device) {
    int length = problem.linearization().length();
    return PlanEvaluator.evaluate(problem, List.of(new Slice(device, 0, length)));
  }
}
