package dev.espalier.reproduction.popex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import dev.espalier.zoo.Zoo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlexNetSceneTest {
  private static final double SHARE = Popex.CLOUD_SHARE;
  private static final List<Double> GAMMAS = List.of(1.0, 3.0, 10.0, 40.0, 100.0, 300.0, 2000.0);
  private static final List<Double> PROBABILITIES = List.of(0.0, 0.1, 0.35, 0.6, 0.9, 1.0);
  private static final BranchyNet NET = Zoo.get("b-alexnet-imagenet");
  private static final Map<String, Long> BYTES =
      new HashMap<>(Map.of("image", NET.inputs().get(0).bytes()));

  static {
    NET.layers().forEach(layer -> BYTES.put(layer.name(), layer.outputBytes()));
  }

  private final AlexNetScene scene = new AlexNetScene(SHARE);

  /** Time of layers in the cloud, ms, from the layer table alone. */
  private static double cloudMs(List<Layer> layers) {
    double ms = 0;
    for (Layer layer : layers) {
      double moved = layer.weightBytes() + layer.outputBytes();
      for (String input : layer.inputs()) {
        moved += BYTES.get(input);
      }
      ms += layer.flops() / (1398e6 * SHARE) + moved / (240e6 * SHARE);
    }
    return ms;
  }

  /** The paper's time, for every cut: in front of the branch without it, behind it with it. */
  private static double minMs(double gamma, double mbps, double p) {
    List<Layer> branch = NET.layers().stream().filter(l -> l.name().startsWith("b1")).toList();
    List<Layer> trunk = NET.layers().stream().filter(l -> !l.name().startsWith("b1")).toList();
    double min = NET.inputs().get(0).bytes() * 8 / (mbps * 1000) + cloudMs(trunk);
    Layer fork = trunk.get(0);
    double forkMs = gamma * cloudMs(List.of(fork));
    List<Layer> rest = trunk.subList(1, trunk.size());
    min = Math.min(min, forkMs + fork.outputBytes() * 8 / (mbps * 1000) + cloudMs(rest));
    for (int cut = 1; cut <= trunk.size(); cut++) {
      double behind = gamma * cloudMs(trunk.subList(1, cut));
      if (cut < trunk.size()) {
        behind += trunk.get(cut - 1).outputBytes() * 8 / (mbps * 1000);
        behind += cloudMs(trunk.subList(cut, trunk.size()));
      }
      min = Math.min(min, forkMs + gamma * cloudMs(branch) + (1 - p) * behind);
    }
    return min;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1.1, 5.5, 5.85, 18.8, 100})
  void noCutOfThePaperIsBetter(double mbps) {
    for (double gamma : GAMMAS) {
      for (double p : PROBABILITIES) {
        double expected = minMs(gamma, mbps, p);
        assertThat(scene.answer(gamma, mbps, p).timeMs())
            .as("gamma %s, p %s", gamma, p)
            .isCloseTo(expected, within(1e-9 * expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1.1, 5.5, 5.85, 18.8, 100})
  void timeNeverRisesWithTheProbabilityAndIsConstantWhileCloudOnly(double mbps) {
    for (double gamma : GAMMAS) {
      Answer before = scene.answer(gamma, mbps, 0);
      for (int i = 1; i <= 20; i++) {
        Answer now = scene.answer(gamma, mbps, i / 20.0);
        if (now.isCloudOnly()) {
          assertThat(before.isCloudOnly()).isTrue();
          assertThat(now.timeMs()).isEqualTo(before.timeMs());
        } else {
          assertThat(now.timeMs()).isLessThan(before.timeMs());
        }
        before = now;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.35, 0.6, 0.9})
  void cutMovesToTheInputAsGammaGrowsAndAtHigherRates(double p) {
    for (double mbps : new double[] {0.3, 1.1, 5.5, 5.85, 18.8, 100}) {
      int before = Integer.MAX_VALUE;
      for (double gamma = 1; gamma < 20_000; gamma *= 1.3) {
        int layers = scene.answer(gamma, mbps, p).edgeLayers();
        assertThat(layers).isLessThanOrEqualTo(before);
        assertThat(scene.answer(gamma, 2 * mbps, p).edgeLayers()).isLessThanOrEqualTo(layers);
        before = layers;
      }
      assertThat(before).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.8, 0.95})
  void firstCloudOnlyGammaIsTheSmallest(double p) {
    for (double mbps : new double[] {1.1, 5.5, 18.8}) {
      int gamma = scene.firstCloudOnlyGamma(mbps, p);
      assertThat(scene.answer(gamma, mbps, p).isCloudOnly()).isTrue();
      assertThat(scene.answer(gamma - 1, mbps, p).isCloudOnly()).isFalse();
    }
  }
}
