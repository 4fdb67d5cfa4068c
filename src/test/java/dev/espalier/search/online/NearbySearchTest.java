package dev.espalier.search.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The best plan near a plan in force against an enumeration of all plans. */
class NearbySearchTest {
  private static final int PROBLEMS = 400;
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);

  /** The minimum value of all plans that work and load layers onto so many devices. */
  private static final class Enumerated {
    private final PlanningProblem problem;
    private final List<Slice> inForce;
    private final int devices;
    private final List<Slice> slices = new ArrayList<>();
    private double min = Double.POSITIVE_INFINITY;

    Enumerated(PlanningProblem problem, List<Slice> inForce, int devices) {
      this.problem = problem;
      this.inForce = inForce;
      this.devices = devices;
      addFrom(0);
    }

    private void addFrom(int from) {
      int length = problem.linearization().length();
      if (from == length) {
        Plan plan = PlanEvaluator.evaluate(problem, slices);
        if (Move.of(problem, inForce, slices, Optional.empty()).devices() <= devices
            && PlanValidator.violations(plan).isEmpty()) {
          min = Math.min(min, plan.value());
        }
        return;
      }
      for (Device device : problem.devices()) {
        if (slices.stream().noneMatch(slice -> slice.device().equals(device.name()))) {
          for (int to = from + 1; to <= length; to++) {
            slices.add(new Slice(device.name(), from, to));
            addFrom(to);
            slices.remove(slices.size() - 1);
          }
        }
      }
    }
  }

  @Test
  void findsTheBestOfAllPlansThatLoadSoManyDevices() {
    int feasible = 0;
    int limited = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Objective objective = OBJECTIVES.get(random.nextInt(OBJECTIVES.size()));
      PlanningProblem problem = RandomObjectives.ofSeed(seed, objective, 6, 4);
      if (problem.isPeriodOfThePlan()) {
        continue;
      }
      List<Slice> inForce = inForce(problem, random);
      int devices = random.nextInt(2);
      double min = new Enumerated(problem, inForce, devices).min;
      NearbySearch.Nearby nearby =
          NearbySearch.search(
              problem, inForce, Optional.empty(), devices, SearchOptions.defaults());
      assertThat(nearby.isComplete()).as("seed %d", seed).isTrue();
      assertThat(nearby.plan().isPresent()).as("seed %d", seed).isEqualTo(min < 1e300);
      if (nearby.plan().isPresent()) {
        Plan plan = nearby.plan().get();
        assertThat(plan.value()).as("seed %d", seed).isCloseTo(min, within(1e-9 * min));
        assertThat(PlanValidator.violations(plan)).as("seed %d", seed).isEmpty();
        assertThat(Move.of(problem, inForce, plan.slices(), Optional.empty()).devices())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(devices);
        feasible++;
        limited += min > new Enumerated(problem, inForce, 9).min * (1 + 1e-9) ? 1 : 0;
      }
    }
    assertThat(feasible).isGreaterThan(PROBLEMS / 4);
    assertThat(limited).isGreaterThan(PROBLEMS / 40);
  }

  private static List<Slice> inForce(PlanningProblem problem, SplittableRandom random) {
    List<String> names =
        new ArrayList<>(problem.catalog().devices().stream().map(Device::name).toList());
    int length = problem.linearization().length();
    int count = 1 + random.nextInt(Math.min(length, names.size()));
    BitSet cut = new BitSet();
    cut.set(0);
    while (cut.cardinality() < count) {
      cut.set(random.nextInt(1, length));
    }
    List<Slice> slices = new ArrayList<>();
    for (int from = 0; from >= 0 && from < length; ) {
      int next = cut.nextSetBit(from + 1);
      int to = next < 0 ? length : next;
      slices.add(new Slice(names.remove(random.nextInt(names.size())), from, to));
      from = to;
    }
    return slices;
  }

  @Test
  void growsTheSetOfDevicesWhereTheProblemIsLarge() {
    List<Device> devices = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int d = 0; d < 14; d++) {
      double factor = 1 + 9 * random.nextDouble();
      devices.add(
          new Device("d" + d, factor, 20 * factor).withMemoryMiB(1.2 + random.nextDouble()));
    }
    DeviceCatalog catalog = new DeviceCatalog("many", devices, Network.uniform(100, 0));
    PlanningProblem before = PlanningProblem.of(Zoo.get("b-resnet110-chain"), catalog);
    List<Slice> inForce = plan(before).slices();
    String slowed = inForce.get(0).device();
    Device slow = catalog.device(slowed);
    PlanningProblem now =
        before.withCatalog(catalog.withDevice(slow.withRates(slow.gflops() / 50, 1)));
    Plan best = plan(now);
    double previous = PlanEvaluator.evaluate(now, inForce).value();
    double first = previous;
    for (int max = 0; max <= 3; max++) {
      NearbySearch.Nearby nearby =
          NearbySearch.search(now, inForce, Optional.of(best), max, SearchOptions.defaults());
      Plan plan = nearby.plan().orElseThrow();
      assertThat(nearby.isComplete()).isFalse();
      assertThat(PlanValidator.violations(plan)).isEmpty();
      assertThat(Move.of(now, inForce, plan.slices(), Optional.empty()).devices())
          .isLessThanOrEqualTo(max);
      assertThat(plan.value()).isLessThanOrEqualTo(previous).isGreaterThanOrEqualTo(best.value());
      previous = plan.value();
    }
    assertThat(previous).isLessThan(first);
  }

  private static Plan plan(PlanningProblem problem) {
    PlanningResult result = new ExactPlanner().plan(problem, SearchOptions.defaults());
    return ((PlanningResult.Planned) result).plan();
  }

  @Test
  void aPlanThatRunsMoreThanADeviceMayBreaksTheRestriction() {
    PlanningProblem free = RandomObjectives.withoutLimits(3, 6, 3);
    String device = free.devices().get(0).name();
    int length = free.linearization().length();
    PlanningProblem restricted =
        free.toBuilder().slices(1, 1).devices(List.of(device)).restrict(device, 0, 1).build();
    List<Violation> found =
        PlanValidator.violations(
            PlanEvaluator.evaluate(restricted, List.of(new Slice(device, 0, length))));
    assertThat(length).isGreaterThan(1);
    assertThat(found)
        .extracting(Violation::message)
        .containsExactly(
            "device \"%s\" may run positions 0 to 0 but runs 0 to %d"
                .formatted(device, length - 1));
  }
}
