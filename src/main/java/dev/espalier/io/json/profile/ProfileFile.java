package dev.espalier.io.json.profile;

import dev.espalier.internal.Checks;
import dev.espalier.internal.Version;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.LayerWork;
import dev.espalier.profile.Profile;
import dev.espalier.profile.SegmentTime;
import dev.espalier.profile.Setup;
import dev.espalier.profile.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Profiles as {@code espalier-profile/1} files. */
public final class ProfileFile {
  private static final String FORMAT = "espalier-profile/1";
  private static final String MEDIAN = "medianMs";
  private static final String LOW = "lowMs";
  private static final String HIGH = "highMs";
  private static final String RUNS = "runs";
  private static final String FLOPS = "flops";
  private static final String READ = "readBytes";
  private static final String WRITE = "writeBytes";

  private ProfileFile() {}

  /**
   * Reads a profile.
   *
   * @throws InvalidFileException if the file cannot be read or is no valid profile
   */
  public static Profile read(Path path) {
    return profile(JsonSource.read(path));
  }

  /**
   * Reads a profile from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is no valid profile
   */
  public static Profile read(InputStream in, String name) throws IOException {
    return profile(JsonSource.read(in, name));
  }

  /**
   * Reads a profile from the text of a profile file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it is no valid profile
   */
  public static Profile parse(String text, String name) {
    return profile(JsonSource.parse(text, name));
  }

  private static Profile profile(JsonValue root) {
    root.checkFormat(FORMAT);
    root.allowing(
        "format",
        "espalier",
        "device",
        "machine",
        "runtime",
        "options",
        "network",
        "layerOverheadMs",
        "sliceOverheadMs",
        "layers",
        "segments");
    root.optionalText("espalier");
    return root.make(
        () ->
            new Profile(
                setup(root),
                root.optionalText("network"),
                root.field("layers").items().stream().map(ProfileFile::layer).toList(),
                root.optional("segments")
                    .map(all -> all.items().stream().map(ProfileFile::segment).toList())
                    .orElse(List.of()),
                root.optionalNumber("layerOverheadMs"),
                root.optionalNumber("sliceOverheadMs")));
  }

  private static Setup setup(JsonValue root) {
    Map<String, String> options = new LinkedHashMap<>();
    root.optional("options")
        .ifPresent(
            all ->
                all.object()
                    .forEach(
                        (name, value) ->
                            options.put(
                                value.make(() -> Checks.name("option", "name", name)),
                                value.name("option"))));
    return new Setup(
        root.optionalName("device"),
        root.optionalName("machine"),
        root.optionalName("runtime"),
        options);
  }

  private static LayerTime layer(JsonValue json) {
    json.allowing("name", "op", MEDIAN, LOW, HIGH, RUNS, FLOPS, READ, WRITE);
    return json.make(
        () ->
            new LayerTime(
                json.field("name").text(), json.optionalText("op"), timing(json), work(json)));
  }

  private static SegmentTime segment(JsonValue json) {
    json.allowing("from", "to", MEDIAN, LOW, HIGH, RUNS);
    return json.make(
        () -> new SegmentTime(json.field("from").text(), json.field("to").text(), timing(json)));
  }

  private static Timing timing(JsonValue json) {
    Optional<Timing.Interval> interval = Optional.empty();
    if (json.optional(LOW).isPresent() || json.optional(HIGH).isPresent()) {
      interval =
          Optional.of(new Timing.Interval(json.field(LOW).number(), json.field(HIGH).number()));
    }
    return new Timing(json.field(MEDIAN).number(), interval, runs(json));
  }

  private static OptionalInt runs(JsonValue json) {
    if (json.optional(RUNS).isEmpty()) {
      return OptionalInt.empty();
    }
    long runs = json.field(RUNS).wholeNumber();
    if (runs < 1 || runs > Integer.MAX_VALUE) {
      throw json.field(RUNS).expected("a whole number from 1 to 2^31 - 1");
    }
    return OptionalInt.of((int) runs);
  }

  private static Optional<LayerWork> work(JsonValue json) {
    boolean isGiven =
        List.of(FLOPS, READ, WRITE).stream().anyMatch(f -> json.optional(f).isPresent());
    return isGiven
        ? Optional.of(
            new LayerWork(
                json.field(FLOPS).wholeNumber(),
                json.field(READ).wholeNumber(),
                json.field(WRITE).wholeNumber()))
        : Optional.empty();
  }

  /** The profile as text of a profile file; equal profiles give equal bytes. */
  public static String write(Profile profile) {
    Setup setup = profile.setup();
    return JsonDocument.of(
        new Document(
            FORMAT,
            Version.current(),
            setup.device(),
            setup.machine(),
            setup.runtime(),
            Optional.of(setup.options()).filter(options -> !options.isEmpty()),
            profile.network(),
            profile.layerOverheadMs(),
            profile.sliceOverheadMs(),
            profile.layers().stream().map(LayerEntry::of).toList(),
            Optional.of(profile.segments().stream().map(SegmentEntry::of).toList())
                .filter(segments -> !segments.isEmpty())));
  }

  private record Document(
      String format,
      String espalier,
      Optional<String> device,
      Optional<String> machine,
      Optional<String> runtime,
      Optional<Map<String, String>> options,
      Optional<String> network,
      OptionalDouble layerOverheadMs,
      OptionalDouble sliceOverheadMs,
      List<LayerEntry> layers,
      Optional<List<SegmentEntry>> segments) {}

  private record LayerEntry(
      String name,
      Optional<String> op,
      double medianMs,
      OptionalDouble lowMs,
      OptionalDouble highMs,
      OptionalInt runs,
      OptionalLong flops,
      OptionalLong readBytes,
      OptionalLong writeBytes) {

    private static LayerEntry of(LayerTime layer) {
      Timing time = layer.time();
      return new LayerEntry(
          layer.name(),
          layer.op(),
          time.medianMs(),
          low(time),
          high(time),
          time.runs(),
          layer.work().map(w -> OptionalLong.of(w.flops())).orElseGet(OptionalLong::empty),
          layer.work().map(w -> OptionalLong.of(w.readBytes())).orElseGet(OptionalLong::empty),
          layer.work().map(w -> OptionalLong.of(w.writeBytes())).orElseGet(OptionalLong::empty));
    }
  }

  private record SegmentEntry(
      String from,
      String to,
      double medianMs,
      OptionalDouble lowMs,
      OptionalDouble highMs,
      OptionalInt runs) {

    private static SegmentEntry of(SegmentTime segment) {
      Timing time = segment.time();
      return new SegmentEntry(
          segment.from(), segment.to(), time.medianMs(), low(time), high(time), time.runs());
    }
  }

  private static OptionalDouble low(Timing time) {
    return time.interval()
        .map(range -> OptionalDouble.of(range.lowMs()))
        .orElseGet(OptionalDouble::empty);
  }

  private static OptionalDouble high(Timing time) {
    return time.interval()
        .map(range -> OptionalDouble.of(range.highMs()))
        .orElseGet(OptionalDouble::empty);
  }
}
