package dev.espalier.io.json.segment;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.io.json.tree.TensorEntry;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlannedModel;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import dev.espalier.segment.StoredFile;
import dev.espalier.segment.Transfer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads manifests; every error names its place. */
final class ManifestReader {
  private static final String NAME = "name";
  private static final String BYTES = "bytes";
  private static final String FILE = "file";
  private static final String SHA256 = "sha256";
  private static final String DEVICE = "device";
  private static final String OUTPUTS = "outputs";

  private ManifestReader() {}

  static Manifest manifest(JsonValue root) {
    root.checkFormat(ManifestFile.FORMAT);
    root.allowing(
        "format",
        "espalier",
        "model",
        "import",
        "plan",
        "inputs",
        "devices",
        "segments",
        "transfers");
    Manifest manifest =
        root.make(
            () ->
                new Manifest(
                    root.field("espalier").text(),
                    model(root.field("model"), root.field("import")),
                    plan(root.field("plan")),
                    list(root.field("inputs"), ManifestReader::modelInput),
                    list(root.field("segments"), ManifestReader::segment),
                    list(root.field("transfers"), ManifestReader::transfer)));
    JsonValue devices = root.field("devices");
    if (!list(devices, JsonValue::text).equals(manifest.devices())) {
      throw devices.invalid(
          "expected the devices of the segments, %s"
              .formatted(String.join(", ", manifest.devices())));
    }
    return manifest;
  }

  private static <T> List<T> list(JsonValue json, Function<JsonValue, T> item) {
    return json.items().stream().map(item).toList();
  }

  private static PlannedModel model(JsonValue json, JsonValue read) {
    json.allowing(NAME, FILE, SHA256, BYTES);
    read.allowing("granularity", "dimensions", "final");
    Map<String, Long> dimensions = new TreeMap<>();
    read.field("dimensions")
        .object()
        .forEach((dimension, value) -> dimensions.put(dimension, value.wholeNumber()));
    return json.make(
        () ->
            new PlannedModel(
                json.field(NAME).text(),
                stored(json),
                read.field("granularity").name("granularity"),
                dimensions,
                list(read.field("final"), JsonValue::text)));
  }

  private static StoredFile stored(JsonValue json) {
    return json.make(
        () ->
            new StoredFile(
                json.field(FILE).text(),
                json.field(SHA256).text(),
                json.field(BYTES).wholeNumber()));
  }

  /** The exits are with their segments. */
  private static PlanRecord plan(JsonValue json) {
    json.allowing(
        FILE,
        "catalog",
        "solver",
        "objective",
        "source",
        "sink",
        "fallback",
        "expectedLatencyMs",
        "worstCaseLatencyMs");
    return json.make(
        () ->
            new PlanRecord(
                json.optionalText(FILE),
                json.optionalText("catalog"),
                json.optionalText("solver"),
                json.optionalText("objective"),
                json.optionalName("source"),
                json.optionalName("sink"),
                json.optional("fallback").map(ManifestReader::fallback),
                json.optionalNumber("expectedLatencyMs"),
                json.optionalNumber("worstCaseLatencyMs"),
                Map.of()));
  }

  private static ModelInput modelInput(JsonValue json) {
    TensorSpec tensor = TensorEntry.read(json, "sentBytes");
    return json.make(() -> new ModelInput(tensor, json.field("sentBytes").wholeNumber()));
  }

  private static SegmentFile segment(JsonValue json) {
    json.allowing(
        FILE,
        SHA256,
        BYTES,
        "weights",
        DEVICE,
        "slice",
        "from",
        "to",
        "layers",
        "computeMs",
        "inputs",
        OUTPUTS,
        "exit");
    Segment segment =
        json.make(
            () ->
                new Segment(
                    index(json.field("slice")),
                    json.field(DEVICE).name(DEVICE),
                    index(json.field("from")),
                    index(json.field("to")),
                    list(json.field("layers"), layer -> layer.name("layer")),
                    list(json.field("inputs"), ManifestReader::input),
                    list(json.field(OUTPUTS), ManifestReader::output),
                    json.optional("exit").map(ManifestReader::exit)));
    return json.make(
        () ->
            new SegmentFile(
                segment,
                stored(json),
                json.optional("weights").map(ManifestReader::weights),
                json.optionalNumber("computeMs")));
  }

  private static StoredFile weights(JsonValue json) {
    return stored(json.allowing(FILE, SHA256, BYTES));
  }

  private static int index(JsonValue json) {
    long number = json.wholeNumber();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw json.expected("a whole number from 0 to 2^31 - 1");
    }
    return (int) number;
  }

  private static SegmentInput input(JsonValue json) {
    return new SegmentInput(TensorEntry.read(json, "from"), producer(json.field("from")));
  }

  private static OptionalInt producer(JsonValue json) {
    if (json.isText()) {
      if (!json.text().equals(ManifestFile.MODEL_INPUT)) {
        throw json.expected("\"input\" or the number of a segment");
      }
      return OptionalInt.empty();
    }
    return OptionalInt.of(index(json));
  }

  private static SegmentOutput output(JsonValue json) {
    return new SegmentOutput(
        TensorEntry.read(json, "to"), list(json.field("to"), ManifestReader::index));
  }

  private static SegmentExit exit(JsonValue json) {
    json.allowing(NAME, "probability", OUTPUTS, "scores", "criterion", "threshold", "latencyMs");
    return json.make(
        () ->
            new SegmentExit(
                json.field(NAME).text(),
                json.field("probability").number(),
                list(json.field(OUTPUTS), JsonValue::text),
                scores(json.field("scores")),
                new ExitRule(
                    json.optional("criterion").map(ManifestReader::criterion),
                    json.optionalNumber("threshold")),
                json.optionalNumber("latencyMs")));
  }

  private static SegmentExit.Scores scores(JsonValue json) {
    return labeled(json, SegmentExit.Scores.values(), SegmentExit.Scores::label);
  }

  private static Criterion criterion(JsonValue json) {
    return labeled(json, Criterion.values(), Criterion::label);
  }

  private static Fallback fallback(JsonValue json) {
    return labeled(json, Fallback.values(), Fallback::label);
  }

  private static <T> T labeled(JsonValue json, T[] known, Function<T, String> label) {
    return Arrays.stream(known)
        .filter(each -> label.apply(each).equals(json.text()))
        .findFirst()
        .orElseThrow(() -> json.noneOf(Arrays.stream(known).map(label).toList()));
  }

  private static Transfer transfer(JsonValue json) {
    json.allowing("boundary", "from", "to", "tensors", BYTES, "predictedMs");
    return json.make(
        () ->
            new Transfer(
                index(json.field("boundary")),
                json.field("from").name(DEVICE),
                json.field("to").name(DEVICE),
                list(json.field("tensors"), JsonValue::text),
                json.field(BYTES).wholeNumber(),
                json.optionalNumber("predictedMs")));
  }
}
