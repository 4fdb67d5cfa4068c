package dev.espalier.cost.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrefixSumsTest {

  @Test
  void aRunIsSummedAsIfNothingLayBeforeIt() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      double[] values = new double[20];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextDouble() * Math.pow(10, random.nextInt(-6, 13));
      }
      PrefixSums sums = new PrefixSums(values);
      for (int from = 0; from < values.length; from++) {
        BigDecimal exact = BigDecimal.ZERO;
        for (int to = from; to <= values.length; to++) {
          assertThat(sums.sum(from, to))
              .as("round %d, [%d, %d)", round, from, to)
              .isCloseTo(exact.doubleValue(), within(1e-12 * exact.doubleValue()));
          exact = to < values.length ? exact.add(new BigDecimal(values[to])) : exact;
        }
      }
    }
  }

  @Test
  void aLayerThatTakesForeverDoesNotMakeTheOthersLookFree() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer("l0", "Conv", List.of("in"), 1_000_000_000, 0, 1));
    for (int i = 1; i < 6; i++) {
      layers.add(new Layer("l" + i, "Relu", List.of("l" + (i - 1)), 0, 1_000_000, 1));
    }
    BranchyNet net =
        new BranchyNet(
            "skewed", new ModelInput("in", 1), layers, List.of(new Exit("final", "l5", 1)));
    DeviceCatalog catalog =
        new DeviceCatalog(
            "skewed",
            List.of(new Device("a", 1e-12, 2e4), new Device("b", 1e6, 1e5)),
            Network.uniform(8, 0.005));
    for (Planner planner : List.of(Planners.exact(), Planners.genetic())) {
      Planned found =
          (Planned) planner.plan(PlanningProblem.of(net, catalog), SearchOptions.defaults());
      assertThat(found.plan().slices()).as(planner.name()).hasSize(1);
      assertThat(found.plan().value()).isCloseTo(0.0510, within(1e-4));
    }
  }
}
