package dev.espalier.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
  private static final String TWO_INPUTS =
      """
      { "format": "espalier-model/2", "name": "two",
        "inputs": [
          { "name": "image", "bytes": 48, "type": "float32", "shape": [1, 3, 2, 2], "sentBytes": 9 },
          { "name": "mask", "bytes": 4 } ],
        "layers": [
          { "name": "split", "op": "Split", "inputs": ["image"], "flops": 0, "weightBytes": 0,
            "outputs": [ { "name": "left", "bytes": 16 },
                         { "name": "right", "bytes": 32, "type": "float32", "shape": [1, 8] } ] },
          { "name": "join", "op": "Op", "inputs": ["mask", "right"], "flops": 5, "weightBytes": 8,
            "outputs": [ { "name": "answer", "bytes": 2, "type": "float16", "shape": [1] },
                         { "name": "rest", "bytes": 7 } ] } ],
        "exits": [ { "name": "soon", "layer": "split", "probability": 0.25, "outputs": ["left"] },
                   { "name": "end", "layer": "join", "probability": 0.75 } ] }
      """;

  private static BranchyNet read(String text) {
    return ModelFile.parse(text, "two.json");
  }

  @Test
  void tensorsOfVersionTwoAreThoseListed() {
    BranchyNet net = read(TWO_INPUTS);
    TensorSpec image = TensorSpec.of("image", ElementType.FLOAT32, List.of(1L, 3L, 2L, 2L));
    TensorSpec right = TensorSpec.of("right", ElementType.FLOAT32, List.of(1L, 8L));
    TensorSpec answer = TensorSpec.of("answer", ElementType.FLOAT16, List.of(1L));
    assertThat(net.inputs()).containsExactly(new ModelInput(image, 9), new ModelInput("mask", 4));
    assertThat(net.layers())
        .containsExactly(
            new Layer(
                "split",
                "Split",
                List.of("image"),
                0,
                0,
                List.of(TensorSpec.of("left", 16), right)),
            new Layer(
                "join",
                "Op",
                List.of("mask", "right"),
                5,
                8,
                List.of(answer, TensorSpec.of("rest", 7))));
    assertThat(net.exits().get(0)).isEqualTo(new Exit("soon", "split", 0.25, List.of("left")));
  }

  @Test
  void tensorsCrossABoundaryUpToTheirLastReader() {
    Linearization line = Linearization.of(read(TWO_INPUTS));
    assertThat(line.crossing(0)).extracting(TensorSpec::name).containsExactly("image", "mask");
    assertThat(line.payloadBytes(0)).isEqualTo(9 + 4);
    assertThat(line.liveBytes(0)).isEqualTo(48 + 4 + 16 + 32);
    assertThat(line.crossing(1)).extracting(TensorSpec::name).containsExactly("mask", "right");
    assertThat(line.payloadBytes(1)).isEqualTo(4 + 32);
    assertThat(line.readBytes(1)).isEqualTo(4 + 32 + 8);
    assertThat(line.resultBytes(0)).isEqualTo(16);
    assertThat(line.resultBytes(1)).isEqualTo(2 + 7);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    BranchyNet net = read(TWO_INPUTS);
    assertThat(read(ModelFile.write(net))).isEqualTo(net);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, 8]|[1, 9]|/layers/0/outputs/1/bytes at line 8, column 48: tensor \"right\": bytes must be"
            + " 36, which float32 elements of shape [1, 9] take, but is 32",
        "\"float16\"|\"half\"|/layers/1/outputs/0/type at line 10, column 60: expected one of float32,"
            + " float16, bfloat16, float64, float8, float4, int2, uint2, int4, uint4, int8, uint8,"
            + " int16, uint16, int32, uint32, int64, uint64, bool, complex64, complex128 but found"
            + " \"half\"",
        "\"rest\"|\"left\"|/layers/1/outputs/1/name at line 11, column 30: output name \"left\" is"
            + " already taken by the layer \"split\" at 0; names must be unique",
        "[\"left\"]|[\"rest\"]|/exits/0/outputs/0 at line 12, column 83: exit \"soon\": its layer"
            + " \"split\" has no output \"rest\"; expected one of left, right",
        "\"mask\", \"right\"|\"maske\", \"right\"|/layers/1/inputs/0 at line 9, column 46: layer"
            + " \"join\": input \"maske\" is neither a layer's output nor a model input; did you mean \"mask\"?",
        "\"bytes\": 4 }|\"bytes\": 4, \"sentBytes\": -1 }|/inputs/1/sentBytes at line 4, column 48:"
            + " model input \"mask\": sentBytes must be a whole number from 0 to 2^53 but is -1",
        "\"sentBytes\": 9|\"size\": 9|/inputs/0/size at line 3, column 87: unknown field \"size\";"
            + " expected one of name, bytes, type, shape, sentBytes",
      })
  void damageIsReportedAtItsPlace(String found, String damaged, String message) {
    assertThat(TWO_INPUTS).contains(found);
    assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(() -> read(TWO_INPUTS.replace(found, damaged)))
        .withMessage("two.json: " + message);
  }
}
