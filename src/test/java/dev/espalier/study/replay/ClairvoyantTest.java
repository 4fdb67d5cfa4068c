package dev.espalier.study.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.trace.BandwidthTrace;
import dev.espalier.study.trace.BandwidthTrace.Sample;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClairvoyantTest {
  private static final DeviceCatalog TWO =
      new DeviceCatalog(
          "two",
          List.of(new Device("slow", 0.3, 20), new Device("fast", 30, 2000)),
          Network.uniform(8, 1));
  private static final PlanningProblem PROBLEM =
      PlanningProblem.builder(Zoo.get("b-lenet"), TWO).source("slow").build();
  private static final int LENGTH = PROBLEM.linearization().length();
  private static final List<Slice> LOCAL = List.of(new Slice("slow", 0, LENGTH));
  private static final List<Slice> REMOTE = List.of(new Slice("fast", 0, LENGTH));
  private static final List<Slice> BOTH =
      List.of(new Slice("slow", 0, 3), new Slice("fast", 3, LENGTH));

  static BandwidthTrace trace(double seconds, double... mbps) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < mbps.length; i++) {
      samples.add(new Sample(i * seconds, mbps[i]));
    }
    return new BandwidthTrace("test", samples, mbps.length * seconds);
  }

  private static CostsOverTime costs(BandwidthTrace trace, SwitchingCost switching) {
    return new CostsOverTime(
        new TracedProblem(PROBLEM, new Bandwidth(Optional.empty()), trace),
        MovePolicy.defaults().withSwitching(switching));
  }

  /** Cost of the cheapest course that begins with some moves, over all that may follow. */
  private static double enumerate(
      CostsOverTime costs,
      List<List<Slice>> plans,
      List<Slice> first,
      List<Relocation> moves,
      int from) {
    List<Slice> inForce = moves.isEmpty() ? first : moves.get(moves.size() - 1).to();
    double best = costs.course("", first, moves).cost();
    for (int step = from; step < costs.traced().steps(); step++) {
      for (List<Slice> plan : plans) {
        if (!plan.equals(inForce)) {
          List<Relocation> more = new ArrayList<>(moves);
          Relocation move = costs.move(step, inForce, plan);
          more.add(move);
          best = Math.min(best, enumerate(costs, plans, first, more, costs.stepAfter(move)));
        }
      }
    }
    return best;
  }

  @Test
  void noCourseOfAllThatThereAreCostsLess() {
    Random random = new Random(7);
    int moved = 0;
    for (int round = 0; round < 200; round++) {
      double[] mbps = random.doubles(5).map(each -> Math.exp(9 * each - 4.5)).toArray();
      SwitchingCost switching =
          round % 3 == 0
              ? SwitchingCost.ofPauseMs(100 * random.nextDouble())
              : new SwitchingCost("in pause", 50 * random.nextDouble(), round % 3 == 1);
      CostsOverTime costs = costs(trace(0.1 + random.nextDouble(), mbps), switching);
      List<List<Slice>> plans = List.of(LOCAL, REMOTE, BOTH);
      Course found = new Clairvoyant(costs, plans).course("best").orElseThrow();
      double best =
          plans.stream()
              .mapToDouble(first -> enumerate(costs, plans, first, List.of(), 0))
              .min()
              .orElseThrow();
      assertThat(found.cost()).isCloseTo(best, within(1e-9 * best));
      moved += found.moves().size();
    }
    assertThat(moved).isGreaterThan(100);
  }

  @Test
  void movesOnceWhereARateFallsForGood() {
    double[] mbps = new double[100];
    Arrays.fill(mbps, 0, 50, 50);
    Arrays.fill(mbps, 50, 100, 0.05);
    CostsOverTime costs = costs(trace(1, mbps), SwitchingCost.SWITCH_OVER);
    Course found = new Clairvoyant(costs, List.of(LOCAL, REMOTE)).course("best").orElseThrow();
    assertThat(found.first()).isEqualTo(REMOTE);
    assertThat(found.moves()).hasSize(1);
    // The weights take a part of a second at 50 Mbps, so that it begins right before the fall.
    assertThat(found.moves().get(0).atSeconds()).isEqualTo(49);
    assertThat(found.moves().get(0).cost()).isCloseTo(180, within(1e-9));
  }

  @Test
  void loadsAtTheRatesOfTheTimeInWhichItLoads() {
    CostsOverTime slow = costs(trace(1, 0.01, 100), SwitchingCost.SWITCH_OVER);
    CostsOverTime outage = costs(trace(100, 0.01, 100), SwitchingCost.SWITCH_OVER);
    double atOnceMs = slow.move(1, LOCAL, REMOTE).loadMs();
    assertThat(slow.move(0, LOCAL, REMOTE).loadMs())
        .isBetween(1_000 + 0.9 * atOnceMs, 1_000 + atOnceMs);
    assertThat(outage.move(0, LOCAL, REMOTE).loadMs()).isGreaterThan(50_000);
  }

  @Test
  void aPausedMoveRunsOnTheOldPlanWhileItLoads() {
    CostsOverTime costs = costs(trace(10, 10, 10, 10), SwitchingCost.SWITCH_OVER);
    Relocation move = costs.move(1, LOCAL, REMOTE);
    Course course = costs.course("one move", LOCAL, List.of(move));
    double loadS = move.loadMs() / 1_000;
    assertThat(loadS).isGreaterThan(0.01);
    assertThat(course.cost())
        .isCloseTo(
            costs.latencyMs(LOCAL, 0) * (10 + loadS)
                + costs.latencyMs(REMOTE, 0) * (20 - loadS)
                + 1_000 * 0.6 * 0.6 / 2,
            within(1e-9));
    assertThat(course.secondsOn(LOCAL)).isCloseTo(10 + loadS, within(1e-9));
    assertThat(course.secondsOn(REMOTE)).isCloseTo(20 - loadS, within(1e-9));
  }
}
