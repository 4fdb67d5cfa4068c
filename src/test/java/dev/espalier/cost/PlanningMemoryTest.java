package dev.espalier.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What planning at scale takes, and the refusal of what does not fit. */
class PlanningMemoryTest {
  private static final double MIB = 1 << 20;

  @Test
  void estimateIsNearWhatTheTablesTake() {
    for (Objective objective :
        List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY)) {
      PlanningProblem problem =
          problem(chain(2000), 500, 500).toBuilder().objective(objective).build();
      double before = usedMib();
      CostTables costs = new CostTables(problem);
      CompletionBound bound = CompletionBound.of(costs);
      double taken = usedMib() - before;
      double estimate = PlanningMemory.bytes(problem, d -> d) / MIB;
      assertThat(taken / estimate).as(objective.label()).isBetween(0.8, 1.25);
      assertThat(bound.lowerBound()).isPositive();
    }
  }

  private static double usedMib() {
    System.gc();
    Runtime java = Runtime.getRuntime();
    return (java.totalMemory() - java.freeMemory()) / MIB;
  }

  @Test
  void memoryGrowsWithTheKindsOfDevicesNotWithTheirNumber() {
    BranchyNet net = chain(100);
    long ofFew = PlanningMemory.bytes(problem(net, 16, 16), d -> d % 16);
    assertThat(PlanningMemory.bytes(problem(net, 4096, 16), d -> d % 16)).isEqualTo(ofFew);
    assertThat(PlanningMemory.bytes(problem(net, 32, 32), d -> d)).isEqualTo(2 * ofFew);
  }

  @Test
  void tablesThatDoNotFitAreRefusedWithWhatWouldFit() {
    PlanningProblem problem = problem(chain(100), 200, 200);
    long mib = 1 << 20;
    assertThatThrownBy(() -> PlanningMemory.require(problem, 400 * mib, 100 * mib))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage(
            "planning 200 devices and 100 layers takes about 400 MiB for tables, but Java has 100"
                + " MiB left; about 50 such devices would fit: choose fewer (--devices), give Java"
                + " more memory (-Xmx), or plan blocks of layers (--granularity block)");
    assertThatCode(() -> PlanningMemory.require(problem, 100 * mib, 100 * mib))
        .doesNotThrowAnyException();
  }

  @Test
  void tablesOfThousandsOfDevicesAndLayersAreBuilt() {
    CostTables costs = new CostTables(problem(chain(10_000), 4096, 16));
    assertThat(costs.kindCount()).isEqualTo(16);
    assertThat(costs.linkKindCount()).isEqualTo(1);
    double bound = CompletionBound.of(costs).lowerBound();
    double fastest = costs.value(new int[1], new int[] {15}, 1);
    assertThat(bound).isPositive().isLessThanOrEqualTo(fastest * (1 + 1e-9));
  }

  @Test
  void moreLayersThanCanBePlannedAreRefused() {
    DeviceCatalog catalog = problem(chain(1), 1, 1).catalog();
    BranchyNet net = chain(PlanningProblem.MAX_LAYERS + 1);
    assertThatThrownBy(() -> PlanningProblem.of(net, catalog))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage(
            "model \"chain\" has 10001 layers, but at most 10000 can be planned; import what is not"
                + " worth cutting apart as one layer (--granularity block)");
  }

  private static PlanningProblem problem(BranchyNet net, int count, int kinds) {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      devices.add(
          Device.builder("d" + d, 1 + d % kinds, 100 + d % kinds)
              .memoryMiB(1 + d % kinds)
              .powerW(2)
              .energyJ(1000)
              .build());
    }
    DeviceCatalog catalog = new DeviceCatalog("many", devices, Network.uniform(100, 1));
    return PlanningProblem.of(net, catalog);
  }

  private static BranchyNet chain(int length) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String input = i == 0 ? "image" : "l" + (i - 1);
      layers.add(new Layer("l" + i, "Op", List.of(input), 1_000_000 + i, 1000, 2000));
    }
    String last = "l" + (length - 1);
    List<Exit> exits =
        length == 1
            ? List.of(new Exit("end", last, 1))
            : List.of(new Exit("early", "l0", 0.5), new Exit("end", last, 0.5));
    return new BranchyNet("chain", new ModelInput("image", 1000), layers, exits);
  }
}
