package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The linearization on networks made by hand, and on random ones against the oracle. */
class LinearizationTest {
  private static final long IMAGE_BYTES = 1000;
  private static final int RANDOM_NETS = 1000;

  /** A layer that writes {@code bytes}. */
  private static Layer layer(String name, long bytes, String... inputs) {
    return new Layer(name, "Op", List.of(inputs), 1, 1, bytes);
  }

  /**
   * A network whose exits probability the samples equally; the exits are named after their layers.
   */
  private static BranchyNet net(List<Layer> layers, String... exitLayers) {
    List<Exit> exits = new ArrayList<>();
    for (String layer : exitLayers) {
      exits.add(new Exit("exit-" + layer, layer, 1.0 / exitLayers.length));
    }
    return new BranchyNet("net", new ModelInput("image", IMAGE_BYTES), layers, exits);
  }

  private static List<String> order(Linearization line) {
    return line.layers().stream().map(Layer::name).toList();
  }

  private static List<String> order(List<Layer> layers, String... exitLayers) {
    return order(Linearization.of(net(layers, exitLayers)));
  }

  /** Trunk a, b with a branch x, y on a. */
  private static Linearization branchOfTwo() {
    return Linearization.of(
        net(
            List.of(
                layer("a", 10, "image"),
                layer("b", 7, "a"),
                layer("x", 200, "a"),
                layer("y", 3000, "x")),
            "y",
            "b"));
  }

  @Test
  void branchIsLaidInRightBehindItsFork() {
    assertThat(order(branchOfTwo())).containsExactly("a", "x", "y", "b");
  }

  @Test
  void cutRightBehindTheForkCarriesItsOutputOnce() {
    assertThat(branchOfTwo().payloadBytes(1)).isEqualTo(10);
  }

  @Test
  void cutInsideABranchCarriesTheForkOutput() {
    assertThat(branchOfTwo().payloadBytes(2)).isEqualTo(200 + 10);
  }

  @Test
  void cutRightBehindABranchCarriesTheForkOutputAlone() {
    assertThat(branchOfTwo().payloadBytes(3)).isEqualTo(10);
  }

  @Test
  void boundaryZeroCarriesTheModelInputAndTheLastOneNothing() {
    Linearization line = branchOfTwo();
    assertThat(line.payloadBytes(0)).isEqualTo(IMAGE_BYTES);
    assertThat(line.payloadBytes(4)).isZero();
  }

  @Test
  void liveBytesAreThePayloadBeforeAPositionAndItsOutput() {
    Linearization line = branchOfTwo();
    assertThat(line.liveBytes(0)).isEqualTo(IMAGE_BYTES + 10);
    assertThat(line.liveBytes(2)).isEqualTo(210 + 3000);
    assertThat(line.liveBytes(3)).isEqualTo(10 + 7);
  }

  @Test
  void reachFallsBehindTheLayerOfAnExit() {
    Linearization line = branchOfTwo();
    assertThat(line.reach(0)).isEqualTo(1);
    assertThat(line.reach(2)).as("the exit's own layer").isEqualTo(1);
    assertThat(line.reach(3)).isEqualTo(0.5);
  }

  @Test
  void cutInsideAResidualBlockCarriesTheSkipTensor() {
    Linearization line =
        Linearization.of(
            net(
                List.of(
                    layer("stem", 10, "image"),
                    layer("conv1", 200, "stem"),
                    layer("conv2", 3000, "conv1"),
                    layer("add", 5, "conv2", "stem"),
                    layer("fc", 1, "add")),
                "fc"));
    assertThat(line.payloadBytes(1)).isEqualTo(10);
    assertThat(line.payloadBytes(2)).isEqualTo(200 + 10);
    assertThat(line.payloadBytes(3)).isEqualTo(3000 + 10);
    assertThat(line.payloadBytes(4)).isEqualTo(5);
    assertThat(line.readBytes(3)).isEqualTo(3000 + 10 + 1);
  }

  @Test
  void cutCarriesTheModelInputAsLongAsALayerBehindItReadsIt() {
    Linearization line =
        Linearization.of(
            net(
                List.of(layer("a", 10, "image"), layer("b", 7, "a", "image"), layer("c", 1, "b")),
                "c"));
    assertThat(line.payloadBytes(1)).isEqualTo(IMAGE_BYTES + 10);
    assertThat(line.payloadBytes(2)).isEqualTo(7);
  }

  @Test
  void severalBranchesOnOneForkAreLaidInInListedOrder() {
    List<Layer> layers =
        List.of(
            layer("a", 10, "image"),
            layer("b", 7, "a"),
            layer("x", 1, "a"),
            layer("y", 2, "a"),
            layer("z", 3, "a"));
    assertThat(order(layers, "y", "z", "x", "b")).containsExactly("a", "y", "z", "x", "b");
    assertThat(order(layers, "x", "y", "z", "b")).containsExactly("a", "x", "y", "z", "b");
  }

  @Test
  void branchThatHangsOnABranchIsLaidInBehindIt() {
    List<Layer> layers =
        List.of(
            layer("twig", 1, "bough"),
            layer("a", 10, "image"),
            layer("b", 7, "a"),
            layer("bough", 20, "a"),
            layer("leaf", 2, "bough"));
    Linearization line = Linearization.of(net(layers, "leaf", "twig", "b"));
    assertThat(order(line)).containsExactly("a", "bough", "leaf", "twig", "b");
    assertThat(line.payloadBytes(2)).as("before leaf").isEqualTo(20 + 10);
    assertThat(line.payloadBytes(3)).as("before twig").isEqualTo(20 + 10);
    assertThat(line.payloadBytes(4)).as("before b").isEqualTo(10);
  }

  /** Labels of Na et al. 2023, figure 3: l_{1,2} is the second layer of the first exit branch. */
  @Test
  void labelsNameTheBranchByItsExitAndThePlaceInIt() {
    List<Layer> layers =
        List.of(
            layer("a", 10, "image"),
            layer("b", 7, "a"),
            layer("c", 7, "b"),
            layer("x", 20, "b"),
            layer("y", 2, "x"));
    Linearization line = Linearization.of(net(layers, "a", "y", "c"));
    assertThat(order(line)).containsExactly("a", "b", "x", "y", "c");
    List<Integer> positions = List.of(0, 1, 2, 3, 4);
    assertThat(positions.stream().map(line::label))
        .as("the first exit is in the trunk, and so has no layer of its own")
        .containsExactly("l0,1", "l0,2", "l2,1", "l2,2", "l0,3");
    assertThat(positions.stream().map(line::flatName))
        .containsExactly("L1", "L2", "L3", "L4", "L5");
    assertThat(positions.stream().map(line::branch)).containsExactly(0, 0, 2, 2, 0);
    assertThat(positions.stream().map(line::placeInBranch)).containsExactly(1, 2, 1, 2, 3);
    assertThat(positions.stream().map(line::isInTrunk))
        .containsExactly(true, true, false, false, true);
  }

  @Test
  void layersSharedByTwoBranchesBelongToTheFirstListedOne() {
    List<Layer> layers =
        List.of(
            layer("a", 10, "image"),
            layer("b", 7, "a"),
            layer("shared", 20, "a"),
            layer("x", 1, "shared"),
            layer("y", 2, "shared"));
    assertThat(order(layers, "y", "x", "b")).containsExactly("a", "shared", "y", "x", "b");
  }

  @Test
  void branchThatReadsTwoTrunkLayersIsLaidInBehindTheLaterOne() {
    List<Layer> layers =
        List.of(
            layer("a", 10, "image"),
            layer("b", 7, "a"),
            layer("c", 5, "b"),
            layer("x", 1, "a", "b"));
    Linearization line = Linearization.of(net(layers, "x", "c"));
    assertThat(order(line)).containsExactly("a", "b", "x", "c");
    assertThat(line.payloadBytes(1)).as("a is read by b and x").isEqualTo(10);
    assertThat(line.payloadBytes(2)).as("a and b are read by x").isEqualTo(10 + 7);
  }

  @Test
  void branchIsLaidInBehindTheTrunkLayerThatItDependsOnThroughAnotherBranch() {
    List<Layer> layers =
        List.of(
            layer("a", 1, "image"),
            layer("b", 1, "a"),
            layer("c", 1, "b"),
            layer("x", 1, "b"),
            layer("y", 1, "a", "x"));
    assertThat(order(layers, "x", "y", "c")).containsExactly("a", "b", "x", "y", "c");
  }

  @Test
  void exitInTheTrunkAddsNoLayerAndLowersReachBehindIt() {
    Linearization line =
        Linearization.of(
            net(List.of(layer("a", 1, "image"), layer("b", 1, "a"), layer("c", 1, "b")), "b", "c"));
    assertThat(order(line)).containsExactly("a", "b", "c");
    assertThat(line.exitPosition(0)).isEqualTo(1);
    assertThat(line.reach(1)).isEqualTo(1);
    assertThat(line.reach(2)).isEqualTo(0.5);
  }

  @Test
  void exitInsideAnEarlierListedBranchAddsNoLayer() {
    List<Layer> layers =
        List.of(layer("a", 1, "image"), layer("x", 1, "a"), layer("y", 1, "x"), layer("b", 1, "a"));
    Linearization line = Linearization.of(net(layers, "y", "x", "b"));
    assertThat(order(line)).containsExactly("a", "x", "y", "b");
    assertThat(line.reach(2)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(line.reach(3)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void tiesAreBrokenByFileOrder() {
    Layer a = layer("a", 1, "image");
    Layer left = layer("left", 1, "a");
    Layer right = layer("right", 1, "a");
    Layer deeper = layer("deeper", 1, "right");
    Layer join = layer("join", 1, "left", "deeper");
    assertThat(order(List.of(a, left, right, deeper, join), "join"))
        .containsExactly("a", "left", "right", "deeper", "join");
    assertThat(order(List.of(join, deeper, right, left, a), "join"))
        .containsExactly("a", "right", "deeper", "left", "join");
  }

  @Test
  void branchThatReadsTheModelInputOnlyIsLaidInBeforeTheTrunk() {
    List<Layer> layers =
        List.of(layer("a", 1, "image"), layer("b", 1, "a"), layer("x", 20, "image"));
    Linearization line = Linearization.of(net(layers, "x", "b"));
    assertThat(order(line)).containsExactly("x", "a", "b");
    assertThat(line.payloadBytes(1)).isEqualTo(IMAGE_BYTES);
    assertThat(line.reach(1)).isEqualTo(0.5);
  }

  @Test
  void oneLayerIsANetwork() {
    Linearization line = Linearization.of(net(List.of(layer("only", 1, "image")), "only"));
    assertThat(line.length()).isOne();
    assertThat(line.reach(0)).isEqualTo(1);
  }

  @Test
  void layerThatLeadsToNoExitIsAnError() {
    BranchyNet net =
        net(List.of(layer("a", 1, "image"), layer("lost", 1, "a"), layer("lost2", 1, "lost")), "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Linearization.of(net))
        .withMessageContaining("\"lost\"");
  }

  @Test
  void branchThatDependsOnTheFinalLayerIsAnError() {
    BranchyNet net =
        net(List.of(layer("a", 1, "image"), layer("b", 1, "a"), layer("x", 1, "b")), "x", "b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Linearization.of(net))
        .withMessageContaining("\"exit-x\"")
        .withMessageContaining("\"b\"");
  }

  @Test
  void cycleIsAnErrorThatNamesALayerOfTheCycle() {
    BranchyNet net =
        net(List.of(layer("a", 1, "image"), layer("b", 1, "a", "c"), layer("c", 1, "b")), "c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Linearization.of(net))
        .withMessageContaining("cycle")
        .withMessageMatching(".*layer \"[bc]\".*");
  }

  @Test
  void layerThatReadsItselfIsACycle() {
    BranchyNet net = net(List.of(layer("a", 1, "image", "a")), "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Linearization.of(net))
        .withMessageContaining("cycle")
        .withMessageContaining("\"a\"");
  }

  private static List<String> forks(List<Layer> layers, String... exitLayers) {
    Linearization line = Linearization.of(net(layers, exitLayers));
    return line.forkPositions().stream().map(line::layer).map(Layer::name).toList();
  }

  @Test
  void forkIsTheTrunkLayerThatABranchReads() {
    assertThat(branchOfTwo().forkPositions()).containsExactly(0);
  }

  @Test
  void twoBranchesOnOneLayerHaveOneFork() {
    assertThat(
            forks(
                List.of(
                    layer("a", 1, "image"),
                    layer("b", 1, "a"),
                    layer("x", 1, "a"),
                    layer("y", 1, "a")),
                "y",
                "x",
                "b"))
        .containsExactly("a");
  }

  @Test
  void branchOnABranchHasTheForkOfThatBranchUnlessItReadsALaterTrunkLayer() {
    List<Layer> trunkAndBranch =
        List.of(layer("a", 1, "image"), layer("b", 1, "a"), layer("c", 1, "b"), layer("x", 1, "a"));
    List<Layer> onTheBranch = new ArrayList<>(trunkAndBranch);
    onTheBranch.add(layer("y", 1, "x"));
    assertThat(forks(onTheBranch, "x", "y", "c")).containsExactly("a");
    List<Layer> onBoth = new ArrayList<>(trunkAndBranch);
    onBoth.add(layer("y", 1, "x", "b"));
    assertThat(forks(onBoth, "x", "y", "c")).containsExactly("a", "b");
  }

  @Test
  void branchThatReadsTheModelInputAloneHasNoForkAndNorHasAnExitOnIt() {
    List<Layer> layers =
        List.of(
            layer("a", 1, "image"), layer("b", 1, "a"), layer("x", 1, "image"), layer("y", 1, "x"));
    assertThat(forks(layers, "y", "b")).isEmpty();
    assertThat(forks(layers, "y", "x", "b")).isEmpty();
  }

  @Test
  void exitOnATrunkLayerIsItsOwnForkAndOneOnABranchHasThatOfTheBranch() {
    List<Layer> trunk = List.of(layer("a", 1, "image"), layer("b", 1, "a"), layer("c", 1, "b"));
    assertThat(forks(trunk, "b", "c")).containsExactly("b");
    assertThat(forks(trunk, "b", "a", "c")).containsExactly("a", "b");
    List<Layer> branch = new ArrayList<>(trunk);
    branch.add(layer("x", 1, "a"));
    branch.add(layer("y", 1, "x"));
    assertThat(forks(branch, "y", "x", "b", "c")).containsExactly("a", "b");
  }

  @Test
  void networkWithoutSideExitsHasNoFork() {
    assertThat(forks(List.of(layer("a", 1, "image"), layer("b", 1, "a")), "b")).isEmpty();
  }

  @Test
  void forksOfRandomNetworksAreTheTrunkLayersInFrontOfBranchesAndThoseWithAnExit() {
    int forks = 0;
    for (long seed = 0; seed < RANDOM_NETS; seed++) {
      BranchyNet net = new RandomProblems(new SplittableRandom(seed)).net(14);
      Linearization line = Linearization.of(net);
      List<String> trunk = new ArrayList<>(List.of(net.finalExit().layer()));
      List<Layer> readers = new ArrayList<>();
      for (int i = line.length() - 1; i >= 0; i--) {
        Layer layer = line.layer(i);
        if (readers.stream().anyMatch(reader -> Tensors.reads(reader, layer))) {
          trunk.add(layer.name());
        }
        if (trunk.contains(layer.name())) {
          readers.add(layer);
        }
      }
      List<String> exits = net.exits().stream().map(Exit::layer).toList();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < line.length() - 1; i++) {
        String name = line.layer(i).name();
        boolean isLeft = exits.contains(name) || !trunk.contains(line.layer(i + 1).name());
        if (trunk.contains(name) && isLeft) {
          expected.add(i);
        }
      }
      assertThat(line.forkPositions()).as("seed %d", seed).isEqualTo(expected);
      forks += expected.size();
    }
    assertThat(forks).isGreaterThan(RANDOM_NETS / 2);
  }

  @Test
  void agreesWithTheOracleOnRandomNetworks() {
    for (long seed = 0; seed < RANDOM_NETS; seed++) {
      BranchyNet net = new RandomProblems(new SplittableRandom(seed)).net(14);
      Linearization line = Linearization.of(net);
      NaiveLayout naive = new NaiveLayout(net);
      String at = "seed " + seed + ", position ";
      assertThat(line.layers()).as("seed %d", seed).isEqualTo(naive.order());
      for (int i = 0; i < line.length(); i++) {
        PlanCheck.assertClose(line.reach(i), naive.reach(i), at + i);
        assertThat(line.payloadBytes(i)).as(at + i).isEqualTo(naive.payloadBytes(i));
        assertThat(line.liveBytes(i)).as(at + i).isEqualTo(naive.liveBytes(i));
        assertThat(line.readBytes(i) + line.layer(i).outputBytes())
            .as(at + i)
            .isEqualTo(naive.movedBytes(i));
      }
      for (int e = 0; e < net.exits().size(); e++) {
        assertThat(line.exitPosition(e))
            .as("seed %d, exit %d", seed, e)
            .isEqualTo(naive.position(net.exits().get(e).layer()));
      }
    }
  }

  @Test
  void everyLayerLiesBehindItsInputsOnRandomNetworks() {
    for (long seed = 0; seed < RANDOM_NETS; seed++) {
      Linearization line = Linearization.of(new RandomProblems(new SplittableRandom(seed)).net(14));
      for (int i = 0; i < line.length(); i++) {
        for (String input : line.layer(i).inputs()) {
          assertThat(line.positionOf(input).orElse(-1))
              .as("seed %d: input %s of %s", seed, input, line.layer(i).name())
              .isLessThan(i);
        }
      }
    }
  }
}
