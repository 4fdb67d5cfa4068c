package dev.espalier.search.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans on samples beside every plan of the problem, priced at every sample by {@link
 * PlanEvaluator}, with measures straight from their definitions.
 */
class RiskOracleTest {
  private static final int PROBLEMS = 150;
  private static final List<String> MEASURES =
      List.of("mean", "p50", "p80", "p95", "cvar50", "cvar80", "cvar95");

  /** A problem, samples of whole weights, and the values of all its plans at the samples. */
  private record Case(PlanningProblem problem, BandwidthSamples samples, List<double[]> values) {}

  private final SplittableRandom random;

  RiskOracleTest() {
    random = new SplittableRandom(20261129);
  }

  private Case next(int columns) {
    RandomProblems problems = new RandomProblems(random);
    PlanningProblem problem = problems.problem(6, 3);
    while (problem.catalog().devices().size() < 2) {
      problem = problems.problem(6, 3);
    }
    if (random.nextInt(3) == 0) {
      problem = capped(problem);
    }
    if (random.nextInt(4) == 0) {
      problem = withDeadline(problem);
    }
    if (random.nextInt(4) == 0
        && problem.devices().stream().allMatch(device -> device.powerW().isPresent())) {
      problem = problem.toBuilder().objective(Objective.ENERGY).build();
    }
    BandwidthSamples samples = samples(problem, columns);
    List<PlanningProblem> at =
        samples.samples().stream().map(atSample(problem, samples)::apply).toList();
    List<double[]> values = new ArrayList<>();
    for (List<Slice> slices : plans(problem)) {
      List<Plan> priced = at.stream().map(each -> PlanEvaluator.evaluate(each, slices)).toList();
      if (priced.stream().allMatch(plan -> PlanValidator.violations(plan).isEmpty())) {
        values.add(priced.stream().mapToDouble(Plan::value).toArray());
      }
    }
    return new Case(problem, samples, values);
  }

  /** Uplinks and downlinks that bind at some of the samples. */
  private PlanningProblem capped(PlanningProblem problem) {
    List<Device> devices =
        problem.catalog().devices().stream()
            .map(
                device ->
                    device.toBuilder().uplinkMbps(cap(problem)).downlinkMbps(cap(problem)).build())
            .toList();
    return Variant.of(problem).devices(devices).build();
  }

  private OptionalDouble cap(PlanningProblem problem) {
    return random.nextBoolean()
        ? OptionalDouble.empty()
        : OptionalDouble.of(problem.catalog().network().bandwidthMbps() * factor());
  }

  private PlanningProblem withDeadline(PlanningProblem problem) {
    List<List<Slice>> all = plans(problem);
    Plan any = PlanEvaluator.evaluate(problem, all.get(random.nextInt(all.size())));
    double ms = any.worstCaseLatencyMs() * (1 + random.nextDouble());
    return ms > 0 ? problem.toBuilder().deadlineMs(ms).build() : problem;
  }

  private double factor() {
    return Math.pow(10, 2 * random.nextDouble() - 1.5);
  }

  private BandwidthSamples samples(PlanningProblem problem, int columns) {
    List<String> devices = problem.catalog().devices().stream().map(Device::name).toList();
    TreeSet<String> names = new TreeSet<>();
    if (columns == 1 || random.nextBoolean()) {
      names.add("network");
    }
    for (int a = 0; a < devices.size(); a++) {
      for (int b = 0; b < a && names.size() < columns; b++) {
        names.add(devices.get(a) + ":" + devices.get(b));
      }
    }
    double mbps = problem.catalog().network().bandwidthMbps();
    List<BandwidthSamples.Sample> samples = new ArrayList<>();
    for (int s = 2 + random.nextInt(6); s > 0; s--) {
      samples.add(
          new BandwidthSamples.Sample(
              1 + random.nextInt(3), names.stream().map(name -> mbps * factor()).toList()));
    }
    return new BandwidthSamples(List.copyOf(names), samples);
  }

  private static Function<BandwidthSamples.Sample, PlanningProblem> atSample(
      PlanningProblem problem, BandwidthSamples samples) {
    return sample -> {
      DeviceCatalog catalog = problem.catalog();
      for (int c = 0; c < samples.columns().size(); c++) {
        String column = samples.columns().get(c);
        double mbps = sample.mbps().get(c);
        if (column.equals("network")) {
          catalog = catalog.withDefaultBandwidthMbps(mbps);
        } else {
          String[] ends = column.split(":");
          catalog =
              catalog
                  .withLink(catalog.link(ends[0], ends[1]).withBandwidthMbps(mbps))
                  .withLink(catalog.link(ends[1], ends[0]).withBandwidthMbps(mbps));
        }
      }
      return problem.withCatalog(catalog);
    };
  }

  private static List<List<Slice>> plans(PlanningProblem problem) {
    List<List<Slice>> plans = new ArrayList<>();
    extend(problem, new ArrayList<>(), 0, plans);
    return plans;
  }

  private static void extend(
      PlanningProblem problem, List<Slice> begun, int from, List<List<Slice>> plans) {
    if (from == problem.linearization().length()) {
      plans.add(List.copyOf(begun));
      return;
    }
    for (Device device : problem.devices()) {
      if (begun.stream().noneMatch(slice -> slice.device().equals(device.name()))) {
        for (int to = from + 1; to <= problem.linearization().length(); to++) {
          begun.add(new Slice(device.name(), from, to));
          extend(problem, begun, to, plans);
          begun.remove(begun.size() - 1);
        }
      }
    }
  }

  /** The measure of values with whole weights: each as often as its weight, by definition. */
  private static double measure(String name, BandwidthSamples samples, double[] values) {
    double[] sorted =
        IntStream.range(0, values.length)
            .boxed()
            .flatMap(
                s ->
                    IntStream.range(0, (int) samples.samples().get(s).weight())
                        .mapToObj(i -> values[s]))
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    if (name.equals("mean")) {
      return Arrays.stream(sorted).average().orElseThrow();
    }
    int percent = Integer.parseInt(name.replaceAll("\\D", ""));
    if (name.startsWith("p")) {
      return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
    // Rockafellar and Uryasev: the minimum over t of t + E max(0, v - t) / (1 - level).
    return Arrays.stream(sorted)
        .map(
            t ->
                t
                    + Arrays.stream(sorted).map(v -> Math.max(0, v - t)).average().orElseThrow()
                        / (1 - percent / 100.0))
        .min()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void plansEqualEnumeration(int columns) {
    int solved = 0;
    for (int i = 0; i < PROBLEMS; i++) {
      Case each = next(columns);
      for (String name : MEASURES) {
        RiskPlanner planner =
            new RiskPlanner(new ExactPlanner(), each.samples(), RiskMeasure.named(name));
        PlanningResult result = planner.plan(each.problem(), SearchOptions.defaults());
        if (each.values().isEmpty()) {
          assertThat(result).isInstanceOf(PlanningResult.Infeasible.class);
          continue;
        }
        double best =
            each.values().stream()
                .mapToDouble(values -> measure(name, each.samples(), values))
                .min()
                .orElseThrow();
        assertThat(result).as("%d %s", i, name).isInstanceOf(PlanningResult.Planned.class);
        PlanningResult.Planned planned = (PlanningResult.Planned) result;
        assertThat(planned.plan().value())
            .as("%d %s", i, name)
            .isEqualTo(best, within(1e-9 * best));
        assertThat(planned.optimal()).as("%d %s", i, name).isTrue();
        Plan plan = planned.plan();
        checkSummary(each, planner.summary(each.problem(), plan.slices()), plan);
        solved++;
      }
    }
    assertThat(solved).isGreaterThan(PROBLEMS * MEASURES.size() / 2);
  }

  private static void checkSummary(Case each, RiskSummary summary, Plan plan) {
    double[] values =
        each.samples().samples().stream()
            .map(atSample(each.problem(), each.samples()))
            .mapToDouble(problem -> PlanEvaluator.evaluate(problem, plan.slices()).value())
            .toArray();
    double tolerance = 1e-9 * plan.value();
    BandwidthSamples samples = each.samples();
    assertThat(summary.value())
        .isEqualTo(measure(summary.measure().label(), samples, values), within(tolerance));
    assertThat(summary.value()).isEqualTo(plan.value(), within(tolerance));
    assertThat(summary.mean()).isEqualTo(measure("mean", samples, values), within(tolerance));
    assertThat(summary.median()).isEqualTo(measure("p50", samples, values), within(tolerance));
    assertThat(summary.p95()).isEqualTo(measure("p95", samples, values), within(tolerance));
    assertThat(summary.cvar95())
        .isEqualTo(
            measure("cvar95", samples, values), within(Math.max(tolerance, 1e-9 * summary.max())));
    assertThat(summary.max())
        .isEqualTo(Arrays.stream(values).max().orElseThrow(), within(1e-9 * summary.max()));
  }

  /** The bound of the root alone, as it is where a tree would take too long. */
  @Test
  void boundsOfTheRootHold() {
    for (int i = 0; i < PROBLEMS; i++) {
      Case each = next(2);
      SampledProblem problem = new SampledProblem(each.problem(), each.samples());
      for (String name : MEASURES.subList(1, MEASURES.size())) {
        RiskMeasure measure = RiskMeasure.named(name);
        RootBound bound =
            measure.kind() == RiskMeasure.Kind.CVAR
                ? new TailBound(problem, measure)
                : new QuantileBound(problem, measure);
        Incumbent incumbent = new Incumbent(problem, measure);
        bound.raise(incumbent, new Effort(new ExactPlanner(), SearchOptions.defaults()));
        double best =
            each.values().stream()
                .mapToDouble(values -> measure(name, each.samples(), values))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        assertThat(bound.value()).as("%d %s", i, name).isLessThanOrEqualTo(best * (1 + 1e-9));
        assertThat(incumbent.risk()).isGreaterThanOrEqualTo(best * (1 - 1e-9));
      }
    }
  }
}
