package dev.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Problems whose network loses an exit. */
class WithNetTest {
  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "two",
          List.of(new Device("near", 1, 1), new Device("far", 1, 1), new Device("user", 1, 1)),
          Network.uniform(8, 0));

  private static Layer layer(String name, String input) {
    return new Layer(name, "Op", List.of(input), 1, 2, 3);
  }

  /** Linearized: t1, b1, b2, t2, t3. */
  private static BranchyNet net() {
    return new BranchyNet(
        "net",
        new ModelInput("image", 7),
        List.of(
            layer("t1", "image"),
            layer("b1", "t1"),
            layer("b2", "b1"),
            layer("t2", "t1"),
            layer("t3", "t2")),
        List.of(new Exit("early", "b2", 0.5), new Exit("final", "t3", 0.5)));
  }

  private static BranchyNet finalExitAlone() {
    return net().withExits(List.of(new Exit("final", "t3", 1)));
  }

  @Test
  void pinsFollowTheirLayersAndThoseOfLayersThatAreGoneVanish() {
    PlanningProblem problem =
        PlanningProblem.builder(net(), CATALOG)
            .pin("t1", "near")
            .pin("b2", "near")
            .pin("t2", "far")
            .build();
    assertThat(problem.pins()).isEqualTo(Map.of(0, "near", 2, "near", 3, "far"));
    PlanningProblem less = problem.withNet(finalExitAlone());
    assertThat(less.linearization().layers())
        .extracting(Layer::name)
        .containsExactly("t1", "t2", "t3");
    assertThat(less.pins()).isEqualTo(Map.of(0, "near", 1, "far"));
    assertThat(problem.pins()).hasSize(3);
  }

  @Test
  void everyOtherConstraintStays() {
    PlanningProblem problem =
        PlanningProblem.builder(net(), CATALOG)
            .devices(List.of("far", "near"))
            .objective(Objective.WORST_CASE)
            .slices(2)
            .source("user")
            .sink("near")
            .inferences(9)
            .bandwidthMbps(5)
            .measured("far", "t2", 4.5)
            .build();
    PlanningProblem less = problem.withNet(finalExitAlone());
    assertThat(less.devices()).extracting(Device::name).containsExactly("far", "near");
    assertThat(less.objective()).isEqualTo(Objective.WORST_CASE);
    assertThat(less.minSlices()).isEqualTo(2);
    assertThat(less.maxSlices()).isEqualTo(2);
    assertThat(less.source()).contains("user");
    assertThat(less.sink()).contains("near");
    assertThat(less.inferences()).isEqualTo(9);
    assertThat(less.bandwidthMbps()).hasValue(5);
    assertThat(less.catalog().network().bandwidthMbps()).isEqualTo(5);
    assertThat(less.measuredMs("far", "t2")).hasValue(4.5);
    assertThat(less.measuredMs("near", "t2")).isEmpty();
  }

  @Test
  void fewerLayersThanSlicesAllowedAreSlicesEnough() {
    BranchyNet one =
        new BranchyNet(
            "one",
            new ModelInput("image", 7),
            List.of(layer("t1", "image"), layer("b1", "t1")),
            List.of(new Exit("early", "t1", 0.5), new Exit("final", "b1", 0.5)));
    PlanningProblem problem = PlanningProblem.builder(one, CATALOG).slices(1, 3).build();
    assertThat(problem.maxSlices()).isEqualTo(2);
    BranchyNet alone = one.withExits(List.of(new Exit("early", "t1", 1)));
    assertThat(problem.withNet(alone).maxSlices()).isEqualTo(1);
  }

  @Test
  void fewerLayersThanSlicesDemandedAreRefused() {
    BranchyNet three = finalExitAlone();
    PlanningProblem problem = PlanningProblem.builder(net(), CATALOG).slices(3).build();
    assertThat(problem.withNet(three).minSlices()).isEqualTo(3);
    BranchyNet two = net().withExits(List.of(new Exit("early", "t2", 1)));
    assertThatThrownBy(() -> problem.withNet(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of slices must be at most 2, the layers that are left, but is 3");
  }
}
