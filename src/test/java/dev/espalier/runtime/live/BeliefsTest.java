package dev.espalier.runtime.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.json.control.LinkBody;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BeliefsTest {
  private static final DeviceCatalog TWO =
      new DeviceCatalog(
          "two",
          List.of(new Device("cam", 1, 100), new Device("edge", 10, 100)),
          Network.uniform(8, 0));

  private final World world =
      World.of(PlanningProblem.builder(Zoo.get("b-alexnet"), TWO).source("cam").build());
  private final Beliefs beliefs = new Beliefs();

  private Optional<Change> probed(double roundTripMs, double atMs) {
    return beliefs.probed(
        world,
        "cam",
        new LinkBody.Found(
            "edge",
            4_096,
            OptionalDouble.of(roundTripMs),
            OptionalDouble.of(roundTripMs + 4.096),
            Optional.empty()),
        atMs);
  }

  @Test
  void aLatencyThatWasZeroIsFound() {
    for (int i = 0; i < 3; i++) {
      assertThat(probed(3, 200 * i)).isEmpty();
    }
    Change change = probed(3, 600).orElseThrow();
    assertThat(world.with(change).allDevices().catalog().link("edge", "cam").latencyMs())
        .isCloseTo(1.5, within(1e-9));
  }
}
