package dev.espalier.study.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanValue;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.trace.BandwidthTrace;
import dev.espalier.study.trace.MarkovTraces;
import dev.espalier.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReplayerTest {
  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "three",
          List.of(new Device("a", 0.3, 20), new Device("b", 3, 200), new Device("c", 30, 2000)),
          Network.uniform(8, 1));
  private static final PlanningProblem PROBLEM =
      PlanningProblem.builder(Zoo.get("b-lenet"), CATALOG).source("a").build();
  private static final Bandwidth DEFAULT = new Bandwidth(Optional.empty());

  private static List<Replayer.Contestant> rules(SwitchingCost switching) {
    return Arrays.stream(MoveRule.values())
        .map(
            rule ->
                new Replayer.Contestant(
                    rule.label(),
                    MovePolicy.defaults().withRule(rule).withSwitching(switching),
                    "last"))
        .toList();
  }

  private static Replay replay(
      PlanningProblem problem, Bandwidth link, BandwidthTrace trace, SwitchingCost switching) {
    return new Replayer(new ExactPlanner(), SearchOptions.defaults(), text -> {})
        .replay(new TracedProblem(problem, link, trace), rules(switching))
        .orElseThrow();
  }

  private static Course named(Replay replay, String name) {
    return replay.courses().stream()
        .filter(course -> course.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nobodyRegretsAnythingWhereNothingChanges() {
    Replay replay =
        replay(PROBLEM, DEFAULT, ClairvoyantTest.trace(1, 5, 5, 5, 5), SwitchingCost.SWITCH_OVER);
    assertThat(replay.plans()).hasSize(1);
    assertThat(replay.isExact()).isTrue();
    assertThat(replay.courses())
        .hasSize(MoveRule.values().length)
        .allSatisfy(course -> assertThat(replay.regret(course)).isEqualTo(0));
  }

  @Test
  void noPolicyCostsLessThanTheClairvoyant() {
    for (SwitchingCost switching : SwitchingCost.NAMED) {
      for (String name : MarkovTraces.names()) {
        BandwidthTrace trace = MarkovTraces.named(name).scaled(0.2).generate(name, 30, 11);
        Replay replay = replay(PROBLEM, DEFAULT, trace, switching);
        assertThat(replay.courses())
            .allSatisfy(course -> assertThat(replay.regret(course)).isGreaterThanOrEqualTo(-1e-12));
        assertThat(replay.regret(replay.bestFixed())).isGreaterThanOrEqualTo(-1e-12);
        assertThat(named(replay, "never").moves()).isEmpty();
      }
    }
  }

  @Test
  void theClairvoyantHasEveryPlanThatIsTheBestOneAtSomeRate() {
    BandwidthTrace trace = MarkovTraces.named("mobile").scaled(0.2).generate("mobile", 30, 3);
    Replay replay = replay(PROBLEM, DEFAULT, trace, SwitchingCost.SWITCH_OVER);
    assertThat(replay.plans()).hasSizeGreaterThan(1);
    for (int step = 0; step < replay.traced().steps(); step++) {
      PlanningProblem problem = replay.traced().at(replay.traced().mbps(step));
      PlanningResult result = new ExactPlanner().plan(problem, SearchOptions.defaults());
      double optimum = ((PlanningResult.Planned) result).plan().value();
      double best =
          replay.plans().stream()
              .mapToDouble(slices -> PlanValue.of(problem, problem.objective(), slices))
              .min()
              .orElseThrow();
      assertThat(best).isCloseTo(optimum, within(1e-9 * optimum));
    }
  }

  @Test
  void onlyTheNamedLinkFollowsTheTrace() {
    Bandwidth link = new Bandwidth(Optional.of(new Ends("a", "c")));
    TracedProblem traced = new TracedProblem(PROBLEM, link, ClairvoyantTest.trace(1, 5, 0));
    assertThat(traced.at(traced.mbps(1)).catalog().link("a", "c").bandwidthMbps())
        .isEqualTo(BandwidthTrace.MIN_LINK_MBPS);
    assertThat(traced.at(traced.mbps(1)).catalog().link("c", "a").bandwidthMbps())
        .isEqualTo(BandwidthTrace.MIN_LINK_MBPS);
    assertThat(traced.at(traced.mbps(1)).catalog().link("a", "b").bandwidthMbps()).isEqualTo(8);
  }

  @Test
  void movingFreelyFollowsEachOptimum() {
    BandwidthTrace trace = MarkovTraces.named("mobile").scaled(0.2).generate("mobile", 60, 3);
    Replay replay = replay(PROBLEM, DEFAULT, trace, SwitchingCost.ofPauseMs(0));
    List<Slice> first = named(replay, "always").first();
    assertThat(replay.number(first)).isPositive();
    assertThat(named(replay, "always").cost()).isLessThan(named(replay, "never").cost());
  }

  @Test
  void refusesAnObjectiveThatPausesDoNotAddUpWith() {
    DeviceCatalog powered =
        CATALOG.withDevices(
            CATALOG.devices().stream()
                .map(device -> device.toBuilder().powerW(OptionalDouble.of(1)).build())
                .toList());
    PlanningProblem energy =
        PlanningProblem.builder(Zoo.get("b-lenet"), powered).objective(Objective.ENERGY).build();
    assertThatThrownBy(() -> new TracedProblem(energy, DEFAULT, ClairvoyantTest.trace(1, 5)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("energy");
  }

  @Test
  void refusesALinkOfADeviceThatThereIsNot() {
    assertThatThrownBy(
            () ->
                new TracedProblem(
                    PROBLEM,
                    new Bandwidth(Optional.of(new Ends("a", "z"))),
                    ClairvoyantTest.trace(1, 5)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("device \"z\" of the link is not in the catalog");
  }
}
