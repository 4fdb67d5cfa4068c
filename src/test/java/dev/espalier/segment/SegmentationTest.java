package dev.espalier.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Slice;
import dev.espalier.testing.RandomObjectives;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each device runs, and which tensors it receives and sends. */
class SegmentationTest {
  private static final PlanRecord NO_PLAN = PlanRecord.of(Map.of());

  private static Layer layer(String name, String... inputs) {
    return new Layer(name, "Conv", List.of(inputs), 1, 1, name.length());
  }

  /** A trunk a, b, c, d with a shortcut from a to d, and a side exit behind a branch at b. */
  private static Linearization residual(String exitLayer) {
    List<Layer> layers = new ArrayList<>(List.of(layer("a", "x"), layer("b", "a")));
    if (exitLayer.equals("e")) {
      layers.add(layer("e", "b"));
    }
    layers.addAll(List.of(layer("c", "b"), layer("d", "c", "a")));
    return Linearization.of(
        new BranchyNet(
            "net",
            new ModelInput("x", 100),
            layers,
            List.of(new Exit("side", exitLayer, 0.5), new Exit("final", "d", 0.5))));
  }

  private static List<Slice> slices(int... ends) {
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      slices.add(new Slice("d" + slices.size(), from, end));
      from = end;
    }
    return slices;
  }

  @Test
  void exitInsideASliceEndsASegment() {
    Segmentation cut = Segmentation.of(residual("e"), slices(5));
    assertThat(cut.segments())
        .extracting(Segment::layers)
        .containsExactly(List.of("a", "b", "e"), List.of("c", "d"));
    Segment first = cut.segments().get(0);
    assertThat(first.exit().orElseThrow().outputs()).containsExactly("e");
    assertThat(first.outputs())
        .containsExactly(
            new SegmentOutput(TensorSpec.of("a", 1), List.of(1)),
            new SegmentOutput(TensorSpec.of("b", 1), List.of(1)),
            new SegmentOutput(TensorSpec.of("e", 1), List.of()));
    assertThat(cut.transfers()).isEmpty();
  }

  @Test
  void exitOnTheTrunkIsAnswerAndInputOfTheNextSegment() {
    Segmentation cut = Segmentation.of(residual("b"), slices(2, 4));
    Segment first = cut.segments().get(0);
    assertThat(first.exit().orElseThrow().outputs()).containsExactly("b");
    assertThat(first.outputs()).extracting(SegmentOutput::name).containsExactly("a", "b");
    assertThat(cut.segments().get(1).exit().orElseThrow().name()).isEqualTo("final");
  }

  @Test
  void tensorOfALaterSliceIsForwardedByTheOneBetween() {
    Segmentation cut = Segmentation.of(residual("b"), slices(2, 3, 4));
    assertThat(cut.segments().get(1).inputs())
        .containsExactly(new SegmentInput(TensorSpec.of("b", 1), OptionalInt.of(0)));
    assertThat(cut.segments().get(2).inputs())
        .containsExactly(
            new SegmentInput(TensorSpec.of("c", 1), OptionalInt.of(1)),
            new SegmentInput(TensorSpec.of("a", 1), OptionalInt.of(0)));
    assertThat(cut.transfers())
        .extracting(Transfer::tensors)
        .containsExactly(List.of("a", "b"), List.of("a", "c"));
    assertThat(cut.transfers()).extracting(Transfer::bytes).containsExactly(2L, 2L);
  }

  @Test
  void modelInputCrossesUpToItsLastReader() {
    BranchyNet net =
        new BranchyNet(
            "net",
            List.of(
                new ModelInput(TensorSpec.of("x", 100), 7),
                new ModelInput(TensorSpec.of("y", 50), 50)),
            List.of(layer("a", "x"), layer("b", "a", "y"), layer("c", "b", "x")),
            List.of(new Exit("final", "c", 1)));
    Segmentation cut = Segmentation.of(Linearization.of(net), slices(1, 2, 3));
    assertThat(cut.transfers())
        .extracting(Transfer::tensors)
        .containsExactly(List.of("x", "y", "a"), List.of("x", "b"));
    assertThat(cut.transfers()).extracting(Transfer::bytes).containsExactly(58L, 8L);
    assertThat(cut.segments().get(2).inputs().get(1).producer()).isEmpty();
  }

  @Test
  void answerOfSeveralTensorsIsComplete() {
    Layer two =
        new Layer(
            "two",
            "Split",
            List.of("x"),
            0,
            0,
            List.of(TensorSpec.of("l", 1), TensorSpec.of("r", 2), TensorSpec.of("unused", 3)));
    BranchyNet net =
        new BranchyNet(
            "net",
            List.of(new ModelInput("x", 1)),
            List.of(two),
            List.of(new Exit("final", "two", 1, List.of("r", "l"))));
    Segment only = Segmentation.of(Linearization.of(net), slices(1)).segments().get(0);
    assertThat(only.outputs()).extracting(SegmentOutput::name).containsExactly("l", "r");
    assertThat(only.exit().orElseThrow().outputs()).containsExactlyInAnyOrder("l", "r");
  }

  @Test
  void scoresOfASoftmaxAreProbabilities() {
    assertThat(SegmentExit.Scores.of("Softmax")).isEqualTo(SegmentExit.Scores.PROBABILITIES);
    assertThat(SegmentExit.Scores.of("Gemm+Softmax")).isEqualTo(SegmentExit.Scores.PROBABILITIES);
    assertThat(SegmentExit.Scores.of("LogSoftmax")).isEqualTo(SegmentExit.Scores.LOGITS);
  }

  @Test
  void slicesMustCoverTheNetwork() {
    assertThatThrownBy(() -> Segmentation.of(residual("b"), slices(2, 3)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("slices must cover the 4 positions of model \"net\" but end at 3");
    assertThatThrownBy(() -> Segmentation.of(residual("b"), List.of(new Slice("d", 1, 4))))
        .hasMessage("slice 0: from must be 0, where the one before it ends, but is 1");
  }

  /**
   * A manifest checks that every tensor comes from an earlier segment and that each transfer has
   * what later slices read of earlier ones: it counts these itself.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 12, 40})
  void tensorsOfRandomNetworksAndPlansFitTogether(int seeds) {
    for (int seed = 0; seed < 10 * seeds; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Linearization line = randomExits(RandomObjectives.ofSeed(seed).linearization(), random);
      List<Slice> slices = randomSlices(line.length(), random);
      Segmentation cut = Segmentation.of(line, slices);
      Manifest manifest = manifest(cut);
      assertThat(manifest.slices()).isEqualTo(slices);
      assertThat(cut.segments().stream().flatMap(segment -> segment.layers().stream()))
          .containsExactlyElementsOf(line.layers().stream().map(Layer::name).toList());
      assertThat(cut.segments().stream().flatMap(segment -> segment.exit().stream()))
          .hasSameSizeAs(line.net().exits());
      assertNothingIsReadTwice(cut);
      for (Transfer sent : cut.transfers()) {
        assertThat(sent.bytes()).isEqualTo(line.payloadBytes(sent.boundary()));
      }
    }
  }

  private static void assertNothingIsReadTwice(Segmentation cut) {
    for (Segment segment : cut.segments()) {
      Set<String> names = new HashSet<>();
      segment.inputs().forEach(input -> assertThat(names.add(input.name())).isTrue());
      segment.outputs().forEach(output -> assertThat(names.add(output.name())).isTrue());
      Set<String> read = new HashSet<>();
      for (String layer : segment.layers()) {
        Linearization line = cut.linearization();
        read.addAll(line.layer(line.positionOf(layer).orElseThrow()).inputs());
      }
      assertThat(read).containsAll(segment.inputs().stream().map(SegmentInput::name).toList());
    }
  }

  private static Linearization randomExits(Linearization line, RandomGenerator random) {
    List<Exit> all = line.net().exits();
    List<Exit> kept = new ArrayList<>();
    for (Exit exit : all) {
      if (exit == line.net().finalExit() || random.nextBoolean()) {
        kept.add(exit);
      }
    }
    double probability = 1.0 / kept.size();
    return Linearization.of(
        line.net().withExits(kept.stream().map(e -> e.withProbability(probability)).toList()));
  }

  private static List<Slice> randomSlices(int length, RandomGenerator random) {
    List<Integer> ends = new ArrayList<>();
    for (int b = 1; b < length; b++) {
      if (random.nextInt(3) == 0) {
        ends.add(b);
      }
    }
    ends.add(length);
    return slices(ends.stream().mapToInt(end -> end).toArray());
  }

  /** A manifest of files that do not exist. */
  static Manifest manifest(Segmentation cut) {
    List<Manifest.StoredSegment> files = new ArrayList<>();
    for (int n = 0; n < cut.segments().size(); n++) {
      files.add(
          new Manifest.StoredSegment(
              new StoredFile("s" + n + ".onnx", "0".repeat(64), n), Optional.empty()));
    }
    PlannedModel model =
        new PlannedModel(
            "net", new StoredFile("net.onnx", "f".repeat(64), 1), "node", Map.of(), List.of());
    return Manifest.of("0", model, NO_PLAN, cut, Prediction.NONE, files);
  }
}
