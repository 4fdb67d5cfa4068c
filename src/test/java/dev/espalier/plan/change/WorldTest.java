package dev.espalier.plan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final DeviceCatalog THREE =
      new DeviceCatalog(
          "three",
          List.of(new Device("a", 1, 10), new Device("b", 2, 20), new Device("c", 4, 40)),
          Network.uniform(8, 1));

  private static World world() {
    return World.of(PlanningProblem.of(Zoo.get("b-alexnet"), THREE));
  }

  private static PlanningProblem now(World world) {
    return world.problem().orElseThrow();
  }

  @Test
  void aLinkChangesBothWaysUnlessOneIsMeant() {
    World both = world().with(Change.OfLink.bandwidth("a", "b", 3));
    assertThat(now(both).catalog().link("a", "b").bandwidthMbps()).isEqualTo(3);
    assertThat(now(both).catalog().link("b", "a").bandwidthMbps()).isEqualTo(3);
    assertThat(now(both).catalog().link("b", "a").latencyMs()).isEqualTo(1);
    World one =
        world()
            .with(new Change.OfLink("a", "b", false, OptionalDouble.empty(), OptionalDouble.of(7)));
    assertThat(now(one).catalog().link("a", "b").latencyMs()).isEqualTo(7);
    assertThat(now(one).catalog().link("a", "b").bandwidthMbps()).isEqualTo(8);
    assertThat(now(one).catalog().link("b", "a").latencyMs()).isEqualTo(1);
  }

  @Test
  void theDefaultOfTheNetworkLeavesLinksOfTheirOwnAlone() {
    World changed =
        world()
            .with(
                List.of(
                    Change.OfLink.bandwidth("a", "b", 3),
                    new Change.OfNetwork(OptionalDouble.of(50), OptionalDouble.of(2)),
                    Change.OfLink.bandwidth("a", "c", 4)));
    assertThat(now(changed).catalog().link("a", "b").bandwidthMbps()).isEqualTo(3);
    assertThat(now(changed).catalog().link("a", "c").bandwidthMbps()).isEqualTo(4);
    assertThat(now(changed).catalog().link("b", "c").bandwidthMbps()).isEqualTo(50);
    assertThat(now(changed).catalog().link("b", "c").latencyMs()).isEqualTo(2);
  }

  @Test
  void aDeviceThatIsGoneRunsNothingAndComesBackAsItWas() {
    World gone = world().with(new Change.Gone("b"));
    assertThat(now(gone).devices()).extracting(Device::name).containsExactly("a", "c");
    assertThat(gone.gone()).containsExactly("b");
    World back = gone.with(new Change.Back("b"));
    assertThat(now(back).devices()).isEqualTo(THREE.devices());
  }

  @Test
  void aSlowdownIsRelativeToTheCatalogAndLeavesNoTrace() {
    World slow = world().with(Change.OfDevice.slowdown("b", 3));
    assertThat(now(slow).catalog().device("b").gflops()).isEqualTo(2.0 / 3);
    World again = slow.with(Change.OfDevice.slowdown("b", 1));
    assertThat(now(again).devices()).isEqualTo(THREE.devices());
  }

  @Test
  void measuredTimesHoldNowAndScaleWithALaterSlowdown() {
    World measured =
        world()
            .with(Change.OfDevice.slowdown("b", 2))
            .with(new Change.LayerTimes("b", Map.of("conv1", 6.0)));
    assertThat(now(measured).measuredMs("b", "conv1")).hasValue(6);
    World slower = measured.with(Change.OfDevice.slowdown("b", 4));
    assertThat(now(slower).measuredMs("b", "conv1")).hasValue(12);
  }

  @Test
  void exitsThatAreNotNamedDivideTheRest() {
    World changed = world().with(new Change.ExitProbabilities(Map.of("exit1", 0.5)));
    List<Exit> exits = now(changed).linearization().net().exits();
    assertThat(exits.get(0).probability()).isEqualTo(0.5);
    assertThat(exits.stream().mapToDouble(Exit::probability).sum())
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void aConditionSetsTheProbabilitiesThatAreKnownForIt() {
    World known = world().withConditions(Map.of("blur", List.of(0.25, 0.25, 0.5)));
    World blurred = known.with(new Change.Condition("blur"));
    assertThat(now(blurred).linearization().net().exits())
        .extracting(Exit::probability)
        .containsExactly(0.25, 0.25, 0.5);
    assertThatThrownBy(() -> known.with(new Change.Condition("blurr")))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("condition \"blurr\" is not among blur; did you mean \"blur\"?");
    assertThatThrownBy(() -> world().with(new Change.Condition("blur")))
        .hasMessage("condition \"blur\": no exit data is given that has conditions");
  }

  @Test
  void aDeadlineReplacesTheOneBeforeAndCanBeLifted() {
    World set = world().with(new Change.Deadline("exit1", OptionalDouble.of(5)));
    World other = set.with(new Change.Deadline("exit1", OptionalDouble.of(9)));
    assertThat(now(other).deadlinesMs()).containsExactly(Map.entry("exit1", 9.0));
    World none = other.with(new Change.Deadline("exit1", OptionalDouble.empty()));
    assertThat(now(none).deadlinesMs()).isEmpty();
  }

  @Test
  void aDeviceThatJoinsRunsSlicesEvenWhereSomeDevicesOnlyWereChosen() {
    World some =
        World.of(
            PlanningProblem.builder(Zoo.get("b-alexnet"), THREE).devices(List.of("a")).build());
    World joined = some.with(new Change.Joined(new Device("d", 9, 9), List.of()));
    assertThat(now(joined).devices()).extracting(Device::name).containsExactly("a", "d");
    assertThat(now(joined).catalog().devices()).hasSize(4);
    assertThatThrownBy(() -> joined.with(new Change.Joined(new Device("d", 1, 1), List.of())))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("is in the catalog already");
  }

  @Test
  void namesWhatIsInTheWayOfAnyPlan() {
    PlanningProblem problem =
        PlanningProblem.builder(Zoo.get("b-alexnet"), THREE)
            .source("a")
            .sink("b")
            .pin("conv1", "c")
            .build();
    World world = World.of(problem);
    assertThat(world.with(new Change.Gone("a")).obstacle())
        .contains("the source device \"a\" is gone");
    assertThat(world.with(new Change.Gone("b")).obstacle())
        .contains("the sink device \"b\" is gone");
    assertThat(world.with(new Change.Gone("c")).obstacle())
        .contains("layer \"conv1\" is pinned to \"c\", which is gone");
    assertThat(world.with(new Change.Gone("c")).problem()).isEmpty();
    World alone = world();
    for (String device : List.of("a", "b", "c")) {
      alone = alone.with(new Change.Gone(device));
    }
    assertThat(alone.obstacle()).contains("every device is gone");
  }

  @Test
  void rejectsWhatIsNotThere() {
    assertThatThrownBy(() -> world().with(new Change.Gone("x")))
        .hasMessage("device \"x\" is not among a, b, c");
    assertThatThrownBy(() -> world().with(Change.OfLink.bandwidth("a", "a", 1)))
        .hasMessageContaining("to itself");
    assertThatThrownBy(() -> world().with(Change.OfLink.bandwidth("a", "b", Double.NaN)))
        .isInstanceOf(InvalidFieldException.class);
    assertThatThrownBy(
            () -> world().with(new Change.ExitProbabilities(Map.of("exit1", 0.9, "exit2", 0.2))))
        .hasMessageContaining("must sum to 1");
    assertThatThrownBy(() -> world().with(new Change.LayerTimes("a", Map.of("conv1", -1.0))))
        .isInstanceOf(InvalidFieldException.class);
    assertThatThrownBy(() -> Change.OfDevice.slowdown("a", 0)).hasMessageContaining("device \"a\"");
  }
}
