package dev.espalier.io.onnx.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.testing.OnnxGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {
  private static final int VERSION = 17;

  private static OnnxGraph graph() {
    return OnnxGraph.opset(VERSION);
  }

  private static InferredTensors infer(OnnxGraph graph) {
    return ShapeInference.of(graph.model(), Map.of());
  }

  private static String type(InferredTensors tensors, String tensor) {
    return tensors.type(tensor).map(TensorType::toString).orElse("unknown");
  }

  @Test
  void leadingBatchIsOneUnlessGiven() {
    OnnxGraph graph = graph().input("x", "float32:batchx3").node("Relu", "x", "y", "").output("y");
    InferredTensors assumed = infer(graph);
    assertThat(type(assumed, "y")).isEqualTo("float32 1x3");
    assertThat(assumed.notes())
        .containsExactly(
            "input \"x\": dimension \"batch\" is taken as a batch of 1; --dim batch=N sets another");
    InferredTensors given = ShapeInference.of(graph.model(), Map.of("batch", 8L));
    assertThat(type(given, "y")).isEqualTo("float32 8x3");
    assertThat(given.notes()).isEmpty();
  }

  @Test
  void batchOfAnotherInputStandsForItselfAnywhere() {
    OnnxGraph graph =
        graph()
            .input("x", "float32:Nx3")
            .input("state", "float32:2xNx3")
            .node("Add", "x state", "y", "");
    assertThat(type(infer(graph), "y")).isEqualTo("float32 2x1x3");
  }

  @Test
  void leadingDimensionWithoutSymbolIsABatchAndHasAPlace() {
    OnnxGraph graph = graph().input("x", "float32:?x3").node("Relu", "x", "y", "");
    assertThat(infer(graph).notes()).singleElement().asString().contains("--dim x/0=N");
    assertThat(type(ShapeInference.of(graph.model(), Map.of("x/0", 4L)), "y"))
        .isEqualTo("float32 4x3");
  }

  @Test
  void anyOtherOpenDimensionIsAnError() {
    assertThatThrownBy(() -> infer(graph().input("ids", "int64:batchxseq")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "input \"ids\": the extent of axis 1, \"seq\", is open; set it, as in --dim seq=128");
    assertThatThrownBy(() -> infer(graph().input("ids", "int64:1x?")))
        .hasMessage("input \"ids\": the extent of axis 1 is open; set it, as in --dim ids/1=128");
    assertThatThrownBy(() -> infer(graph().input("x", "float32:heightx3")))
        .hasMessageContaining("\"height\"");
    assertThatThrownBy(() -> infer(graph().input("x", "float32:1x0x3")))
        .hasMessageContaining("must be >= 1 but is 0; --dim x/1=N");
  }

  @Test
  void dimensionThatNobodyNamesIsAnError() {
    ModelProto model = graph().input("x", "float32:batchxlength").model();
    assertThatThrownBy(() -> ShapeInference.of(model, Map.of("lenght", 4L)))
        .hasMessage(
            "no dimension is named \"lenght\"; there are batch, length, x/0, x/1; did you mean \"length\"?");
    assertThatThrownBy(() -> ShapeInference.of(model, Map.of("length", 0L)))
        .hasMessage("dimension \"length\" must be >= 1 but is 0");
  }

  /** How PyTorch exports {@code x.view(x.size(0), -1)}. */
  @Test
  void shapesComputedFromShapesAreKnown() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:batchx8x4x4")
                .weight("zero", "int64:=0")
                .weight("axis", "int64:1=0")
                .weight("rest", "int64:1=-1")
                .node("Shape", "x", "shape", "")
                .node("Gather", "shape zero", "batch", "axis=i:0")
                .node("Unsqueeze", "batch axis", "first", "")
                .node("Concat", "first rest", "target", "axis=i:0")
                .node("Reshape", "x target", "y", ""));
    assertThat(type(tensors, "y")).isEqualTo("float32 1x128");
    assertThat(tensors.values("target")).contains(List.of(1L, -1L));
  }

  /** How PyTorch exports {@code interpolate(x, scale_factor=2)}, here in whole numbers. */
  @Test
  void fractionsOnTheWayToAShapeAreExact() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:1x8x5x7")
                .weight("from", "int64:1=2")
                .weight("to", "int64:1=9223372036854775807")
                .weight("twice", "float32:=2.5")
                .node("Shape", "x", "shape", "")
                .node("Slice", "shape from to", "spatial", "")
                .node("Cast", "spatial", "fractions", "to=i:1")
                .node("Mul", "fractions twice", "larger", "")
                .node("Floor", "larger", "whole", "")
                .node("Cast", "whole", "sizes", "to=i:7")
                .node("Slice", "shape - -", "unused", "starts=is:0;ends=is:2")
                .node("Concat", "unused sizes", "target", "axis=i:0")
                .node("Resize", "x - - target", "y", ""));
    assertThat(type(tensors, "y")).isEqualTo("float32 1x8x12x17");
  }

  @Test
  void whatWeightsAloneGiveIsInferred() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:1x4")
                .weight("shape", "int64:2=4,3")
                .weight("large", "float32:4x3")
                .node("ConstantOfShape", "shape", "filled", "")
                .node("Add", "filled large", "w", "")
                .node("MatMul", "x w", "y", "")
                .node("Constant", "", "five", "value_int=i:5"));
    assertThat(type(tensors, "y")).isEqualTo("float32 1x3");
    assertThat(tensors.bytes("w")).hasValue(48);
    assertThat(tensors.values("five")).contains(List.of(5L));
  }

  @Test
  void inputsWithAWeightAreWeights() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:1x4")
                .input("w", "float32:4x3")
                .weight("w", "float32:4x3")
                .node("MatMul", "x w", "y", ""));
    assertThat(type(tensors, "w")).isEqualTo("float32 4x3");
    assertThat(type(tensors, "y")).isEqualTo("float32 1x3");
  }

  @Test
  void declaredTypesStandInForUnknownOperators() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:batchx4")
                .declare("y", "float16:batchx9")
                .declare("open", "float32:1xmany")
                .node("com.example:Magic", "x", "y open", "")
                .node("Relu", "y", "z", "")
                .node("Relu", "open", "lost", ""));
    assertThat(type(tensors, "z")).isEqualTo("float16 1x9");
    assertThat(type(tensors, "open")).isEqualTo("unknown");
    assertThat(type(tensors, "lost")).isEqualTo("unknown");
    assertThat(tensors.bytes("lost")).isEmpty();
  }

  @Test
  void sizesThatDependOnDataAreUnknown() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:3x4")
                .input("n", "int64:1")
                .node("NonZero", "x", "found", "")
                .node("ConstantOfShape", "n", "filled", "")
                .node("Shape", "found", "shape", ""));
    assertThat(List.of("found", "filled", "shape")).allMatch(name -> tensors.type(name).isEmpty());
  }

  @Test
  void rulesWinOverWhatIsDeclared() {
    InferredTensors tensors =
        infer(
            graph()
                .input("x", "float32:2x4")
                .declare("y", "float32:2x5")
                .declare("z", "float32:anyx4")
                .node("Relu", "x", "y", "")
                .node("Relu", "y", "z", ""));
    assertThat(type(tensors, "y")).isEqualTo("float32 2x4");
    assertThat(tensors.notes())
        .containsExactly(
            "tensor \"y\" is declared as 2x5 but is float32 2x4 by its operator, which is taken");
  }

  @Test
  void branchesThatAgreeGiveTheType() {
    OnnxGraph same = graph().node("Relu", "x", "a", "").output("a");
    OnnxGraph turned = graph().node("Transpose", "x", "b", "").output("b");
    OnnxGraph unfit = graph().node("Squeeze", "x", "c", "axes=is:0").output("c");
    assertThat(type(branched(same, same), "y")).isEqualTo("float32 2x4");
    assertThat(type(branched(same, turned), "y")).isEqualTo("unknown");
    assertThat(type(branched(unfit, turned), "y")).isEqualTo("float32 4x2");
    assertThat(type(branched(same, unfit), "y")).isEqualTo("float32 2x4");
    assertThatThrownBy(() -> branched(unfit, unfit)).hasMessageContaining("a Squeeze");
  }

  private static InferredTensors branched(OnnxGraph then, OnnxGraph otherwise) {
    return infer(
        OnnxGraph.opset(11)
            .input("x", "float32:2x4")
            .input("c", "bool:")
            .branches("c", "y", then, otherwise));
  }

  /** PyTorch's squeeze of an axis that may have one element. */
  @Test
  void branchThatIsKnownToBeTakenGivesTheType() {
    OnnxGraph then = graph().node("Squeeze", "x", "a", "axes=is:0").output("a");
    OnnxGraph otherwise = graph().node("Identity", "x", "b", "").output("b");
    InferredTensors tensors =
        infer(
            OnnxGraph.opset(11)
                .input("x", "float32:1x4")
                .weight("zero", "int64:=0")
                .weight("one", "int64:=1")
                .node("Shape", "x", "shape", "")
                .node("Gather", "shape zero", "first", "")
                .node("Equal", "first one", "c", "")
                .branches("c", "y", then, otherwise));
    assertThat(type(tensors, "y")).isEqualTo("float32 4");
  }

  @Test
  void deepBranchesDoNotExhaustTheStack() {
    OnnxGraph inner = graph().node("Relu", "x", "y", "").output("y");
    for (int i = 0; i < 60; i++) {
      inner = graph().branches("c", "y" + i, inner, graph().output("x")).output("y" + i);
    }
    OnnxGraph deep =
        graph().input("x", "float32:2").input("c", "bool:").branches("c", "r", inner, inner);
    assertThat(type(infer(deep), "r")).isEqualTo("unknown");
  }

  @Test
  void nothingIsAllocatedByDeclaredSizes() {
    InferredTensors tensors =
        infer(
            graph()
                .weight("huge", "int64:1=1000000000000")
                .weight("start", "int64:=0")
                .weight("limit", "int64:=1000000000000")
                .weight("step", "int64:=1")
                .node("ConstantOfShape", "huge", "filled", "")
                .node("Range", "start limit step", "range", "")
                .node("Expand", "step huge", "expanded", ""));
    assertThat(type(tensors, "filled")).isEqualTo("float32 1000000000000");
    assertThat(type(tensors, "expanded")).isEqualTo("int64 1000000000000");
    assertThat(List.of("filled", "range", "expanded"))
        .allMatch(name -> tensors.values(name).isEmpty());
  }

  @Test
  void textHasNoSize() {
    InferredTensors tensors =
        infer(graph().input("s", "string:1x3").node("Identity", "s", "y", ""));
    assertThat(tensors.type("s")).isEmpty();
    assertThat(tensors.bytes("y")).isEmpty();
  }
}
