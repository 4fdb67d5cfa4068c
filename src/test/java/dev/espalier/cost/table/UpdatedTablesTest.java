package dev.espalier.cost.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.testing.RandomChanges;
import dev.espalier.testing.RandomObjectives;
import dev.espalier.zoo.Zoo;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tables that were updated after changes are those that are made anew, to the last bit. */
class UpdatedTablesTest {
  private static final int PROBLEMS = 250;
  private static final int CHANGES = 12;
  private static final int PLANS = 12;

  @Test
  void pricePlansAsTablesMadeAnew() {
    int priced = 0;
    int changed = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      World world = World.of(RandomObjectives.ofSeed(seed));
      CostTables updated = new CostTables(world.problem().orElseThrow());
      for (int i = 0; i < CHANGES; i++) {
        World next = after(world, RandomChanges.of(world, random));
        changed += next == world ? 0 : 1;
        world = next;
        if (world.problem().isPresent()) {
          updated = updated.updated(world.problem().get());
          priced += compare(updated, new CostTables(world.problem().get()), random, seed);
        }
      }
    }
    assertThat(changed).isGreaterThan(PROBLEMS * CHANGES / 2);
    assertThat(priced).isGreaterThan(PROBLEMS * CHANGES * PLANS / 2);
  }

  /** The world after a change, or as it was where the change does not fit the problem. */
  private static World after(World world, Change change) {
    try {
      return world.with(change);
    } catch (InvalidFieldException e) {
      return world;
    }
  }

  private static int compare(
      CostTables updated, CostTables anew, SplittableRandom random, long seed) {
    int finite = 0;
    assertThat(updated.kindCount()).as("seed %d", seed).isEqualTo(anew.kindCount());
    assertThat(updated.linkKindCount()).as("seed %d", seed).isEqualTo(anew.linkKindCount());
    assertThat(updated.penalty(1)).as("seed %d", seed).isEqualTo(anew.penalty(1));
    for (int plan = 0; plan < PLANS; plan++) {
      int count = 1 + random.nextInt(Math.min(anew.deviceCount(), anew.length()));
      int[] starts = starts(anew.length(), count, random);
      int[] devices = devices(anew.deviceCount(), count, random);
      double value = anew.value(starts, devices, count);
      assertThat(updated.value(starts, devices, count)).as("seed %d", seed).isEqualTo(value);
      assertThat(updated.feasibleValue(starts, devices, count))
          .as("seed %d", seed)
          .isEqualTo(anew.feasibleValue(starts, devices, count));
      for (int k = 0; k < count; k++) {
        assertThat(updated.excess(starts, devices, count, k))
            .as("seed %d", seed)
            .isEqualTo(anew.excess(starts, devices, count, k));
      }
      assertThat(updated.pathExcess(starts, devices, count))
          .as("seed %d", seed)
          .isEqualTo(anew.pathExcess(starts, devices, count));
      finite += value < Double.POSITIVE_INFINITY ? 1 : 0;
    }
    return finite;
  }

  private static int[] starts(int length, int count, SplittableRandom random) {
    BitSet cut = new BitSet();
    cut.set(0);
    while (cut.cardinality() < count) {
      cut.set(random.nextInt(1, length));
    }
    return cut.stream().toArray();
  }

  private static int[] devices(int deviceCount, int count, SplittableRandom random) {
    return random.ints(0, deviceCount).distinct().limit(count).toArray();
  }

  @Test
  void takeOverTheTimesOfDevicesThatDidNotChange() {
    DeviceCatalog two =
        new DeviceCatalog(
            "two",
            List.of(new Device("d1", 0.2, 18), new Device("d2", 9.9, 200)),
            Network.uniform(8, 0));
    World world = World.of(PlanningProblem.of(Zoo.get("b-alexnet"), two));
    World faster = world.with(Change.OfLink.bandwidth("d1", "d2", 100));
    World slower = faster.with(Change.OfDevice.slowdown("d2", 2));
    TimeTables before = new TimeTables(world.problem().orElseThrow(), null);
    PrefixSums[] sums = sums(before);
    TimeTables after = new TimeTables(faster.problem().orElseThrow(), before);
    assertThat(sums(after)).containsExactly(sums);
    TimeTables last = new TimeTables(slower.problem().orElseThrow(), after);
    assertThat(sums(last)[0]).isSameAs(sums[0]);
    assertThat(sums(last)[1]).isNotSameAs(sums[1]);
  }

  private static PrefixSums[] sums(TimeTables times) {
    double[] weights = new double[times.length()];
    Arrays.fill(weights, 0.5);
    return times.weightedMs(weights, new double[3]);
  }
}
