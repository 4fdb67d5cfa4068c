package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.plan.Plan;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.Interval;
import dev.espalier.study.curve.Estimate;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNetSceneTest {
  private static final double ONE_WAY_MS = 6.4;
  private static final double ANSWER_MS = ONE_WAY_MS + 258 * 4 * 8 / 94e3;
  private static final long TENSOR_BYTES = 224 * 224 * 3 * 4;
  private static final long FILE_BYTES = 70_000;
  private static final BranchyNet NET = Zoo.get("b-mobilenetv2-5");

  private final MobileNetScene scene = new MobileNetScene(Machine.CPU, Machine.T4, FILE_BYTES);
  private final Map<String, Long> bytes = new HashMap<>(Map.of("image", TENSOR_BYTES));

  MobileNetSceneTest() {
    NET.layers().forEach(layer -> bytes.put(layer.name(), layer.outputBytes()));
  }

  /** Time of layers from the layer table alone, ms. */
  private double ms(List<Layer> layers, Machine machine) {
    double ms = 0;
    for (Layer layer : layers) {
      double moved = layer.weightBytes() + layer.outputBytes();
      moved += layer.inputs().stream().mapToLong(bytes::get).sum();
      ms +=
          layer.flops() / (machine.hardware().gflops() * machine.share() * 1e6)
              + moved / (machine.hardware().ioMBps() * machine.share() * 1e3)
              + machine.launchMs();
    }
    return ms;
  }

  private static double unpackMs(Machine machine) {
    return (FILE_BYTES + TENSOR_BYTES) / (machine.hardware().ioMBps() * machine.share() * 1e3)
        + machine.launchMs();
  }

  private static List<Layer> trunk() {
    return NET.layers().stream().filter(layer -> !layer.name().matches("b\\d_.*")).toList();
  }

  private static List<Layer> branch(int exit) {
    return NET.layers().stream().filter(l -> l.name().startsWith("b" + exit + "_")).toList();
  }

  @Test
  void cloudOnlyUploadsTheFileAndNotTheTensor() {
    assertThat(TENSOR_BYTES).isEqualTo(602_112);
    double sendMs = ONE_WAY_MS + FILE_BYTES * 8 / 94e3;
    assertThat(scene.cloudOnly().expectedLatencyMs())
        .isCloseTo(
            sendMs + unpackMs(Machine.T4) + ms(trunk(), Machine.T4) + ANSWER_MS, within(1e-9));
  }

  @Test
  void edgeOnlySendsNothing() {
    assertThat(scene.edgeOnly().expectedLatencyMs())
        .isCloseTo(unpackMs(Machine.CPU) + ms(trunk(), Machine.CPU), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.8, 0.9})
  void oneExitAtTheEdgeSendsOnWhatDoesNotLeaveThere(double threshold) {
    List<Layer> trunk = trunk();
    int end = trunk.stream().map(Layer::name).toList().indexOf("block10_add") + 1;
    double edgeMs =
        unpackMs(Machine.CPU)
            + ms(trunk.subList(0, end), Machine.CPU)
            + ms(branch(MobileNetScene.FIRST_EXIT), Machine.CPU);
    double sendMs = ONE_WAY_MS + 14 * 14 * 64 * 4 * 8 / 94e3;
    double cloudMs = ms(trunk.subList(end, trunk.size()), Machine.T4);
    double onward = 1 - MeasuredShares.at(threshold).leftAfter(2).value();
    LeavingByDepth leaving = LeavingByDepth.at(threshold);
    assertThat(scene.offloading(3, leaving).expectedLatencyMs())
        .isCloseTo(edgeMs + onward * (sendMs + cloudMs + ANSWER_MS), within(1e-9));
    assertThat(scene.uploadBytes(3, leaving)).isEqualTo(14 * 14 * 64 * 4);
  }

  @Test
  void allExitsAtTheEdgeRunAllBranches() {
    assertThat(scene.allAtEdge(LeavingByDepth.at(0.8)).worstCaseLatencyMs())
        .isCloseTo(unpackMs(Machine.CPU) + ms(NET.layers(), Machine.CPU), within(1e-9));
  }

  /** The interval of as many pictures as leave at each exit, each with the time of its exit. */
  @Test
  void intervalIsThatOfTheMeanOverThePictures() {
    Plan plan = scene.offloading(3, LeavingByDepth.at(0.8));
    List<Double> pictures = new ArrayList<>();
    plan.exits()
        .forEach(
            exit -> {
              long leaving = Math.round(exit.probability() * MeasuredShares.PICTURES);
              for (int i = 0; i < leaving; i++) {
                pictures.add(exit.latencyMs());
              }
            });
    assertThat(pictures).hasSize(MeasuredShares.PICTURES);
    DoubleStatistics statistics =
        DoubleStatistics.of(
            EnumSet.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION),
            pictures.stream().mapToDouble(Double::doubleValue).toArray());
    double half =
        1.961
            * statistics.getAsDouble(Statistic.STANDARD_DEVIATION)
            / Math.sqrt(MeasuredShares.PICTURES);
    Estimate mean = MobileNetScene.meanMs(plan);
    Interval interval = mean.interval().orElseThrow();
    assertThat(mean.value()).isCloseTo(statistics.getAsDouble(Statistic.MEAN), within(1e-6));
    assertThat(interval.high() - mean.value()).isCloseTo(half, within(1e-3 * half));
    assertThat(mean.value() - interval.low()).isCloseTo(half, within(1e-3 * half));
  }

  @Test
  void timeRisesWithTheThresholdAndWithASlowerEdge() {
    for (int last = 3; last <= 5; last++) {
      int exit = last;
      assertThat(
              Lines.atThresholds(
                  t -> scene.offloading(exit, LeavingByDepth.at(t)).expectedLatencyMs()))
          .isSorted();
      double before = 0;
      for (double slower = 0.25; slower < 100; slower *= 1.5) {
        double ms =
            MobileNetScene.with(Machine.GPU.slowed(slower))
                .offloading(exit, LeavingByDepth.at(0.8))
                .expectedLatencyMs();
        assertThat(ms).isGreaterThan(before);
        before = ms;
      }
    }
  }
}
