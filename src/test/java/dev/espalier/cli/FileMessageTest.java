package dev.espalier.cli;

import static dev.espalier.cli.FileMessageTest.In.CATALOG;
import static dev.espalier.cli.FileMessageTest.In.MODEL;
import static dev.espalier.cli.FileMessageTest.In.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The words of the messages about broken files: what was found where, and what was expected. */
class FileMessageTest {
  @TempDir private static Path directory;
  private static ValidFiles files;

  /** The file that is broken. */
  enum In {
    MODEL,
    CATALOG,
    PLAN
  }

  @BeforeAll
  static void writeValidFiles() {
    files = new ValidFiles(directory);
  }

  private static DynamicTest value(In in, String pointer, String token, String message) {
    return message(in, file -> file.with(pointer, Json.raw(token)), message);
  }

  private static DynamicTest message(In in, UnaryOperator<Json> damage, String message) {
    return DynamicTest.dynamicTest(
        message,
        () -> {
          Path file = directory.resolve("broken.json");
          ValidFiles.write(file, damage.apply(valid(in)));
          String error = read(in, file).failsWith(ExitCodes.BAD_INPUT);
          assertThat(error).isEqualTo(file + ": " + message);
        });
  }

  private static Json valid(In in) {
    return switch (in) {
      case MODEL -> ValidFiles.MODEL;
      case CATALOG -> ValidFiles.CATALOG;
      case PLAN -> files.plan();
    };
  }

  private static Outcome read(In in, Path file) {
    return switch (in) {
      case MODEL -> CommandLineRunner.run("inspect --model %s", file);
      case CATALOG -> CommandLineRunner.run("inspect --model %s --catalog %s", files.model(), file);
      case PLAN ->
          CommandLineRunner.run(
              "evaluate --plan %s --model %s --catalog %s", file, files.model(), files.catalog());
    };
  }

  @TestFactory
  Stream<DynamicTest> wrongTypeSaysWhatWasExpectedAndFound() {
    return Stream.of(
        value(
            MODEL,
            "/layers/0/flops",
            "\"2 million\"",
            "/layers/0/flops at line 15, column 16: expected a whole number without fraction or"
                + " exponent but found \"2 million\""),
        value(
            MODEL,
            "/layers/0/flops",
            "2.5e6",
            "/layers/0/flops at line 15, column 16: expected a whole number without fraction or"
                + " exponent but found 2.5e6"),
        value(
            MODEL,
            "/layers",
            "{}",
            "/layers at line 8, column 13: expected a list [ ... ] but found an object"),
        value(
            MODEL,
            "/input",
            "\"image\"",
            "/input at line 4, column 12: expected an object { ... } but found \"image\""),
        value(
            MODEL,
            "/exits/1/layer",
            "null",
            "/exits/1/layer at line 69, column 16: expected a text in quotes but found null"),
        value(
            CATALOG,
            "/devices/1/gflops",
            "[10]",
            "/devices/1/gflops at line 25, column 17: expected a number but found a list"),
        value(
            CATALOG,
            "/network/links",
            "false",
            "/network/links at line 37, column 14: expected a list [ ... ] but found false"),
        value(
            PLAN,
            "/optimal",
            "1",
            "/optimal at line 183, column 14: expected true or false but found 1"),
        value(
            PLAN,
            "/gap",
            "\"none\"",
            "/gap at line 182, column 10: expected a number but found \"none\""));
  }

  @TestFactory
  Stream<DynamicTest> numberOutOfRangeSaysTheRange() {
    return Stream.of(
        value(
            MODEL,
            "/layers/2/outputBytes",
            "-600",
            "/layers/2/outputBytes at line 37, column 22: layer \"conv2\": outputBytes must be a"
                + " whole number from 0 to 2^53 but is -600"),
        value(
            MODEL,
            "/layers/2/weightBytes",
            "9223372036854775808",
            "/layers/2/weightBytes at line 36, column 22: expected a whole number that fits 64 bits"
                + " but found 9223372036854775808"),
        value(
            MODEL,
            "/layers/2/flops",
            "9007199254740993",
            "/layers/2/flops at line 35, column 16: layer \"conv2\": flops must be a whole number"
                + " from 0 to 2^53 but is 9007199254740993"),
        value(
            MODEL,
            "/layers/2/flops",
            "9007199254740992",
            "/layers at line 8, column 13: the flops and the bytes of all layers must each sum to"
                + " at most 2^53 but sum to 9.007199256811142E15 and 20780.0"),
        value(
            MODEL,
            "/exits/0/probability",
            "1.4",
            "/exits/0/probability at line 65, column 22: exit \"early\": probability must be a"
                + " number from 0 to 1 but is 1.4"),
        value(
            MODEL,
            "/exits/0/probability",
            "0.3",
            "/exits at line 61, column 12: probabilities of the exits must sum to 1 but sum to"
                + " 0.8999999999999999"),
        value(
            CATALOG,
            "/devices/0/gflops",
            "-3",
            "/devices/0/gflops at line 8, column 17: device \"cam\": gflops must be > 0 but is"
                + " -3.0"),
        value(
            CATALOG,
            "/devices/0/memoryMiB",
            "0",
            "/devices/0/memoryMiB at line 10, column 20: device \"cam\": memoryMiB must be > 0 but"
                + " is 0.0"),
        value(
            CATALOG,
            "/devices/0/energyJ",
            "1e31",
            "/devices/0/energyJ at line 12, column 18: device \"cam\": energyJ must be a number"
                + " from 1e-30 to 1e30 but is 1.0E31"),
        value(
            CATALOG,
            "/devices/0/idlePowerW",
            "3",
            "/devices/0/idlePowerW at line 14, column 21: device \"cam\": idlePowerW must be at most"
                + " powerW, but idlePowerW is 3.0 and powerW is 2.5"),
        value(
            CATALOG,
            "/devices/0/uplinkMbps",
            "0",
            "/devices/0/uplinkMbps at line 17, column 21: device \"cam\": uplinkMbps must be > 0"
                + " but is 0.0"),
        value(
            CATALOG,
            "/network/links/0/medium",
            "\"\"",
            "/network/links/0/medium at line 44, column 19: link \"cam\" -> \"hub\": medium must not be"
                + " blank but is \"\""),
        value(
            CATALOG,
            "/devices/0/powerW",
            "1e999",
            "/devices/0/powerW at line 11, column 17: expected a number that fits a double but"
                + " found 1e999"),
        value(
            CATALOG,
            "/network/links/0/latencyMs",
            "-0.1",
            "/network/links/0/latencyMs at line 42, column 22: link \"cam\" -> \"hub\": latencyMs"
                + " must be >= 0 but is -0.1"),
        value(
            CATALOG,
            "/network/bandwidthMbps",
            "0",
            "/network/bandwidthMbps at line 34, column 22: network: bandwidthMbps must be > 0 but"
                + " is 0.0"),
        value(
            PLAN,
            "/options/inferences",
            "0",
            "/options/inferences at line 16, column 19: planning problem: inferences must be a"
                + " whole number from 1 to 2^53 but is 0"),
        value(
            PLAN,
            "/slices/0/from",
            "-1",
            "/slices/0/from at line 35, column 15: expected a position from 0 to 5 but found -1"),
        value(
            PLAN,
            "/slices/1/to",
            "6",
            "/slices/1/to at line 45, column 13: expected a position from 0 to 5 but found 6"),
        value(
            PLAN,
            "/latencyMs",
            "-4.8",
            "/latencyMs at line 61, column 16: expected a number >= 0 but found -4.8"));
  }

  @TestFactory
  Stream<DynamicTest> wrongNameSaysWhichNamesThereAre() {
    return Stream.of(
        value(
            MODEL,
            "/layers/2/inputs/0",
            "\"conv9\"",
            "/layers/2/inputs/0 at line 33, column 9: layer \"conv2\": input \"conv9\" is neither a"
                + " layer's output nor a model input; did you mean \"conv2\"?"),
        value(
            MODEL,
            "/layers/3/inputs/1",
            "\"conv1\"",
            "/layers/3/inputs/1 at line 44, column 9: layer \"add\": input \"conv1\" is listed"
                + " twice; list each tensor once"),
        value(
            MODEL,
            "/layers/3/name",
            "\"conv1\"",
            "/layers/3/name at line 40, column 15: layer name \"conv1\" is already taken by the"
                + " layer \"conv1\" at 0; names must be unique"),
        value(
            MODEL,
            "/layers/3/name",
            "\"image\"",
            "/layers/3/name at line 40, column 15: layer name \"image\" is already taken by the"
                + " model input \"image\"; names must be unique"),
        value(
            MODEL,
            "/layers/3/name",
            "\" \"",
            "/layers/3/name at line 40, column 15: layer: name must not be blank but is \" \""),
        value(
            MODEL,
            "/layers/3/op",
            "\"A\\u0007dd\"",
            "/layers/3/op at line 41, column 13: layer \"add\": op must not contain control"
                + " characters but is \"A\\u0007dd\""),
        value(
            MODEL,
            "/exits/0/layer",
            "\"b1_fc\"",
            "/exits/0/layer at line 64, column 16: exit \"early\": layer \"b1_fc\" does not exist"),
        value(
            MODEL,
            "/exits/1/name",
            "\"early\"",
            "/exits/1/name at line 68, column 15: exit name \"early\" is listed twice"),
        value(
            MODEL,
            "/exits/0/layer",
            "\"fc\"",
            "/exits/1/layer at line 69, column 16: exit \"final\": layer \"fc\" already is the"
                + " layer of exit \"early\""),
        value(
            MODEL,
            "/format",
            "\"espalier-model/9\"",
            "/format at line 2, column 13: expected \"espalier-model/1\" or"
                + " \"espalier-model/2\" but found \"espalier-model/9\""),
        value(
            CATALOG,
            "/devices/1/name",
            "\"cam\"",
            "/devices/1/name at line 24, column 15: device name \"cam\" is listed twice; names must"
                + " be unique"),
        value(
            CATALOG,
            "/network/links/1/to",
            "\"moon\"",
            "/network/links/1/to at line 48, column 15: link: to names device \"moon\", which is"
                + " not in the catalog"),
        value(
            CATALOG,
            "/network/links/1/to",
            "\"hub\"",
            "/network/links/1/to at line 48, column 15: link from \"hub\" to itself: a device needs"
                + " no link to itself"),
        value(
            PLAN,
            "/slices/1/device",
            "\"moon\"",
            "/slices/1/device at line 43, column 17: slice 1: device \"moon\" is not in catalog"
                + " \"pair\""),
        value(
            PLAN,
            "/slices/1/layers/1",
            "\"plus\"",
            "/slices/1/layers/1 at line 48, column 9: expected \"add\", the layer at position 3 but"
                + " found \"plus\""),
        value(
            PLAN,
            "/options/source",
            "\"moon\"",
            "/options/source at line 25, column 15: device \"moon\" is not in catalog \"pair\","
                + " which has cam, hub"),
        value(
            PLAN,
            "/options/pins/fc",
            "\"moon\"",
            "/options/pins/fc at line 29, column 13: device \"moon\" is not in catalog \"pair\","
                + " which has cam, hub"),
        value(
            PLAN,
            "/exits/0/name",
            "\"soon\"",
            "/exits/0/name at line 68, column 15: expected one of early, final but found"
                + " \"soon\""),
        value(
            PLAN,
            "/objective",
            "\"best\"",
            "/objective at line 7, column 16: expected \"expected\" or \"worst-case\" or \"energy\" or"
                + " \"throughput\" but found \"best\""));
  }

  @TestFactory
  Stream<DynamicTest> brokenGraphNamesTheLayer() {
    return Stream.of(
        value(
            MODEL,
            "/layers/0/inputs/0",
            "\"conv1\"",
            "/layers/0/inputs/0 at line 13, column 9: layer \"conv1\": input \"conv1\" closes a"
                + " cycle, because it depends on \"conv1\" itself"),
        value(
            MODEL,
            "/layers/0/inputs",
            "[\"image\", \"add\"]",
            "/layers/0/inputs/1 at line 12, column 27: layer \"conv1\": input \"add\" closes a"
                + " cycle, because it depends on \"conv1\" itself"),
        value(
            MODEL,
            "/layers/4/inputs/0",
            "\"conv2\"",
            "/layers/3/name at line 40, column 15: layer \"add\" leads to no exit; remove it or"
                + " list an exit after it"),
        value(
            MODEL,
            "/layers/1/inputs/0",
            "\"fc\"",
            "/exits/0/layer at line 64, column 16: exit \"early\": its branch depends on \"fc\","
                + " the layer of the final exit"),
        value(
            MODEL,
            "/layers/0/inputs",
            "[]",
            "/layers/0/inputs at line 12, column 17: layer \"conv1\": inputs must name at least one"
                + " layer or the model input"),
        value(
            MODEL,
            "/layers",
            "[]",
            "/layers at line 8, column 13: model: layers must not be empty"),
        value(
            MODEL,
            "/exits",
            "[]",
            "/exits at line 61, column 12: model: exits must not be empty; the last one listed is"
                + " the final exit"),
        value(
            CATALOG,
            "/devices",
            "[]",
            "/devices at line 5, column 14: catalog: devices must list 1 to 4096 devices but lists"
                + " 0"));
  }

  @TestFactory
  Stream<DynamicTest> wrongFieldSaysWhichFieldsThereAre() {
    return Stream.of(
        message(
            MODEL,
            file -> file.changing("/layers/0", layer -> layer.renaming("flops", "flop")),
            "/layers/0/flop at line 15, column 15: unknown field \"flop\"; expected one of name,"
                + " op, inputs, flops, weightBytes, outputBytes; did you mean \"flops\"?"),
        message(
            MODEL,
            file -> file.changing("/layers/0", layer -> layer.minus("flops")),
            "/layers/0 at line 9, column 5: field \"flops\" is missing"),
        message(
            CATALOG,
            file -> file.changing("/devices/0", device -> device.plus("gflops", Json.raw("1"))),
            "/devices/0/gflops at line 22, column 7: the field is given twice; expected it once"),
        message(
            CATALOG,
            file ->
                file.changing(
                    "/network/links",
                    links -> links.plus(links.at("/0").with("/source", Json.raw("\"\"")))),
            "/network/links/2 at line 52, column 7: link \"cam\" -> \"hub\" is listed twice"),
        message(
            PLAN,
            file -> file.changing("/options", options -> options.plus("solver", Json.raw("1"))),
            "/options/solver at line 31, column 15: unknown field \"solver\"; expected one of"
                + " devices, minPartitions, maxPartitions, inferences, energyBasis, fps, buffers,"
                + " deadlinesMs, bandwidthMbps, source, sink,"
                + " pins"));
  }

  @TestFactory
  Stream<DynamicTest> planThatContradictsItselfSaysHow() {
    return Stream.of(
        value(
            PLAN,
            "/slices/0/to",
            "1",
            "/slices/0/layers at line 37, column 17: expected the 1 layers of positions 0 to 0 but"
                + " found 2"),
        message(
            PLAN,
            file ->
                file.with("/slices/0/to", Json.raw("1"))
                    .changing("/slices/0", slice -> slice.minus("layers")),
            "/slices/1/from at line 40, column 15: slice 1: from must be 1, where the one before it"
                + " ends, but is 2"),
        value(
            PLAN,
            "/slices/0/to",
            "0",
            "/slices/0/to at line 36, column 13: slice on \"cam\": to must be > from (0) but is 0;"
                + " slices are [from, to)"),
        message(
            PLAN,
            file -> file.changing("/slices", slices -> slices.minus("1")),
            "/slices at line 32, column 13: slices must cover the 5 positions of model \"tiny\" but"
                + " end at 2"),
        value(
            PLAN,
            "/slices",
            "[]",
            "/slices at line 32, column 13: slices must cover the 5 positions of model \"tiny\" but"
                + " end at 0"),
        value(
            PLAN,
            "/partition",
            "[0, 1]",
            "/partition at line 53, column 16: expected one bit for each of the 4 boundaries but"
                + " found 2"),
        value(
            PLAN,
            "/partition/1",
            "0",
            "/partition/1 at line 55, column 5: expected 1, as the slices say but found 0"),
        value(
            PLAN,
            "/options/minPartitions",
            "3",
            "/options at line 9, column 14: minimum number of slices (3) must not exceed"
                + " the maximum (2)"),
        value(
            PLAN,
            "/options/devices",
            "[\"cam\"]",
            "/options at line 9, column 14: layer \"fc\" is pinned to \"hub\", which is not among"
                + " the chosen devices"),
        value(
            PLAN,
            "/options/devices",
            "[\"cam\", \"hub\", \"cam\"]",
            "/options/devices at line 10, column 16: devices must name at least one device, and"
                + " each once, but are cam, hub, cam"));
  }

  @TestFactory
  Stream<DynamicTest> brokenSyntaxIsToldInWordsOfTheFile() {
    return Stream.of(
        value(
            MODEL,
            "/layers/0/flops",
            "NaN",
            "at line 15, column 19: not valid JSON: expected a finite number in decimal digits but"
                + " found NaN"),
        value(
            MODEL,
            "/layers/0/flops",
            "-Infinity",
            "at line 15, column 25: not valid JSON: expected a finite number in decimal digits but"
                + " found -Infinity"),
        value(
            MODEL,
            "/layers/0/flops",
            "0x10",
            "at line 15, column 17: not valid JSON: Unexpected character ('x' (code 120)):"
                + " hexadecimal number literals are not JSON"),
        value(
            MODEL,
            "/layers/0/inputs",
            "[\"image\",]",
            "at line 12, column 26: not valid JSON: Unexpected character (']' (code 93)): expected"
                + " a valid value (JSON String, Number, Array, Object or token 'null', 'true' or"
                + " 'false')"),
        value(
            MODEL,
            "/layers/0/op",
            "'Conv'",
            "at line 11, column 13: not valid JSON: Unexpected character (''' (code 39)): expected"
                + " a valid value (JSON String, Number, Array, Object or token 'null', 'true' or"
                + " 'false')"),
        value(
            MODEL,
            "/name",
            "\"tiny\", // mine",
            "at line 3, column 19: not valid JSON: Unexpected character ('/' (code 47)): maybe a"
                + " (non-standard) comment?"),
        value(
            MODEL,
            "/name",
            "[".repeat(100_000),
            "at line 3, column 511: not valid JSON: Document nesting depth (501) exceeds the"
                + " maximum allowed (500)"));
  }
}
