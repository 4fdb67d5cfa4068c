package dev.espalier.io.onnx.shape;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.espalier.io.onnx.count.OperationCount;
import dev.espalier.testing.OnnxGraph;
import dev.espalier.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes and values of single operators as the ONNX project and ONNX Runtime have them. */
class NodeShapesTest {
  private static final int MUTATIONS = 20;

  /** Not those in names of types, nor fractions. */
  private static final Pattern NUMBER = Pattern.compile("(?<=[:=,x])-?\\d+(?![.\\d])");

  private static final List<String> WRONG =
      List.of("0", "-1", "1", "2", "7", "65", "4097", "2147483647", "-2147483648");

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
  }

  /** Nothing but the documented exception may come of any number in any place. */
  @Test
  void wrongNumbersAreRefusedOrTaken() throws IOException {
    Random random = new Random(11);
    int refused = 0;
    for (String line : shapes()) {
      for (int i = 0; i < MUTATIONS; i++) {
        String[] columns = line.split("\t", -1);
        int column = columns[3].isEmpty() || random.nextBoolean() ? 2 : 3;
        columns[column] = mutated(columns[column], random);
        try {
          ModelProto model =
              OnnxGraph.single(columns[0], Long.parseLong(columns[1]), columns[2], columns[3], 2);
          OperationCount.of(model.getGraph().getNode(0), ShapeInference.of(model, Map.of()));
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageNotContaining("null");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  /** The text with one of its whole numbers replaced. */
  private static String mutated(String text, Random random) {
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    if (numbers.isEmpty()) {
      return text;
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    return text.substring(0, number.start())
        + WRONG.get(random.nextInt(WRONG.size()))
        + text.substring(number.end());
  }

  @Test
  void tablesAreThere() throws IOException {
    assertThat(shapes()).hasSizeGreaterThan(400);
    assertThat(shapes().stream().map(line -> line.replaceFirst("\t.*", "")).distinct())
        .hasSizeGreaterThan(150);
    assertThat(values()).hasSizeGreaterThan(70);
  }
}
