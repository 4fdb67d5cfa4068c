package dev.espalier.search.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplannerTest {
  private static final DeviceCatalog SIX =
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

  private static PlanningProblem problem() {
    return PlanningProblem.builder(Zoo.get("b-alexnet"), SIX).source("d1").build();
  }

  private static Replanner replanner(MovePolicy policy) {
    return Replanner.start(
        World.of(problem()), new ExactPlanner(), policy, SearchOptions.defaults());
  }

  private static double optimum(World world) {
    PlanningResult result =
        new ExactPlanner().plan(world.problem().orElseThrow(), SearchOptions.defaults());
    return ((PlanningResult.Planned) result).plan().value();
  }

  @Test
  void theFirstDecisionIsTheOptimum() {
    Replanner replanner = replanner(MovePolicy.defaults());
    Decision first = replanner.snapshot().last().orElseThrow();
    assertThat(first.action()).isEqualTo(Decision.Action.MOVE);
    assertThat(first.reason()).isEqualTo(Decision.Reason.FIRST_PLAN);
    assertThat(first.isOptimal()).isTrue();
    assertThat(first.after().map(Plan::value)).contains(optimum(World.of(problem())));
  }

  @Test
  void findsTheOptimumAfterEachOfManyRandomChanges() {
    Replanner replanner = replanner(MovePolicy.defaults().withRule(MoveRule.ALWAYS));
    Random random = new Random(1);
    for (int i = 1; i <= 300; i++) {
      int a = 1 + random.nextInt(6);
      int b = 1 + (a + random.nextInt(5)) % 6;
      double mbps = Math.exp(4 * random.nextDouble());
      Change change =
          i % 7 == 0
              ? Change.OfDevice.slowdown("d" + a, Math.exp(2 * random.nextDouble()))
              : Change.OfLink.bandwidth("d" + a, "d" + b, mbps);
      Decision decision = replanner.apply(i, List.of(change));
      assertThat(decision.best().orElseThrow().value())
          .isCloseTo(optimum(replanner.snapshot().world()), within(1e-9));
      assertThat(decision.isOptimal()).isTrue();
    }
  }

  @Test
  void aPauseTakesNoEnergy() {
    DeviceCatalog six =
        SIX.withDevices(
            SIX.devices().stream()
                .map(
                    device ->
                        device.toBuilder().powerW(device.name().equals("d4") ? 500 : 5).build())
                .toList());
    PlanningProblem energy =
        PlanningProblem.builder(Zoo.get("b-alexnet"), six)
            .source("d1")
            .objective(Objective.ENERGY)
            .build();
    List<Slice> worse =
        ((PlanningResult.Planned) new ExactPlanner().plan(problem(), SearchOptions.defaults()))
            .plan()
            .slices();
    for (MoveRule rule : List.of(MoveRule.LEARNED, MoveRule.GAIN, MoveRule.COMPETITIVE)) {
      Replanner replanner =
          Replanner.keeping(
              World.of(energy),
              worse,
              MovePolicy.defaults().withRule(rule),
              SearchOptions.defaults());
      Decision decision = replanner.apply(0, List.of());
      assertThat(decision.before().orElseThrow().value())
          .isGreaterThan(decision.best().orElseThrow().value());
      assertThat(decision.action()).as(rule.label()).isEqualTo(Decision.Action.MOVE);
    }
  }

  @Test
  void leavesAPlanWhoseDeviceIsGoneAtOnceAndTakesUpItsReturn() {
    Replanner replanner =
        replanner(MovePolicy.defaults().withRule(MoveRule.NEVER).withCooldownSeconds(100));
    String lost = replanner.snapshot().inForce().get(1).device();
    Decision gone = replanner.apply(1, List.of(new Change.Gone(lost)));
    assertThat(gone.action()).isEqualTo(Decision.Action.MOVE);
    assertThat(gone.reason()).isEqualTo(Decision.Reason.PLAN_BROKEN);
    assertThat(gone.violations()).isNotEmpty();
    assertThat(replanner.snapshot().inForce()).noneMatch(slice -> slice.device().equals(lost));
    Decision back = replanner.apply(2, List.of(new Change.Back(lost)));
    assertThat(back.action()).isEqualTo(Decision.Action.KEEP);
    assertThat(back.target().orElseThrow().slices()).anyMatch(s -> s.device().equals(lost));
  }

  @Test
  void stopsWhenTheSourceIsGoneAndGoesOnWhenItIsBack() {
    Replanner replanner = replanner(MovePolicy.defaults());
    Decision gone = replanner.apply(1, List.of(new Change.Gone("d1")));
    assertThat(gone.action()).isEqualTo(Decision.Action.STOP);
    assertThat(gone.obstacle()).contains("the source device \"d1\" is gone");
    assertThat(gone.after()).isEmpty();
    Decision back = replanner.apply(2, List.of(new Change.Back("d1")));
    assertThat(back.action()).isEqualTo(Decision.Action.MOVE);
    assertThat(back.reason()).isEqualTo(Decision.Reason.WORKS_AGAIN);
  }

  @Test
  void aChangeThatNamesAnUnknownDeviceLeavesTheStateAsItWas() {
    Replanner replanner = replanner(MovePolicy.defaults());
    Replanner.Snapshot before = replanner.snapshot();
    List<Change> changes =
        List.of(Change.OfLink.bandwidth("d1", "d4", 1), Change.OfLink.bandwidth("d1", "d44", 1));
    assertThatThrownBy(() -> replanner.apply(1, changes))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("device \"d44\" is not among")
        .hasMessageContaining("did you mean \"d4\"?");
    assertThat(replanner.snapshot()).isEqualTo(before);
  }

  @Test
  void timeMustNotGoBack() {
    Replanner replanner = replanner(MovePolicy.defaults());
    replanner.apply(5, List.of());
    assertThatThrownBy(() -> replanner.apply(4, List.of()))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("time must not be before");
    assertThatThrownBy(() -> replanner.apply(Double.NaN, List.of()))
        .isInstanceOf(InvalidFieldException.class);
  }

  @Test
  void movesToTheBestPlanThatLoadsNoMoreDevicesThanAllowed() {
    MovePolicy policy =
        MovePolicy.defaults()
            .withRule(MoveRule.ALWAYS)
            .withCooldownSeconds(0)
            .withMaxMovedDevices(1);
    Replanner replanner = replanner(policy);
    Random random = new Random(2);
    int limited = 0;
    for (int i = 1; i <= 100; i++) {
      List<Slice> before = replanner.snapshot().inForce();
      int a = 1 + random.nextInt(6);
      int b = 1 + (a + random.nextInt(5)) % 6;
      Change change = Change.OfLink.bandwidth("d" + a, "d" + b, Math.exp(5 * random.nextDouble()));
      Decision decision = replanner.apply(i, List.of(change));
      PlanningProblem now = replanner.snapshot().world().problem().orElseThrow();
      NearbySearch.Nearby nearby =
          NearbySearch.search(now, before, Optional.empty(), 1, SearchOptions.defaults());
      assertThat(decision.move().map(Move::devices).orElse(0)).isLessThanOrEqualTo(1);
      assertThat(decision.after().orElseThrow().value())
          .isCloseTo(nearby.plan().orElseThrow().value(), within(1e-9));
      limited += decision.best().orElseThrow().value() < nearby.plan().get().value() - 1e-6 ? 1 : 0;
    }
    assertThat(limited).isPositive();
  }

  @Test
  void keepsBatteriesAtThePeriodOfThePlanItself() {
    List<Device> drained =
        SIX.devices().stream()
            .map(device -> device.toBuilder().powerW(3.5).idlePowerW(3).energyJ(0.6).build())
            .toList();
    PlanningProblem pipeline =
        PlanningProblem.builder(Zoo.get("b-alexnet"), SIX.withDevices(drained))
            .objective(Objective.THROUGHPUT)
            .build();
    World world = World.of(pipeline);
    Replanner replanner =
        Replanner.start(
            world,
            new ExactPlanner(),
            MovePolicy.defaults().withRule(MoveRule.ALWAYS),
            SearchOptions.defaults());
    for (int i = 1; i <= 20; i++) {
      Decision decision =
          replanner.apply(i, List.of(Change.OfLink.bandwidth("d2", "d4", 1 + 5.0 * (i % 4))));
      PlanningResult scratch =
          new ExactPlanner()
              .plan(replanner.snapshot().world().problem().orElseThrow(), SearchOptions.defaults());
      if (scratch instanceof PlanningResult.Planned planned) {
        assertThat(decision.best().map(Plan::value)).contains(planned.plan().value());
      } else {
        assertThat(decision.best()).isEmpty();
      }
    }
  }
}
