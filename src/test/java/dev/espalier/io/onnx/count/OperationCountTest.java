package dev.espalier.io.onnx.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.shape.ShapeInference;
import dev.espalier.testing.OnnxGraph;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts by hand: each row is the formula of the class's Javadoc with the numbers put in. */
class OperationCountTest {

  private static Optional<Operations> count(ModelProto model) {
    InferredTensors tensors = ShapeInference.of(model, Map.of());
    return OperationCount.of(model.getGraph().getNode(0), tensors);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Conv             | float32:1x3x8x8 float32:4x3x3x3            | pads=is:1,1,1,1 | 6912 | 6912
          Conv             | float32:1x3x8x8 float32:4x3x3x3 float32:4  | pads=is:1,1,1,1 | 7168 | 6912
          Conv             | float32:1x4x8x8 float32:4x1x3x3            | group=i:4       | 1296 | 1296
          Conv             | float32:2x4x9 float32:6x2x3                | group=i:2;dilations=is:2 | 360 | 360
          Conv             | float16:1x3x8x8 float16:4x3x1x1            |                 | 768 | 768
          ConvTranspose    | float32:1x3x4x4 float32:3x5x2x2 float32:5  | strides=is:2,2  | 1280 | 960
          ConvInteger      | uint8:1x3x8x8 uint8:4x3x1x1                |                 | 768 | 768
          QLinearConv      | uint8:1x3x8x8 float32: uint8: uint8:4x3x1x1 float32: uint8: float32: uint8: int32:4 | | 1024 | 768
          com.microsoft:FusedConv | float32:1x3x8x8 float32:4x3x1x1     |                 | 768 | 768
          Gemm             | float32:2x3 float32:3x5 float32:5          |                 | 30 | 30
          Gemm             | float32:3x2 float32:3x5                    | transA=i:1      | 30 | 30
          MatMul           | float32:7x2x3 float32:3x5                  |                 | 210 | 210
          MatMul           | float32:3 float32:3                        |                 | 3 | 3
          MatMulInteger    | uint8:2x3 uint8:3x5                        |                 | 30 | 30
          QLinearMatMul    | uint8:2x3 float32: uint8: uint8:3x5 float32: uint8: float32: uint8: | | 30 | 30
          com.microsoft:FusedMatMul | float32:3x2 float32:3x5           | transA=i:1      | 30 | 30
          com.microsoft:MatMulNBits | float32:2x32 uint8:8x1x16 float32:8 | K=i:32;N=i:8  | 512 | 512
          Einsum           | float32:2x3 float32:3x5                    | equation=s:ij,jk->ik | 30 | 30
          Einsum           | float32:2x3                                | equation=s:ij->j | 6 | 0
          Add              | float32:4x1 float32:1x5                    |                 | 20 | 0
          Sum              | float32:2x3 float32:2x3 float32:2x3        |                 | 12 | 0
          Relu             | float32:2x3                                |                 | 6 | 0
          Clip             | float32:2x3                                |                 | 6 | 0
          Gelu             | float32:2x3                                |                 | 6 | 0
          com.microsoft:BiasGelu | float32:2x3 float32:3                |                 | 12 | 0
          QuantizeLinear   | float32:2x3 float32: uint8:                |                 | 6 | 0
          BatchNormalization | float32:1x2x3 float32:2 float32:2 float32:2 float32:2 | | 12 | 0
          LayerNormalization | float32:2x3 float32:3                    |                 | 42 | 0
          RMSNormalization | float32:2x3 float32:3                      |                 | 24 | 0
          com.microsoft:SkipLayerNormalization | float32:1x2x3 float32:1x2x3 float32:3 | | 48 | 0
          Softmax          | float32:2x3                                |                 | 18 | 0
          LRN              | float32:1x2x3x3                            | size=i:5        | 0 | 0
          MaxPool          | float32:1x2x4x4                            | kernel_shape=is:2,2;strides=is:2,2 | 32 | 0
          GlobalAveragePool | float32:1x2x4x4                           |                 | 32 | 0
          ReduceMean       | float32:2x3                                |                 | 6 | 0
          Reshape          | float32:2x3 int64:1=-1                     |                 | 0 | 0
          Transpose        | float32:2x3                                |                 | 0 | 0
          Concat           | float32:2x3 float32:2x3                    | axis=i:0        | 0 | 0
          Dropout          | float32:2x3                                |                 | 0 | 0
          Resize           | float32:1x1x2x2 - float32:4=1,1,2,2        |                 | 0 | 0
          Resize           | float32:1x1x2x2 - float32:4=1,1,2,2        | mode=s:linear   | 64 | 0
          GridSample       | float32:1x1x4x4 float32:1x2x3x2            |                 | 24 | 0
          Upsample         | float32:1x1x2x2 float32:4=1,1,2,2          |                 | 0 | 0
          LSTM             | float32:5x2x3 float32:1x16x3 float32:1x16x4 | hidden_size=i:4 | 1800 | 1120
          GRU              | float32:5x2x3 float32:1x12x3 float32:1x12x4 | hidden_size=i:4 | 1400 | 840
          RNN              | float32:5x2x3 float32:1x4x3 float32:1x4x4  | hidden_size=i:4 | 400 | 280
          LSTM             | float32:5x2x3 float32:2x16x3 float32:2x16x4 | hidden_size=i:4;direction=s:bidirectional | 3600 | 2240
          Attention        | float32:1x2x5x4 float32:1x2x6x4 float32:1x2x6x3 | | 600 | 420
          Attention        | float32:1x5x8 float32:1x6x8 float32:1x6x8  | q_num_heads=i:2;kv_num_heads=i:2 | 660 | 480
          com.microsoft:MultiHeadAttention | float32:1x5x8 float32:1x6x8 float32:1x6x8 | num_heads=i:2 | 660 | 480
          com.microsoft:Attention | float32:1x5x8 float32:8x24 float32:24 | num_heads=i:2 | 1510 | 1360
          """)
  void operationsFollowTheConvention(
      String op, String inputs, String attributes, long flops, long multiplyAccumulates) {
    ModelProto model = OnnxGraph.single(op, 23, inputs, attributes == null ? "" : attributes, 1);
    assertThat(count(model)).contains(new Operations(flops, multiplyAccumulates));
  }

  @Test
  void secondOutputAloneIsEnough() {
    // An LSTM of which only the last state is used: its first output is left out.
    ModelProto model =
        OnnxGraph.opset(14)
            .input("x", "float32:5x2x3")
            .weight("w", "float32:1x16x3")
            .weight("r", "float32:1x16x4")
            .node("LSTM", "x w r", "- last", "hidden_size=i:4")
            .model();
    assertThat(count(model)).contains(new Operations(1800, 1120));
  }

  @Test
  void unknownOperatorsAndTypesAreNotCounted() {
    assertThat(count(OnnxGraph.single("com.example:Magic", 17, "float32:2", "", 1))).isEmpty();
    assertThat(count(OnnxGraph.single("Loop", 17, "int64: bool:", "", 1))).isEmpty();
    ModelProto unknown =
        OnnxGraph.opset(17).input("s", "string:2").node("Relu", "s", "y", "").model();
    assertThat(count(unknown)).isEmpty();
  }

  @Test
  void dataMovementIsFreeWhateverItsSize() {
    assertThat(count(OnnxGraph.single("NonZero", 17, "float32:2x3", "", 1)))
        .contains(Operations.NONE);
  }

  @Test
  void moreOperationsThanNumbersAreExactForAreRefused() {
    ModelProto model =
        OnnxGraph.single("MatMul", 17, "float32:9000000x9000000 float32:9000000x9000000", "", 1);
    assertThatThrownBy(() -> count(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("node \"a MatMul\" (MatMul): ")
        .hasMessageContaining("2^53");
  }
}
