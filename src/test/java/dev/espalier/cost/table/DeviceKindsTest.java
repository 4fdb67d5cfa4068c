package dev.espalier.cost.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.PlanValue;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.testing.DeviceCopies;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kinds of devices and of links, and tables that are shared by kind, on few and many devices. */
class DeviceKindsTest {
  private static final int PROBLEMS = 100;
  private static final int PLANS = 20;
  private static final double ROUNDING = 1e-9;

  /** Above the number up to which tables are kept for each pair of devices. */
  private static final int MANY = 2 * LinkTable.FLAT_DEVICES;

  private record Drawn(int[] starts, int[] devices) {
    int count() {
      return starts.length;
    }

    List<Slice> slices(PlanningProblem problem) {
      return CostTables.slices(problem, starts, devices, count());
    }
  }

  @Test
  void valuesAreThoseOfTheDefinition() {
    forRandomPlans(
        (costs, problem, plan, random) -> {
          List<Slice> slices = plan.slices(problem);
          isClose(
              costs.value(plan.starts, plan.devices, plan.count()),
              PlanValue.of(problem, problem.objective(), slices));
          List<PathLimit> limits = problem.pathLimits();
          for (int i = 0; i < limits.size(); i++) {
            isClose(
                costs.pathModels().get(i).value(plan.starts, plan.devices, plan.count()),
                PlanValue.of(problem, limits.get(i).objective(), slices));
          }
        });
  }

  @Test
  void aPlanIsFeasibleWhereTheValidatorFindsNoViolation() {
    forRandomPlans(
        (costs, problem, plan, random) -> {
          if (!problem.isPeriodOfThePlan()
              && plan.count() >= problem.minSlices()
              && plan.count() <= problem.maxSlices()) {
            assertThat(isFeasible(costs, plan)).isEqualTo(isValid(problem, plan));
          }
        });
  }

  @Test
  void aCutCostsWhatItsEndsAndTheKindsOfItsLinkCost() {
    forRandomPlans(
        (costs, problem, plan, random) -> {
          List<CostModel> models =
              Stream.concat(Stream.of(costs.model()), costs.pathModels().stream()).toList();
          for (int k = 1; k < plan.count(); k++) {
            int from = plan.devices[k - 1];
            int to = plan.devices[k];
            int boundary = plan.starts[k];
            for (CostModel model : models) {
              double parts =
                  model.sendCost(from, boundary)
                      + model.linkCost(costs.linkKind(from), costs.linkKind(to), boundary)
                      + model.receiveCost(to, boundary);
              isClose(parts, model.cut(from, to, boundary));
            }
          }
        });
  }

  @Test
  void devicesOfOneKindAreInterchangeable() {
    forRandomPlans(
        (costs, problem, plan, random) -> {
          int[] other = permutedWithinKinds(costs, random);
          int[] devices = plan.devices.clone();
          for (int k = 0; k < devices.length; k++) {
            devices[k] = other[devices[k]];
          }
          Drawn swapped = new Drawn(plan.starts, devices);
          isClose(
              PlanValue.of(problem, problem.objective(), swapped.slices(problem)),
              PlanValue.of(problem, problem.objective(), plan.slices(problem)));
          assertThat(isValid(problem, swapped)).isEqualTo(isValid(problem, plan));
          assertThat(isFeasible(costs, swapped)).isEqualTo(isFeasible(costs, plan));
        });
  }

  @Test
  void copiesOfADeviceAreOfItsKind() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = DeviceCopies.fill(RandomObjectives.ofSeed(seed), seed, MANY);
      CostTables costs = new CostTables(problem);
      Set<String> originals = new HashSet<>();
      problem.devices().forEach(device -> originals.add(device.name().replaceAll("#.*", "")));
      // A source, a sink, a pinned or measured device and its copies are of two kinds.
      assertThat(costs.kindCount()).as("seed %d", seed).isLessThanOrEqualTo(2 * originals.size());
    }
  }

  @Test
  void equalLinksAreOfOneKindWhateverTheDevicesCharge() {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < MANY; d++) {
      devices.add(
          Device.builder("d" + d, 1 + d, 100 + d)
              .powerW(1 + d)
              .sliceOverheadMs(d)
              .uplinkMbps(100 + d)
              .build());
    }
    DeviceCatalog catalog = new DeviceCatalog("many", devices, Network.uniform(50, 2));
    for (Objective objective :
        List.of(Objective.EXPECTED, Objective.ENERGY, Objective.THROUGHPUT)) {
      CostTables costs =
          new CostTables(
              PlanningProblem.builder(Zoo.get("b-alexnet"), catalog).objective(objective).build());
      assertThat(costs.linkKindCount()).as(objective.label()).isEqualTo(1);
      assertThat(costs.kindCount()).as(objective.label()).isEqualTo(MANY);
    }
  }

  @Test
  void explicitLinksMakeKindsOfTheirEndsAlone() {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < 20; d++) {
      devices.add(new Device("d" + d, 1, 100));
    }
    List<Link> links = new ArrayList<>();
    for (int d = 2; d < 10; d++) {
      links.add(new Link("d0", "d" + d, 900, 1));
      links.add(new Link("d" + d, "d0", 400, 1));
    }
    DeviceCatalog catalog =
        new DeviceCatalog("star", devices, Network.uniform(50, 2).withLinks(links));
    CostTables costs = new CostTables(PlanningProblem.of(Zoo.get("b-alexnet"), catalog));
    assertThat(costs.linkKindCount()).isEqualTo(3);
    assertThat(costs.kindCount()).isEqualTo(3);
    assertThat(costs.kind(0)).isNotEqualTo(costs.kind(1)).isNotEqualTo(costs.kind(2));
    assertThat(costs.kind(2)).isEqualTo(costs.kind(9)).isNotEqualTo(costs.kind(10));
    assertThat(costs.kind(1)).isEqualTo(costs.kind(10)).isEqualTo(costs.kind(19));
  }

  private interface Check {
    void of(CostTables costs, PlanningProblem problem, Drawn plan, SplittableRandom random);
  }

  private static void forRandomPlans(Check check) {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PlanningProblem problem =
          DeviceCopies.fill(RandomObjectives.ofSeed(seed), seed, seed % 2 == 0 ? 12 : MANY);
      CostTables costs = new CostTables(problem);
      for (int i = 0; i < PLANS; i++) {
        check.of(costs, problem, plan(costs, random), random);
      }
    }
  }

  private static Drawn plan(CostTables costs, SplittableRandom random) {
    int count = 1 + random.nextInt(Math.min(4, Math.min(costs.length(), costs.deviceCount())));
    int[] starts =
        Stream.concat(
                Stream.of(0),
                random.ints(1, Math.max(2, costs.length())).distinct().limit(count - 1).boxed())
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    int[] devices = random.ints(0, costs.deviceCount()).distinct().limit(count).toArray();
    return new Drawn(starts, devices);
  }

  private static int[] permutedWithinKinds(CostTables costs, SplittableRandom random) {
    int[] other = new int[costs.deviceCount()];
    for (int d = 0; d < other.length; d++) {
      other[d] = d;
    }
    for (int i = 0; i < 10 * other.length; i++) {
      int a = random.nextInt(other.length);
      int b = random.nextInt(other.length);
      if (costs.kind(a) == costs.kind(b)) {
        int swapped = other[a];
        other[a] = other[b];
        other[b] = swapped;
      }
    }
    return other;
  }

  private static boolean isFeasible(CostTables costs, Drawn plan) {
    return Double.isFinite(costs.feasibleValue(plan.starts, plan.devices, plan.count()));
  }

  private static boolean isValid(PlanningProblem problem, Drawn plan) {
    return PlanValidator.violations(PlanEvaluator.evaluate(problem, plan.slices(problem)))
        .isEmpty();
  }

  private static void isClose(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(ROUNDING * Math.abs(expected) + 1e-12));
  }
}
