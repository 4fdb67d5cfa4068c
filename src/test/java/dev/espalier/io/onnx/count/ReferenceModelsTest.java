package dev.espalier.io.onnx.count;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.shape.ShapeInference;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.Layer;
import dev.espalier.testing.Reference;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole networks: shapes as the ONNX project infers them, operations as the literature has them.
 */
class ReferenceModelsTest {

  private static ModelProto read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ModelProto.parseFrom(in);
    }
  }

  /** All nodes but those that make weights. */
  private static Stream<NodeProto> layers(ModelProto model) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> !node.getOpType().equals("ConstantOfShape"));
  }

  /**
   * Elements are the sum over the first outputs of all nodes that {@code onnx.shape_inference}
   * (onnx 1.23.1, strict, with data propagation) infers. Nodes that make weights are left out.
   */
  @ParameterizedTest
  @CsvSource({
    "bvlc_alexnet, 1800656",
    "inception_v1, 10184592",
    "resnet50, 37562832",
    "shufflenet, 14267968",
    "squeezenet, 7047904"
  })
  void shapesAreThoseOfTheOnnxProject(String name, long elements) throws IOException {
    ModelProto model = read(Reference.lightModel(name));
    InferredTensors tensors = ShapeInference.of(model, Map.of());
    assertThat(tensors.notes()).isEmpty();
    long sum = layers(model).mapToLong(node -> elements(tensors, node.getOutput(0))).sum();
    assertThat(sum).isEqualTo(elements);
  }

  private static long elements(InferredTensors tensors, String tensor) {
    return tensors.type(tensor).map(TensorType::elements).orElseThrow();
  }

  /**
   * Millions of multiply-accumulates. He et al. (2016, table 1): ResNet-50 takes 3.8 G with the
   * stride in the 1x1 convolutions, 4.1 G with it in the 3x3 ones, as here. Szegedy et al. (2015):
   * 1.5 G. Krizhevsky et al. (2012), with groups and an image of 227 pixels: 0.72 G; this file
   * takes 224, so that the first layer has 54 positions instead of 55. SqueezeNet 1.0 (Iandola et
   * al., 2016): 0.35 G with 224 pixels. ShuffleNet with 3 groups (Zhang et al., 2018): 0.14 G,
   * including what is no product.
   */
  @ParameterizedTest
  @CsvSource({
    "bvlc_alexnet, 654.6",
    "inception_v1, 1431.6",
    "resnet50, 4089.2",
    "shufflenet, 124.7",
    "squeezenet, 349.2"
  })
  void multiplyAccumulatesAreThoseOfTheLiterature(String name, double millions) throws IOException {
    ModelProto model = read(Reference.lightModel(name));
    InferredTensors tensors = ShapeInference.of(model, Map.of());
    long sum =
        layers(model)
            .mapToLong(node -> OperationCount.of(node, tensors).orElseThrow().multiplyAccumulates())
            .sum();
    assertThat(Math.round(sum / 1e5) / 10.0).isEqualTo(millions);
  }

  /** Its first pooling and ReLU are one for trunk and branch, where the zoo has them twice. */
  @Test
  void trainedNetworkTakesTheOperationsOfTheZoo() throws IOException {
    ModelProto model = read(Path.of("src", "examples", "b-lenet-mnist", "b-lenet-mnist.onnx"));
    InferredTensors tensors = ShapeInference.of(model, Map.of());
    List<Long> counted =
        layers(model)
            .map(node -> OperationCount.of(node, tensors).orElseThrow().flops())
            .sorted()
            .toList();
    assertThat(counted)
        .isEqualTo(
            Zoo.get("b-lenet").layers().stream()
                .filter(layer -> !List.of("b1_pool1", "b1_relu1").contains(layer.name()))
                .map(Layer::flops)
                .sorted()
                .toList());
  }
}
