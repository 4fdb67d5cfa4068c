package dev.espalier.io.onnx.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.espalier.testing.OnnxGraph;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs that no runtime could run: what the message says. */
class ShapeErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Conv          | float32:1x3x8x8 float32:4x5x3x3 |                       | input "i0" has 3 channels but the weights, float32 4x5x3x3, are for 5 in 1 groups
          Conv          | float32:1x4x8x8 float32:3x2x3x3 | group=i:2             | "group" must divide the 3 filters of input "i1" but is 2
          Conv          | float32:1x4x8x8 float32:4x4x3x3 | group=i:0             | "group" must be at least 1 but is 0
          Conv          | float32:1x3x8x8 float32:4x3x9x9 |                       | must fit into the padded input of 8 elements but spans 9 (axis 0, kernel 9x9)
          Conv          | float32:1x3x8x8 float32:4x3x3x3 | kernel_shape=is:5,5   | "kernel_shape" is 5x5 but the weights are float32 4x3x3x3
          Conv          | float32:1x3x8x8 float32:4x3x3x3 | strides=is:0,1        | "strides" must have 2 numbers of at least 1 but is [0, 1]
          Conv          | float32:1x3x8x8 float32:4x3x3x3 | pads=is:1,1           | "pads" must have 4 numbers of at least 0 but is [1, 1]
          Conv          | float32:1x3x8x8 float32:4x3x3x3 | auto_pad=s:SAME       | NOTSET, SAME_UPPER, SAME_LOWER or VALID but is "SAME"
          Conv          | float32:1x3x8x8 float32:4x3x3x3 float32:5 |             | input "i2" must have an element for each of the 4 filters but is float32 5
          Conv          | float32:3x8 float32:4x3x3x3     |                       | input "i0" must have at least 3 axes but is float32 3x8
          Conv          | float32:1x3x8x8 float32:4x3x3   |                       | input "i1" must have 4 axes but is float32 4x3x3
          Conv          | float32:1x3x8x8                 |                       | input 1 is missing; the node has 1
          Conv          | float32:1x3x8x8 float32:4x3x3x3 | group=s:two           | "group" must be of type INT but is of type STRING
          ConvTranspose | float32:1x3x8x8 float32:4x3x3x3 |                       | input "i0" has 3 channels but the weights are float32 4x3x3x3
          ConvTranspose | float32:1x3x1x1 float32:3x1x2x2 | pads=is:1,1,1,1       | must have at least 1 element along axis 0 but would have 0
          MaxPool       | float32:1x3x8x8                 |                       | attribute "kernel_shape" is missing
          MaxPool       | float32:1x3x8x8                 | kernel_shape=is:3     | the kernel 3 must have as many axes as the input has behind its channels, 8x8
          BatchNormalization | float32:1x3x8 float32:4 float32:4 float32:4 float32:4 | | input "i1" must have a scale for each of the 3 channels of input "i0" but is float32 4
          MatMul        | float32:2x3 float32:4x5         |                       | cannot be multiplied: 3 columns meet 4 rows
          MatMul        | float32:2x4x3 float32:3x3x5     |                       | shapes 2 and 3 cannot be broadcast: 2 and 3 at axis 0
          Gemm          | float32:2x3 float32:3x5         | transB=i:1            | cannot be multiplied: 3 columns meet 5 rows
          Gemm          | float32:2x3x1 float32:3x5       |                       | input "i0" must have 2 axes but is float32 2x3x1
          Einsum        | float32:2x3 float32:4x5         | equation=s:ij,jk->ik  | axis "j" of the equation has 3 elements in one input and 4 in another
          Einsum        | float32:2x3                     | equation=s:ij,jk->ik  | has 2 terms but the node 1 inputs
          Add           | float32:2x3 float32:2x4         |                       | shapes 2x3 and 2x4 cannot be broadcast: 3 and 4 at axis 1
          Reshape       | float32:2x3 int64:2=4,-1        |                       | input "i0", float32 2x3, cannot be reshaped to [4, -1]
          Reshape       | float32:2x3 int64:2=-1,-1       |                       | cannot be reshaped to [-1, -1]
          Reshape       | float32:2x3 int64:3=2,3,0       |                       | cannot be reshaped to [2, 3, 0]
          Transpose     | float32:2x3                     | perm=is:0,0           | "perm" must name each axis of float32 2x3 once but is [0, 0]
          Concat        | float32:2x3 float32:3x3         | axis=i:1              | inputs must differ along axis 1 alone but input "i0" is float32 2x3 and input "i1" is float32 3x3
          Concat        | float32:2x3 float32:2x3         |                       | attribute "axis" is missing
          Concat        | float32:2x3 float32:2x3         | axis=i:2              | axis must be from -2 to 1 for rank 2 but is 2
          Split         | float32:2x6 int64:1=5           | axis=i:1              | input "i0", float32 2x6, cannot be split along axis 1 into 1 parts of [5]
          Squeeze       | float32:2x3 int64:1=0           |                       | axis 0 of input "i0" must have 1 element to be left out but is of float32 2x3
          Slice         | float32:4 int64:1=0 int64:1=4 int64:1=0 int64:1=0 |     | steps must not be 0 but are [0]
          Gather        | int64:2=1,2 int64:=5            |                       | indices must be from -2 to 1 but one is 5
          Tile          | float32:2x3 int64:1=2           |                       | repeats must be as many as the axes of input "i0"
          Expand        | float32:2x3 int64:2=2,4         |                       | shapes 2x3 and 2x4 cannot be broadcast
          Expand        | float32:1 int64:4=9000000,9000000,9000000,1 |           | must be at most 2^53
          Resize        | float32:1x1x2x2 - float32:2=2,2 |                       | sizes or scales must be given for the 4 axes
          DepthToSpace  | float32:1x6x2x2                 | blocksize=i:2         | axis 1 of input "i0" must be divisible by 4
          TopK          | float32:3 int64:1=4             |                       | k must be from 0 to 3
          ArgMax        | float32:3                       | axis=i:1              | axis must be from -1 to 0 for rank 1 but is 1
          LSTM          | float32:5x1x4 float32:1x12x4 float32:1x12x4 | hidden_size=i:4 | the weights of 4 gates of 4 must be 16x4 and 16x4 behind the directions, for 4 features, but are float32 1x12x4 and float32 1x12x4
          Attention     | float32:1x4x6 float32:1x4x6 float32:1x4x6 | q_num_heads=i:4;kv_num_heads=i:2 | input "i0", float32 1x4x6, cannot be divided among 4 heads
          """)
  void messageNamesTheNodeAndWhatIsWrong(
      String op, String inputs, String attributes, String message) {
    Throwable error =
        catchThrowable(
            () ->
                ShapeInference.of(
                    OnnxGraph.single(op, 23, inputs, attributes == null ? "" : attributes, 1),
                    Map.of()));
    assertThat(error)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("node \"a " + op + "\" (" + op + "): ")
        .hasMessageContaining(message);
  }

  private static void assertRefused(OnnxGraph graph, String message) {
    assertThat(catchThrowable(() -> ShapeInference.of(graph.model(), Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void tensorsMustBeDefinedOnceAndBeforeTheyAreRead() {
    OnnxGraph dangling = OnnxGraph.opset(17).node("Relu", "x", "y", "");
    assertRefused(
        dangling,
        "node \"a Relu\" (Relu): input \"x\" is neither a model input nor a weight nor an output of"
            + " a node before this one");
    OnnxGraph twice =
        OnnxGraph.opset(17)
            .input("x", "float32:2")
            .node("Relu", "x", "y", "")
            .node("Abs", "x", "y", "");
    assertRefused(
        twice, "node \"a Abs\" (Abs): tensor \"y\" is defined twice; names must be unique");
  }

  @Test
  void weightsMustHaveTheElementsThatTheyDeclare() {
    assertRefused(
        OnnxGraph.opset(17).weight("w", "int64:3=1,2"),
        "initializer \"w\": a tensor of int64 3 must have 3 elements but has 2");
    assertRefused(
        OnnxGraph.opset(17).weight("w", "float32:-2x3"),
        "initializer \"w\": extents must be >= 0 but one of -2x3 is -2");
    assertRefused(
        OnnxGraph.opset(17).weight("w", "float32:" + "1x".repeat(64) + "1"),
        "initializer \"w\": a tensor must have at most 64 axes but has 65");
  }
}
