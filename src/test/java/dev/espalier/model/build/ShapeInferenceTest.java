package dev.espalier.model.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.model.Layer;
import dev.espalier.testing.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes and costs of single layers, worked out by hand. */
class ShapeInferenceTest {
  private final NetworkBuilder net = NetworkBuilder.of("test", "image", Shape.of(3, 32, 32));
  private final Tensor image = net.input();

  private Layer only() {
    assertThat(net.layers()).hasSize(1);
    return net.layers().get(0);
  }

  private void assertOnly(String op, long flops, long weightBytes, long outputBytes) {
    assertThat(Tensors.untyped(only()))
        .isEqualTo(new Layer("x", op, List.of("image"), flops, weightBytes, outputBytes));
  }

  @Test
  void convolutionCountsMultiplyAccumulatesAndOneAdditionPerOutputForTheBias() {
    assertThat(image.conv("x", 8, Window.of(5).padding(2)).shape()).isEqualTo(Shape.of(8, 32, 32));
    assertOnly("Conv", 8 * 32 * 32 * (5 * 5 * 3 + 1), 8 * (5 * 5 * 3 + 1) * 4, 8 * 32 * 32 * 4);
  }

  @Test
  void convolutionWithoutBiasSavesItsAdditionsAndWeights() {
    image.conv("x", Convolution.of(8, Window.of(3)).withoutBias());
    assertOnly("Conv", 8 * 30 * 30 * 27, 8 * 27 * 4, 8 * 30 * 30 * 4);
  }

  @Test
  void aGroupReadsItsOwnChannelsAlone() {
    image.conv("x", Convolution.of(6, Window.of(1)).groups(3));
    assertOnly("Conv", 6 * 32 * 32 * (1 + 1), 6 * (1 + 1) * 4, 6 * 32 * 32 * 4);
  }

  @Test
  void depthwiseConvolutionKeepsTheChannels() {
    Tensor output = image.depthwiseConv("x", Window.of(3).stride(2).padding(1));
    assertThat(output.shape()).isEqualTo(Shape.of(3, 16, 16));
    assertOnly("Conv", 3 * 16 * 16 * (9 + 1), 3 * (9 + 1) * 4, 3 * 16 * 16 * 4);
  }

  @ParameterizedTest(name = "{0} elements, kernel {1}, stride {2}, padding {3}, up {4}: {5}")
  @CsvSource({
    "32, 3, 2, 0, false, 15",
    "32, 3, 2, 0, true, 16",
    "28, 5, 1, 3, false, 30",
    "15, 2, 2, 0, false, 7",
    "15, 2, 2, 0, true, 8",
    "16, 2, 2, 0, true, 8",
    "7, 7, 1, 0, true, 1",
    // A third window would begin at element 5, behind the 4 of the input.
    "4, 2, 3, 1, true, 2",
    "5, 2, 2, 1, true, 3",
    // A gap between windows: the next one would begin right at the end of the input.
    "4, 2, 4, 0, true, 1",
    "5, 2, 4, 0, true, 2",
  })
  void windowPositions(
      int extent, int kernel, int stride, int padding, boolean roundUp, int expected) {
    Window window = new Window(kernel, stride, padding, roundUp);
    assertThat(
            NetworkBuilder.of("t", "in", Shape.of(1, extent, extent))
                .input()
                .maxPool("x", window)
                .shape())
        .isEqualTo(Shape.of(1, expected, expected));
  }

  @Test
  void heightAndWidthAreInferredApart() {
    Tensor wide = NetworkBuilder.of("t", "in", Shape.of(2, 9, 21)).input();
    assertThat(wide.maxPool("x", Window.of(3).stride(3)).shape()).isEqualTo(Shape.of(2, 3, 7));
  }

  @Test
  void poolingCountsEachInputElementOnce() {
    image.maxPool("x", Window.of(3).stride(2).roundingUp());
    assertOnly("MaxPool", 3 * 32 * 32, 0, 3 * 16 * 16 * 4);
  }

  @Test
  void averagePoolingCountsAsMaximumPooling() {
    image.averagePool("x", Window.of(8).stride(8));
    assertOnly("AveragePool", 3 * 32 * 32, 0, 3 * 4 * 4 * 4);
  }

  @Test
  void globalAveragePoolingLeavesOneElementPerChannel() {
    assertThat(image.globalAveragePool("x").shape()).isEqualTo(Shape.of(3, 1, 1));
    assertOnly("GlobalAveragePool", 3 * 32 * 32, 0, 3 * 4);
  }

  @Test
  void batchNormalizationCountsTwoPerElementAndTwoWeightsPerChannel() {
    image.batchNorm("x");
    assertOnly("BatchNormalization", 2 * 3 * 32 * 32, 2 * 3 * 4, 3 * 32 * 32 * 4);
  }

  @Test
  void reluCountsOneAndSoftmaxThreePerElement() {
    image.relu("relu").softmax("softmax");
    assertThat(net.layers())
        .extracting(Layer::flops)
        .containsExactly(3L * 32 * 32, 3L * 3 * 32 * 32);
  }

  @Test
  void layersThatOnlyPassDataOnAreFree() {
    assertThat(image.lrn("lrn").dropout("drop").flatten("flat").shape())
        .isEqualTo(Shape.flat(3 * 32 * 32));
    assertThat(net.layers())
        .allSatisfy(
            layer -> {
              assertThat(layer.flops()).isZero();
              assertThat(layer.weightBytes()).isZero();
              assertThat(layer.outputBytes()).isEqualTo(3 * 32 * 32 * 4);
            })
        .extracting(Layer::op)
        .containsExactly("LRN", "Dropout", "Flatten");
  }

  @Test
  void fullyConnectedLayerHasABiasThatIsStoredButNotCounted() {
    Tensor features = NetworkBuilder.of("t", "in", Shape.flat(1024)).input();
    assertThat(LayerCost.gemm("x", features.shape(), 10))
        .isEqualTo(new LayerCost(1024 * 10, 1025 * 10 * 4, Shape.flat(10)));
  }

  @Test
  void additionKeepsTheShapeAndListsBothInputs() {
    Tensor a = image.relu("a");
    Tensor sum = a.add("x", image);
    assertThat(sum.shape()).isEqualTo(image.shape());
    assertThat(Tensors.untyped(net.layers().get(1)))
        .isEqualTo(new Layer("x", "Add", List.of("a", "image"), 3 * 32 * 32, 0, 3 * 32 * 32 * 4));
  }

  @Test
  void aSumOfThreeTakesTwoAdditionsPerElement() {
    image.relu("a").add("x", image.relu("b"), image);
    assertThat(net.layers().get(2).flops()).isEqualTo(2 * 3 * 32 * 32);
  }

  @Test
  void concatenationStacksTheChannelsOfGrids() {
    Tensor wide = image.conv("wide", 5, Window.of(1));
    assertThat(wide.concat("x", image).shape()).isEqualTo(Shape.of(8, 32, 32));
    assertThat(Tensors.untyped(net.layers().get(1)))
        .isEqualTo(new Layer("x", "Concat", List.of("wide", "image"), 0, 0, 8 * 32 * 32 * 4));
  }

  @Test
  void concatenationLaysVectorsBehindEachOther() {
    Tensor flat = image.flatten("flat");
    assertThat(flat.gemm("a", 7).concat("x", flat.gemm("b", 5)).shape()).isEqualTo(Shape.flat(12));
  }

  @Test
  void customLayerCarriesTheNumbersGiven() {
    Tensor output = image.custom("x", "Swish", 77, 8, Shape.of(1, 2, 3));
    assertThat(output.shape()).isEqualTo(Shape.of(1, 2, 3));
    assertOnly("Swish", 77, 8, 24);
  }
}
