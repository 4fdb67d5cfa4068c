package dev.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.Tensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Networks that lose some of their exits, and with them the layers that serve these alone. */
class WithExitsTest {

  private static Layer layer(String name, String... inputs) {
    return new Layer(name, "Op", List.of(inputs), 1, 2, 3);
  }

  private static Exit exit(String layer, double probability) {
    return new Exit("at " + layer, layer, probability);
  }

  private static BranchyNet net(List<Layer> layers, String... exitLayers) {
    List<Exit> exits = new ArrayList<>();
    for (String each : exitLayers) {
      exits.add(exit(each, exits.isEmpty() ? 1 : 0));
    }
    return new BranchyNet("net", new ModelInput("image", 7), layers, exits);
  }

  /** Names of the layers left when only the exits at these layers are. */
  private static List<String> left(BranchyNet net, String... exitLayers) {
    List<Exit> kept = new ArrayList<>();
    for (String each : exitLayers) {
      kept.add(exit(each, kept.isEmpty() ? 1 : 0));
    }
    BranchyNet rest = net.withExits(kept);
    assertThat(rest.exits()).isEqualTo(kept);
    assertThat(net.layers()).containsAll(rest.layers());
    Linearization.of(rest); // what is left is a network that can be laid out
    return rest.layers().stream().map(Layer::name).toList();
  }

  @Test
  void branchOfAnExitGoesWithIt() {
    BranchyNet net =
        net(
            List.of(layer("t1", "image"), layer("b1", "t1"), layer("b2", "b1"), layer("t2", "t1")),
            "b2",
            "t2");
    assertThat(left(net, "t2")).containsExactly("t1", "t2");
    assertThat(left(net, "b2", "t2")).containsExactly("t1", "b1", "b2", "t2");
  }

  @Test
  void branchOnWhichAnotherOneHangsStaysUpToTheFork() {
    BranchyNet net =
        net(
            List.of(
                layer("t1", "image"),
                layer("b1", "t1"),
                layer("b2", "b1"),
                layer("c1", "b1"),
                layer("c2", "c1"),
                layer("t2", "t1")),
            "b2",
            "c2",
            "t2");
    assertThat(left(net, "c2", "t2")).containsExactly("t1", "b1", "c1", "c2", "t2");
    assertThat(left(net, "b2", "t2")).containsExactly("t1", "b1", "b2", "t2");
    assertThat(left(net, "t2")).containsExactly("t1", "t2");
  }

  @Test
  void exitInsideABranchGoesWithoutALayer() {
    BranchyNet net =
        net(
            List.of(layer("t1", "image"), layer("b1", "t1"), layer("b2", "b1"), layer("t2", "t1")),
            "b1",
            "b2",
            "t2");
    assertThat(left(net, "b2", "t2")).containsExactly("t1", "b1", "b2", "t2");
    assertThat(left(net, "b1", "t2")).containsExactly("t1", "b1", "t2");
  }

  @Test
  void exitOfTheTrunkGoesWithoutALayer() {
    BranchyNet net = net(List.of(layer("t1", "image"), layer("t2", "t1")), "t1", "t2");
    assertThat(left(net, "t2")).containsExactly("t1", "t2");
  }

  @Test
  void layerSharedByTwoBranchesStaysWithEither() {
    BranchyNet net =
        net(
            List.of(
                layer("t1", "image"),
                layer("pool", "t1"),
                layer("x", "pool"),
                layer("y", "pool", "image"),
                layer("t2", "t1")),
            "x",
            "y",
            "t2");
    assertThat(left(net, "x", "t2")).containsExactly("t1", "pool", "x", "t2");
    assertThat(left(net, "y", "t2")).containsExactly("t1", "pool", "y", "t2");
    assertThat(left(net, "t2")).containsExactly("t1", "t2");
  }

  @Test
  void branchThatJoinsTwoPlacesOfTheTrunkTakesNeitherAlong() {
    BranchyNet net =
        net(
            List.of(
                layer("t1", "image"), layer("t2", "t1"), layer("b", "t1", "t2"), layer("t3", "t2")),
            "b",
            "t3");
    assertThat(left(net, "t3")).containsExactly("t1", "t2", "t3");
  }

  @Test
  void layersKeepTheirOrderAndNumbers() {
    BranchyNet net =
        net(List.of(layer("t2", "t1"), layer("b", "t1"), layer("t1", "image")), "b", "t2");
    BranchyNet rest = net.withExits(List.of(exit("t2", 1)));
    assertThat(rest.layers()).containsExactly(layer("t2", "t1"), layer("t1", "image"));
    assertThat(rest.name()).isEqualTo("net");
    assertThat(rest.inputs().get(0)).isEqualTo(new ModelInput("image", 7));
  }

  @Test
  void exitsOfNoNetworkOnTheseLayersAreRefused() {
    BranchyNet net = net(List.of(layer("t1", "image"), layer("t2", "t1")), "t1", "t2");
    assertThatThrownBy(() -> net.withExits(List.of(exit("t2", 0.5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probabilities of the exits must sum to 1 but sum to 0.5");
    assertThatThrownBy(() -> net.withExits(List.of(exit("t9", 0.5), exit("t2", 0.5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit \"at t9\": layer \"t9\" does not exist");
    assertThatThrownBy(() -> net.withExits(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  /** A layer serves an exit if the exit's layer is found by going from reader to reader. */
  private static Set<Layer> serving(BranchyNet net, List<Exit> kept) {
    Set<String> exits = kept.stream().map(Exit::layer).collect(Collectors.toSet());
    Set<Layer> serving = new HashSet<>();
    for (Layer layer : net.layers()) {
      Set<Layer> behind = new HashSet<>(Set.of(layer));
      boolean grows = true;
      while (grows) {
        grows = false;
        for (Layer reader : net.layers()) {
          if (behind.stream().anyMatch(other -> Tensors.reads(reader, other))) {
            grows |= behind.add(reader);
          }
        }
      }
      if (behind.stream().anyMatch(each -> exits.contains(each.name()))) {
        serving.add(layer);
      }
    }
    return serving;
  }

  @Test
  void layersLeftAreThoseFromWhichAKeptExitIsReached() {
    RandomGenerator random = new SplittableRandom(1);
    int smaller = 0;
    for (int i = 0; i < 300; i++) {
      BranchyNet net = new RandomProblems(random).net(14);
      List<Exit> kept = new ArrayList<>();
      for (Exit each : net.exits().subList(0, net.exits().size() - 1)) {
        if (random.nextBoolean()) {
          kept.add(new Exit(each.name(), each.layer(), 0));
        }
      }
      kept.add(new Exit(net.finalExit().name(), net.finalExit().layer(), 1));
      List<Layer> rest = net.withExits(kept).layers();
      Set<Layer> serving = serving(net, kept);
      assertThat(rest).isEqualTo(net.layers().stream().filter(serving::contains).toList());
      Linearization.of(net.withExits(kept));
      smaller += rest.size() < net.layers().size() ? 1 : 0;
    }
    assertThat(smaller).isGreaterThan(100);
  }

  @Test
  void networkWithoutExitsIsNone() {
    BranchyNet net = net(List.of(layer("t1", "image")), "t1");
    assertThatThrownBy(() -> net.withExits(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exits must not be empty");
  }
}
