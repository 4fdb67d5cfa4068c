package dev.espalier.io.json.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Slice;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlanRecord.PlannedExit;
import dev.espalier.segment.PlannedModel;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import dev.espalier.segment.StoredFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests come back as they were written, and what does not fit together is refused. */
class ManifestFileTest {
  private static TensorSpec tensor(String name, long... shape) {
    return TensorSpec.of(name, ElementType.FLOAT32, Arrays.stream(shape).boxed().toList());
  }

  private static Layer layer(String name, String op, String... inputs) {
    return new Layer(name, op, List.of(inputs), 1, 1, List.of(tensor(name + "_out", 1, 2)));
  }

  /** Two devices, three segments: a side exit within the first slice. */
  private static Manifest manifest() {
    BranchyNet net =
        new BranchyNet(
            "net",
            List.of(new ModelInput(tensor("x", 1, 3), 5)),
            List.of(
                layer("a", "Gemm", "x"),
                layer("b", "Softmax", "a_out"),
                layer("c", "Gemm", "a_out"),
                layer("d", "Add", "c_out", "a_out")),
            List.of(new Exit("side", "b", 0.25), new Exit("final", "d", 0.75)));
    Segmentation cut =
        Segmentation.of(
            Linearization.of(net), List.of(new Slice("edge", 0, 3), new Slice("cloud", 3, 4)));
    PlanRecord plan =
        new PlanRecord(
            Optional.of("plan.json"),
            Optional.of("catalog"),
            Optional.of("exact"),
            Optional.of("expected"),
            Optional.of("edge"),
            Optional.empty(),
            Optional.of(Fallback.MOST_CONFIDENT),
            OptionalDouble.of(1.5),
            OptionalDouble.of(2),
            Map.of(
                "side",
                new PlannedExit(
                    new ExitRule(Optional.of(Criterion.CONFIDENCE), OptionalDouble.of(0.8)),
                    OptionalDouble.of(1)),
                "final",
                new PlannedExit(ExitRule.OPEN, OptionalDouble.of(2))));
    List<Manifest.StoredSegment> files =
        List.of(
            new Manifest.StoredSegment(file("s0"), Optional.empty()),
            new Manifest.StoredSegment(file("s1"), Optional.of(file("s1.weights"))),
            new Manifest.StoredSegment(file("s2"), Optional.empty()));
    return Manifest.of(
        "0.1.0",
        new PlannedModel("net", file("net.onnx"), "node", Map.of("batch", 1L), List.of("d_out")),
        plan,
        cut,
        new Prediction(List.of(0.5, 0.25, 0.125), List.of(0.0625)),
        files);
  }

  private static StoredFile file(String name) {
    return new StoredFile(name, "0123456789abcdef".repeat(4), 12);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    String text = ManifestFile.write(manifest());
    Manifest read = ManifestFile.parse(text, "m");
    assertThat(ManifestFile.write(read)).isEqualTo(text);
    assertThat(read.segments()).isEqualTo(manifest().segments());
    assertThat(read.transfers()).isEqualTo(manifest().transfers());
    assertThat(read.inputs()).isEqualTo(manifest().inputs());
    assertThat(read.model()).isEqualTo(manifest().model());
  }

  @Test
  void manifestSaysWhatARunnerNeeds() {
    String text = ManifestFile.write(manifest());
    assertThat(text.lines().map(String::trim))
        .contains(
            "\"format\" : \"espalier-slices/1\",",
            "\"devices\" : [ \"edge\", \"cloud\" ],",
            "\"criterion\" : \"confidence\",",
            "\"fallback\" : \"most-confident\",",
            "\"threshold\" : 0.8,",
            "\"scores\" : \"probabilities\",",
            "\"sentBytes\" : 5",
            "\"from\" : \"input\"",
            "\"to\" : [ 1, 2 ]");
    Manifest manifest = ManifestFile.parse(text, "m");
    assertThat(manifest.fileNames()).containsExactly("s0", "s1", "s1.weights", "s2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "espalier-slices/1 | espalier-slices/2 | /format",
        "\"s0\" | \"../s0\" | a name without a folder",
        "\"s0\" | \"s2\" | file \"s2\" is listed twice",
        "0123456789abcdef0123 | 0123456789ABCDEF0123 | 64 lower-case hexadecimal digits",
        "\"from\" : \"input\" | \"from\" : 0 | /segments/0/inputs/0/from",
        "\"from\" : \"input\" | \"from\" : \"elsewhere\" | \"input\" or the number of a segment",
        "\"from\" : 1 | \"from\" : 2 | /segments/2/inputs/0/from",
        "\"to\" : [ 1, 2 ] | \"to\" : [ 2 ] | must list [1, 2], the segments that read it",
        "\"slice\" : 1 | \"slice\" : 2 | slice must be 0 or 1 but is 2",
        "\"device\" : \"cloud\" | \"device\" : \"edge\" | /transfers/0",
        "[ \"edge\", \"cloud\" ] | [ \"edge\" ] | /devices",
        "[ \"a_out\", \"c_out\" ] | [ \"c_out\" ] | /transfers/0/tensors",
        "\"threshold\" : 0.8 | \"threshold\" : 1.8 | threshold must be from 0 to 1.0",
        "\"threshold\" : 0.8 | \"threshold\" : 0.8, \"x\" : 1 | unknown field \"x\"",
        "\"criterion\" : \"confidence\" | \"criterion\" : \"mood\" | expected \"confidence\" or",
        "[ \"b_out\" ] | [ \"c_out\" ] | must be an output of its segment",
        "\"type\" : \"float32\" | \"type\" : \"float31\" | expected one of float32, ",
        "\"sentBytes\" : 5 | \"sentBytes\" : -5 | /inputs/0",
        "\"boundary\" : 3 | \"boundary\" : 2 | expected the transfer at boundary 3",
      })
  void contradictionsAreNamedWithTheirPlace(String old, String changed, String message) {
    String text = ManifestFile.write(manifest());
    assertThat(text).contains(old);
    String broken = text.replaceFirst(Pattern.quote(old), changed);
    assertThatThrownBy(() -> ManifestFile.parse(broken, "m.json"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("m.json: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
