package dev.espalier.study.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.random.Distribution.LogUniform;
import dev.espalier.study.random.Distribution.Lognormal;
import dev.espalier.study.random.Distribution.Uniform;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Studies of small random fleets against brute force: every group is planned by itself in every
 * sample, by another solver, with nothing left out and nothing taken over from group to group.
 */
class FleetOracleTest {
  private static final int SAMPLES = 120;
  private static final double PROBABILITY = 0.8;

  static LongStream seeds() {
    return LongStream.range(0, 16);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answerAndFrontAreThoseOfBruteForce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Fleet fleet = fleet(random);
    PlanningProblem base = problem(fleet, random);
    List<Row> rows = bruteForce(fleet, base, seed);
    double target = target(rows, random);
    FleetQuestion question =
        new FleetQuestion(
            target,
            100 * PROBABILITY,
            90,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            SAMPLES,
            seed);

    FleetResult result = Fleets.run(fleet, base, question, 1 + (int) (seed % 2));

    assertThat(result.unproven()).isZero();
    assertThat(result.complete()).isTrue();
    assertThat(result.groups()).hasSameSizeAs(rows);
    result.groups().forEach(each -> assertEstimate(each, row(rows, each.group())));
    assertThat(result.front().stream().map(each -> each.group().price()))
        .isEqualTo(front(rows).stream().map(Row::price).toList());
    for (int i = 0; i < result.front().size(); i++) {
      assertClose(result.front().get(i).estimate().valueMs(), front(rows).get(i).at(SAMPLES));
    }
    Optional<Row> cheapest =
        rows.stream()
            .filter(row -> row.isCertain(target))
            .min(Comparator.comparingDouble(Row::price))
            .or(
                () ->
                    rows.stream()
                        .filter(row -> row.at(SAMPLES) <= target * (1 + 1e-9))
                        .min(Comparator.comparingDouble(Row::price)));
    assertThat(result.answer().map(each -> each.group().price()))
        .isEqualTo(cheapest.map(Row::price));
  }

  /** A group and its value in each sample. */
  private record Row(int[] counts, double price, double[] values) {
    /** The percentile of the first samples, by its definition. */
    double at(int samples) {
      double[] sorted = Arrays.copyOf(values, samples);
      Arrays.sort(sorted);
      return Arrays.stream(sorted)
          .filter(x -> Arrays.stream(sorted).filter(y -> y <= x).count() >= PROBABILITY * samples)
          .findFirst()
          .orElseThrow();
    }

    /**
     * Whether so many samples keep the target that a probability below the percentile gives as many
     * with a chance of 0.1 / 2 looks / 2 sides at most.
     */
    boolean isCertain(double target) {
      long kept = Arrays.stream(values).filter(x -> x <= target * (1 + 1e-9)).count();
      double tail = 0;
      double term = Math.pow(1 - PROBABILITY, SAMPLES);
      for (int k = 0; k <= SAMPLES; k++) {
        tail += k >= kept ? term : 0;
        term *= PROBABILITY / (1 - PROBABILITY) * (SAMPLES - k) / (k + 1);
      }
      return tail <= 0.025;
    }
  }

  private static void assertEstimate(GroupResult found, Row row) {
    assertThat(found.group().price()).isCloseTo(row.price(), within(1e-9));
    assertClose(found.estimate().valueMs(), row.at(found.estimate().samples()));
  }

  private static void assertClose(double found, double expected) {
    if (Double.isInfinite(expected)) {
      assertThat(found).isInfinite();
    } else {
      assertThat(found).isCloseTo(expected, within(1e-9 * expected));
    }
  }

  private static Row row(List<Row> rows, Group group) {
    int[] counts = group.counts().stream().mapToInt(each -> each).toArray();
    return rows.stream()
        .filter(row -> Arrays.equals(row.counts(), counts))
        .findFirst()
        .orElseThrow();
  }

  /** Rows that no other one beats in price and percentile, the cheapest first. */
  private static List<Row> front(List<Row> rows) {
    return rows.stream()
        .filter(row -> Double.isFinite(row.at(SAMPLES)))
        .filter(row -> rows.stream().noneMatch(other -> beats(other, row)))
        .sorted(Comparator.comparingDouble(Row::price))
        .toList();
  }

  private static boolean beats(Row a, Row b) {
    double first = a.at(SAMPLES);
    double second = b.at(SAMPLES);
    boolean isEqual = Math.abs(first - second) <= 1e-9 * second;
    return a.price() < b.price() && (first < second || isEqual)
        || a.price() == b.price() && first < second && !isEqual
        || a.price() == b.price() && isEqual && Arrays.compare(a.counts(), b.counts()) > 0;
  }

  private static List<Row> bruteForce(Fleet fleet, PlanningProblem base, long seed) {
    FleetWorlds worlds = new FleetWorlds(fleet, base, List.of(), seed);
    List<Row> rows = new ArrayList<>();
    for (int[] counts : combinations(fleet.kinds().stream().mapToInt(DeviceKind::max).toArray())) {
      double price = 0;
      for (int k = 0; k < counts.length; k++) {
        price += counts[k] * fleet.kinds().get(k).cost();
      }
      double[] values = new double[SAMPLES];
      Arrays.setAll(values, i -> value(fleet, worlds.at(i), counts));
      rows.add(new Row(counts, price, values));
    }
    return rows;
  }

  private static List<int[]> combinations(int[] max) {
    List<int[]> all = new ArrayList<>(List.of(new int[max.length]));
    for (int k = 0; k < max.length; k++) {
      for (int[] counts : List.copyOf(all)) {
        for (int count = 1; count <= max[k]; count++) {
          int[] more = counts.clone();
          more[k] = count;
          all.add(more);
        }
      }
    }
    return all;
  }

  private static double value(Fleet fleet, FleetWorlds.World world, int[] counts) {
    List<String> names = new ArrayList<>(fleet.devices().stream().map(VariedDevice::name).toList());
    for (int k = 0; k < counts.length; k++) {
      for (int copy = 1; copy <= counts[k]; copy++) {
        names.add(fleet.kinds().get(k).name() + "-" + copy);
      }
    }
    names.removeIf(name -> !world.present().get(world.problem().catalog().indexOf(name)));
    if (names.isEmpty() || !names.contains("cam")) {
      return Double.POSITIVE_INFINITY;
    }
    Planner exact = Planners.exact();
    PlanningResult result =
        exact.plan(world.problem().toBuilder().devices(names).build(), SearchOptions.defaults());
    return result instanceof PlanningResult.Planned planned
        ? planned.plan().value()
        : Double.POSITIVE_INFINITY;
  }

  private static Fleet fleet(SplittableRandom random) {
    VariedDevice camera =
        new VariedDevice(
            device("cam", random, 1),
            Map.of(DeviceQuantity.UPLINK_MBPS, new LogUniform(1, 40)),
            Distribution.constant(1),
            random.nextInt(4) == 0 ? 0.97 : 1);
    List<DeviceKind> kinds = new ArrayList<>();
    int left = 4;
    for (int k = 0; k < 2 + random.nextInt(2); k++) {
      int max = 1 + random.nextInt(Math.max(1, left - 1));
      left -= max;
      kinds.add(new DeviceKind(varied("kind" + k, random), 10 * random.nextInt(8), max));
    }
    return new Fleet(
        "random",
        List.of(camera),
        kinds,
        new VariedNetwork(new LogUniform(2, 100), new Uniform(0, 2), List.of()));
  }

  private static VariedDevice varied(String name, SplittableRandom random) {
    Device device = device(name, random, 4);
    return switch (random.nextInt(3)) {
      case 0 -> VariedDevice.of(device);
      case 1 ->
          new VariedDevice(
              device,
              Map.of(DeviceQuantity.GFLOPS, new Lognormal(device.gflops(), 0.6)),
              Distribution.ofSamples(1, 1, 4),
              0.9);
      default ->
          new VariedDevice(
              device,
              Map.of(DeviceQuantity.DOWNLINK_MBPS, new Uniform(0.5, 60)),
              Distribution.constant(1),
              0.8);
    };
  }

  private static Device device(String name, SplittableRandom random, double scale) {
    double gflops = scale * 1e-5 * (1 + random.nextInt(20));
    Device device = new Device(name, gflops, scale * 0.05 * (1 + random.nextInt(10)));
    return random.nextInt(5) == 0 ? device.withMemoryMiB(0.001 * (1 + random.nextInt(8))) : device;
  }

  private static PlanningProblem problem(Fleet fleet, SplittableRandom random) {
    BranchyNet net = new RandomProblems(random).problem(8, 2).linearization().net();
    PlanningProblemBuilder builder = PlanningProblem.builder(net, fleet.catalog()).source("cam");
    return switch (random.nextInt(4)) {
      case 0 -> builder.objective(Objective.THROUGHPUT).build();
      case 1 -> builder.objective(Objective.WORST_CASE).build();
      default -> builder.build();
    };
  }

  /** A target between the values of the groups, so that some keep it and others do not. */
  private static double target(List<Row> rows, SplittableRandom random) {
    double[] finite =
        rows.stream()
            .flatMap(row -> Stream.of(row.at(SAMPLES)))
            .mapToDouble(x -> x)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double value = finite.length == 0 ? 1 : finite[random.nextInt(finite.length)];
    return Math.max(1e-6, value * (0.9 + 0.3 * random.nextDouble()));
  }
}
