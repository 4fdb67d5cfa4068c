package dev.espalier.io.onnx.shape;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.espalier.testing.OnnxGraph;
import dev.espalier.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes and values of single operators as the ONNX project and ONNX Runtime have them. */
class NodeShapesTest {

  static List<String> shapes() throws IOException {
    return lines("onnx-node-shapes.tsv");
  }

  static List<String> values() throws IOException {
    return lines("onnx-node-values.tsv");
  }

  private static List<String> lines(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Reference.shipped(name))) {
      return lines.filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void operatorHasTheShapeThatOnnxSays(String line) {
    String[] columns = line.split("\t", -1);
    List<String> expected = List.of(columns[4].split(" "));
    InferredTensors inferred = infer(columns, expected.size());
    assertThat(
            IntStream.range(0, expected.size())
                .filter(i -> !expected.get(i).equals("-"))
                .mapToObj(i -> text(inferred, "o" + i)))
        .isEqualTo(expected.stream().filter(type -> !type.equals("-")).toList());
  }

  private static InferredTensors infer(String[] columns, int outputs) {
    ModelProto model =
        OnnxGraph.single(columns[0], Long.parseLong(columns[1]), columns[2], columns[3], outputs);
    return ShapeInference.of(model, Map.of());
  }

  private static String text(InferredTensors tensors, String tensor) {
    return tensors
        .type(tensor)
        .map(
            type ->
                type.element().label()
                    + ":"
                    + type.shape().stream().map(String::valueOf).collect(Collectors.joining("x")))
        .orElse("unknown");
  }

  @ParameterizedTest
  @MethodSource("values")
  void operatorOfConstantsHasTheValuesThatOnnxSays(String line) {
    String[] columns = line.split("\t", -1);
    InferredTensors inferred = infer(columns, 1);
    String values =
        inferred
            .values("o0")
            .map(all -> all.stream().map(String::valueOf).collect(Collectors.joining(",")))
            .orElse("unknown");
    assertThat(text(inferred, "o0") + "=" + values).isEqualTo(columns[4]);
    assertThat(inferred.isConstant("o0")).isTrue();
  }

  @Test
  void tablesAreThere() throws IOException {
    assertThat(shapes()).hasSizeGreaterThan(400);
    assertThat(shapes().stream().map(line -> line.replaceFirst("\t.*", "")).distinct())
        .hasSizeGreaterThan(150);
    assertThat(values()).hasSizeGreaterThan(70);
  }
}
