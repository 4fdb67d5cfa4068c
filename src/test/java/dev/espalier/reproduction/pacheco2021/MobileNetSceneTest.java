package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.scene.Hardware;
import dev.espalier.zoo.Zoo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNetSceneTest {
  private static final double SHARE = 0.2;
  private static final double ONE_WAY_MS = 6.4;
  private static final double ANSWER_MS = ONE_WAY_MS + 258 * 4 * 8 / 94e3;
  private static final BranchyNet NET = Zoo.get("b-mobilenetv2-5");

  private final MobileNetScene scene = new MobileNetScene(SHARE, SHARE);
  private final Map<String, Long> bytes = new HashMap<>(Map.of("image", NET.input().bytes()));

  MobileNetSceneTest() {
    NET.layers().forEach(layer -> bytes.put(layer.name(), layer.outputBytes()));
  }

  private double ms(List<Layer> layers, Hardware hardware) {
    double ms = 0;
    for (Layer layer : layers) {
      double moved = layer.weightBytes() + layer.outputBytes();
      moved += layer.inputs().stream().mapToLong(bytes::get).sum();
      ms +=
          layer.flops() / (hardware.gflops() * SHARE * 1e6)
              + moved / (hardware.ioMBps() * SHARE * 1e3);
    }
    return ms;
  }

  private static List<Layer> trunk() {
    return NET.layers().stream().filter(layer -> !layer.name().matches("b\\d_.*")).toList();
  }

  private static List<Layer> branch(int exit) {
    return NET.layers().stream().filter(l -> l.name().startsWith("b" + exit + "_")).toList();
  }

  @Test
  void cloudOnlyIsTheSampleThereTheTrunkAndTheAnswerBack() {
    double sampleMs = ONE_WAY_MS + 224 * 224 * 3 * 4 * 8 / 94e3;
    assertThat(scene.cloudOnlyMs())
        .isCloseTo(sampleMs + ms(trunk(), Hardware.T4) + ANSWER_MS, within(1e-9));
    assertThat(scene.edgeOnlyMs()).isCloseTo(ms(trunk(), Hardware.PC), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.8, 0.9})
  void oneExitAtTheEdgeSendsOnWhatDoesNotLeaveThere(double threshold) {
    List<Layer> trunk = trunk();
    int end = trunk.stream().map(Layer::name).toList().indexOf("block10_add") + 1;
    double edgeMs =
        ms(trunk.subList(0, end), Hardware.PC) + ms(branch(MobileNetScene.FIRST_EXIT), Hardware.PC);
    double sendMs = ONE_WAY_MS + 14 * 14 * 64 * 4 * 8 / 94e3;
    double cloudMs = ms(trunk.subList(end, trunk.size()), Hardware.T4);
    double onward = 1 - (1.1 - threshold);
    assertThat(scene.timeMs(3, threshold))
        .isCloseTo(edgeMs + onward * (sendMs + cloudMs + ANSWER_MS), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0.4", "0.8, 0.3", "0.9, 0.2"})
  void leavingSharesAreTheAssumedOnes(double threshold, double share) {
    assertThat(MobileNetScene.leavingShare(threshold)).isCloseTo(share, within(1e-12));
  }

  @Test
  void aSlowerEdgeSavesLess() {
    double before = 0;
    for (double share = 1; share > 0.05; share /= 1.5) {
      double ms = new MobileNetScene(share, SHARE).timeMs(5, 0.8);
      assertThat(ms).isGreaterThan(before);
      before = ms;
    }
  }

  @Test
  void everyShapeHoldsUnderTheStatedAssumptions() {
    assertThat(new MobileNetResults().checks()).hasSize(2).allMatch(Claim::isReproduced);
    assertThat(new MobileNetResults().sensitivity()).contains("15.0 to 22.5 %");
  }
}
