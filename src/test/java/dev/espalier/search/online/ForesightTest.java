package dev.espalier.search.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link MoveRule#LEARNED} does, by decisions of a {@link Replanner}. */
class ForesightTest {
  private static final DeviceCatalog TWO =
      new DeviceCatalog(
          "two",
          List.of(new Device("slow", 0.3, 20), new Device("fast", 30, 2000)),
          Network.uniform(20, 1));
  private static final PlanningProblem PROBLEM =
      PlanningProblem.builder(Zoo.get("b-lenet"), TWO).source("slow").build();
  private static final MovePolicy LEARNED = MovePolicy.defaults().withRule(MoveRule.LEARNED);

  private static Replanner replanner(MovePolicy policy) {
    return Replanner.start(World.of(PROBLEM), new ExactPlanner(), policy, SearchOptions.defaults());
  }

  private static List<Change> rate(double mbps) {
    return List.of(new Change.OfNetwork(OptionalDouble.of(mbps), OptionalDouble.empty()));
  }

  private static List<Decision> apply(Replanner replanner, double from, double... mbps) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < mbps.length; i++) {
      decisions.add(replanner.apply(from + i, rate(mbps[i])));
    }
    return decisions;
  }

  private static double[] times(int count, double mbps) {
    double[] rates = new double[count];
    Arrays.fill(rates, mbps);
    return rates;
  }

  @Test
  void movesWhereAStateLasts() {
    Replanner replanner = replanner(LEARNED);
    apply(replanner, 1, times(20, 20));
    List<Decision> decisions = apply(replanner, 21, times(20, 0.05));
    assertThat(decisions).anyMatch(decision -> decision.action().isMove());
  }

  @Test
  void doesNotFollowStatesThatEndAtOnce() {
    Replanner learned = replanner(LEARNED);
    Replanner gain = replanner(LEARNED.withRule(MoveRule.GAIN));
    for (int round = 0; round < 40; round++) {
      apply(learned, 1 + 4 * round, 20, 20, 20, 0.4);
      apply(gain, 1 + 4 * round, 20, 20, 20, 0.4);
    }
    assertThat(learned.snapshot().moves()).isLessThanOrEqualTo(1);
    assertThat(gain.snapshot().moves()).isGreaterThan(learned.snapshot().moves());
  }

  @Test
  void staysOnASafePlanOnceOutagesWereSeen() {
    Replanner replanner = replanner(LEARNED);
    for (int round = 0; round < 10; round++) {
      apply(replanner, 1 + 10 * round, 20, 20, 20, 20, 20, 20, 0.01, 0.01, 0.01, 0.01);
    }
    List<Decision> good = apply(replanner, 101, times(5, 20));
    Decision last = good.get(4);
    assertThat(last.after().orElseThrow().value()).isGreaterThan(last.best().orElseThrow().value());
    assertThat(last.action()).isEqualTo(Decision.Action.KEEP);
  }

  @Test
  void countsATransitionInEachSecondHoweverOftenItDecides() {
    for (double step : new double[] {0.002, 0.1, 0.55, 1, 1.5, 7}) {
      Replanner replanner = replanner(LEARNED);
      int count = (int) Math.min(400, 80 / step);
      for (int i = 1; i <= count; i++) {
        replanner.apply(step * i, rate(i % 20 < 10 ? 20 : 0.05));
      }
      double transitions =
          replanner.state().experience().states().stream()
              .flatMap(state -> state.next().stream())
              .mapToDouble(each -> each)
              .sum();
      assertThat(transitions).as("step %s", step).isCloseTo(step * count, within(1.0));
    }
  }

  @Test
  void goesOnFromItsStateWithEqualDecisions() {
    Random random = new Random(3);
    Replanner one = replanner(LEARNED);
    Replanner other = replanner(LEARNED);
    for (int i = 1; i <= 200; i++) {
      double mbps = Math.exp(4 * random.nextGaussian());
      Decision expected = one.apply(i, rate(mbps));
      if (i % 7 == 0) {
        other = Replanner.resumed(other.state(), LEARNED, SearchOptions.defaults());
      }
      Decision found = other.apply(i, rate(mbps));
      assertThat(found.action()).isEqualTo(expected.action());
      assertThat(found.after().map(plan -> plan.slices()))
          .isEqualTo(expected.after().map(plan -> plan.slices()));
      assertThat(other.state().experience()).isEqualTo(one.state().experience());
    }
    assertThat(one.snapshot().moves()).isPositive();
  }

  @Test
  void keepsWithinItsNumbersOfPlansAndStates() {
    DeviceCatalog six =
        new DeviceCatalog(
            "six",
            List.of(
                new Device("d1", 0.218, 18.46).withMemoryMiB(1.2),
                new Device("d2", 9.92, 199.97).withMemoryMiB(1.2),
                new Device("d3", 0.213, 17.81).withMemoryMiB(1.2),
                new Device("d4", 13.5, 222.59).withMemoryMiB(1.2),
                new Device("d5", 0.247, 18.47).withMemoryMiB(1.2),
                new Device("d6", 3.62, 20.9).withMemoryMiB(1.2)),
            Network.uniform(8, 0));
    Replanner replanner =
        Replanner.start(
            World.of(PlanningProblem.builder(Zoo.get("b-alexnet"), six).source("d1").build()),
            new ExactPlanner(),
            LEARNED,
            SearchOptions.defaults());
    Random random = new Random(1);
    for (int i = 1; i <= 150; i++) {
      int a = 1 + random.nextInt(6);
      int b = 1 + (a + random.nextInt(5)) % 6;
      double mbps = Math.exp(6 * random.nextDouble() - 2);
      Change change =
          i % 10 == 0
              ? new Change.Gone("d" + (2 + i / 10 % 4))
              : i % 10 == 5
                  ? new Change.Back("d" + (2 + i / 10 % 4))
                  : a == b
                      ? Change.OfDevice.slowdown("d" + a, Math.exp(2 * random.nextDouble()))
                      : Change.OfLink.bandwidth("d" + a, "d" + b, mbps);
      replanner.apply(i, List.of(change));
      Experience experience = replanner.state().experience();
      assertThat(experience.plans()).hasSizeLessThanOrEqualTo(Experience.MAX_PLANS);
      assertThat(experience.states()).hasSizeLessThanOrEqualTo(Experience.MAX_STATES);
      experience
          .states()
          .forEach(state -> assertThat(state.values()).allMatch(value -> Double.isFinite(value)));
    }
  }
}
