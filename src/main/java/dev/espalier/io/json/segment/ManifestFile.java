package dev.espalier.io.json.segment;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.TensorEntry;
import dev.espalier.model.ModelInput;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlannedModel;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Manifests of split models as {@code espalier-slices/1} documents. */
public final class ManifestFile {
  /** Name of the file in its folder. */
  public static final String NAME = "manifest.json";

  static final String FORMAT = "espalier-slices/1";

  /** Where a tensor comes from that no segment produces. */
  static final String MODEL_INPUT = "input";

  private ManifestFile() {}

  /**
   * Reads a manifest and checks that its parts fit together. The files it names are not touched.
   *
   * @throws InvalidFileException if it cannot be read or is no valid manifest
   */
  public static Manifest read(Path path) {
    return ManifestReader.manifest(JsonSource.read(path));
  }

  /**
   * Reads a manifest from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is no valid manifest
   */
  public static Manifest read(InputStream in, String name) throws IOException {
    return ManifestReader.manifest(JsonSource.read(in, name));
  }

  /**
   * Reads a manifest from its text.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it is no valid manifest
   */
  public static Manifest parse(String text, String name) {
    return ManifestReader.manifest(JsonSource.parse(text, name));
  }

  /** The manifest as text of its file; equal manifests give equal bytes. */
  public static String write(Manifest manifest) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("espalier", manifest.espalier());
    PlannedModel model = manifest.model();
    document.put("model", new Named(model.name(), model.stored()).fields());
    document.put("import", importEntry(model));
    document.put("plan", PlanEntry.of(manifest.plan()));
    document.put("inputs", manifest.inputs().stream().map(ManifestFile::input).toList());
    document.put("devices", manifest.devices());
    document.put("segments", manifest.segments().stream().map(SegmentEntry::of).toList());
    document.put("transfers", manifest.transfers());
    return JsonDocument.of(document);
  }

  /** A file of a thing with a name. */
  private record Named(String name, StoredFile stored) {
    Object fields() {
      return JsonDocument.Fields.of(Map.of("name", name), stored);
    }
  }

  private static Map<String, Object> importEntry(PlannedModel model) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("granularity", model.granularity());
    entry.put("dimensions", model.dimensions());
    entry.put("final", model.finalOutputs());
    return entry;
  }

  private record PlanEntry(
      Optional<String> file,
      Optional<String> catalog,
      Optional<String> solver,
      Optional<String> objective,
      Optional<String> source,
      Optional<String> sink,
      Optional<String> fallback,
      OptionalDouble expectedLatencyMs,
      OptionalDouble worstCaseLatencyMs) {

    private static PlanEntry of(PlanRecord plan) {
      return new PlanEntry(
          plan.file(),
          plan.catalog(),
          plan.solver(),
          plan.objective(),
          plan.source(),
          plan.sink(),
          plan.fallback().map(fallback -> fallback.label()),
          plan.expectedLatencyMs(),
          plan.worstCaseLatencyMs());
    }
  }

  private static Object input(ModelInput input) {
    return JsonDocument.Fields.of(
        TensorEntry.of(input.tensor()), Map.of("sentBytes", input.sentBytes()));
  }

  private record Home(String device, int slice, int from, int to, List<String> layers) {}

  /** A segment: the file, what is in it, and what it exchanges. */
  private record SegmentEntry(
      Optional<StoredFile> weights,
      OptionalDouble computeMs,
      List<Object> inputs,
      List<Object> outputs,
      Optional<ExitEntry> exit) {

    private static Object of(SegmentFile file) {
      var segment = file.segment();
      return JsonDocument.Fields.of(
          file.stored(),
          new Home(
              segment.device(), segment.slice(), segment.from(), segment.to(), segment.layers()),
          new SegmentEntry(
              file.weights(),
              file.computeMs(),
              segment.inputs().stream().map(SegmentEntry::input).toList(),
              segment.outputs().stream().map(SegmentEntry::output).toList(),
              segment.exit().map(ExitEntry::of)));
    }

    private static Object input(SegmentInput input) {
      return JsonDocument.Fields.of(
          TensorEntry.of(input.tensor()),
          Map.of("from", input.producer().isPresent() ? input.producer().getAsInt() : MODEL_INPUT));
    }

    private static Object output(SegmentOutput output) {
      return JsonDocument.Fields.of(
          TensorEntry.of(output.tensor()), Map.of("to", output.readers()));
    }
  }

  private record ExitEntry(
      String name,
      double probability,
      List<String> outputs,
      String scores,
      Optional<String> criterion,
      OptionalDouble threshold,
      OptionalDouble latencyMs) {

    private static ExitEntry of(SegmentExit exit) {
      return new ExitEntry(
          exit.name(),
          exit.probability(),
          exit.outputs(),
          exit.scores().label(),
          exit.rule().criterion().map(criterion -> criterion.label()),
          exit.rule().threshold(),
          exit.latencyMs());
    }
  }
}
