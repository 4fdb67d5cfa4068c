package dev.espalier.cli;

import static dev.espalier.cli.FieldKind.COUNT;
import static dev.espalier.cli.FieldKind.COUNT_FROM_1;
import static dev.espalier.cli.FieldKind.FIGURE;
import static dev.espalier.cli.FieldKind.FIGURE_OR_NULL;
import static dev.espalier.cli.FieldKind.FILLED_LIST;
import static dev.espalier.cli.FieldKind.FLAG;
import static dev.espalier.cli.FieldKind.FORMAT;
import static dev.espalier.cli.FieldKind.LIST;
import static dev.espalier.cli.FieldKind.NAME;
import static dev.espalier.cli.FieldKind.NOT_NEGATIVE;
import static dev.espalier.cli.FieldKind.OBJECT;
import static dev.espalier.cli.FieldKind.OBJECT_OR_NULL;
import static dev.espalier.cli.FieldKind.POSITIVE;
import static dev.espalier.cli.FieldKind.PROBABILITY;
import static dev.espalier.cli.FieldKind.REFERENCE;
import static dev.espalier.cli.FieldKind.SEED;
import static dev.espalier.cli.FieldKind.TEXT;
import static dev.espalier.cli.FieldKind.WORD;

import dev.espalier.internal.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every mutation of a valid file, made from a table of what its fields may hold. */
final class Mutations {
  /** Every how many bytes the file is cut off. */
  private static final int TRUNCATION_STEP = 17;

  /**
   * What is known of a field.
   *
   * @param kind what it may hold
   * @param required whether it must be there
   */
  private record Rule(FieldKind kind, boolean required) {}

  private final Json valid;
  private final Map<String, Rule> rules;
  private final List<Mutation> mutations = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();

  private Mutations(Json valid, Map<String, Rule> rules) {
    this.valid = valid;
    this.rules = rules;
  }

  static List<Mutation> ofModel() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    require(rules, FORMAT, "/format");
    require(rules, NAME, "/name", "/input/name", "/layers/*/name", "/layers/*/op");
    require(rules, NAME, "/exits/*/name");
    require(rules, REFERENCE, "/layers/*/inputs/*", "/exits/*/layer");
    require(rules, OBJECT, "/input", "/layers/*", "/exits/*");
    require(rules, FILLED_LIST, "/layers", "/layers/*/inputs", "/exits");
    require(rules, COUNT, "/input/bytes", "/layers/*/flops", "/layers/*/weightBytes");
    require(rules, COUNT, "/layers/*/outputBytes");
    require(rules, PROBABILITY, "/exits/*/probability");
    return new Mutations(ValidFiles.MODEL, rules).all();
  }

  static List<Mutation> ofCatalog() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    require(rules, FORMAT, "/format");
    require(rules, NAME, "/name", "/devices/*/name");
    require(rules, REFERENCE, "/network/links/*/from", "/network/links/*/to");
    require(rules, FILLED_LIST, "/devices");
    require(rules, OBJECT, "/devices/*", "/network", "/network/links/*");
    require(rules, POSITIVE, "/devices/*/gflops", "/devices/*/ioMBps", "/network/bandwidthMbps");
    require(rules, POSITIVE, "/network/links/*/bandwidthMbps");
    require(rules, NOT_NEGATIVE, "/network/latencyMs", "/network/links/*/latencyMs");
    allow(rules, LIST, "/network/links");
    allow(rules, POSITIVE, "/devices/*/memoryMiB", "/devices/*/energyJ");
    allow(rules, POSITIVE, "/devices/*/uplinkMbps", "/devices/*/downlinkMbps");
    require(rules, NOT_NEGATIVE, "/devices/*/powerW");
    allow(rules, NOT_NEGATIVE, "/devices/*/idlePowerW", "/devices/*/cost");
    allow(rules, NOT_NEGATIVE, "/devices/*/layerOverheadMs", "/devices/*/sliceOverheadMs");
    allow(rules, NOT_NEGATIVE, "/devices/*/accessLatencyMs");
    allow(rules, NAME, "/devices/*/medium", "/network/links/*/medium");
    allow(rules, REFERENCE, "/devices/*/profile");
    allow(rules, TEXT, "/source", "/devices/*/source", "/network/source");
    allow(rules, TEXT, "/network/links/*/source");
    return new Mutations(ValidFiles.PROFILED_CATALOG, rules).all();
  }

  static List<Mutation> ofProfile() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    require(rules, FORMAT, "/format");
    require(rules, FILLED_LIST, "/layers");
    require(rules, OBJECT, "/layers/*", "/segments/*");
    require(rules, NAME, "/layers/*/name");
    require(rules, REFERENCE, "/segments/*/from", "/segments/*/to");
    require(rules, NOT_NEGATIVE, "/layers/*/medianMs", "/segments/*/medianMs");
    require(rules, NOT_NEGATIVE, "/layers/*/lowMs", "/layers/*/highMs");
    require(rules, NOT_NEGATIVE, "/segments/*/lowMs", "/segments/*/highMs");
    require(rules, COUNT, "/layers/*/flops", "/layers/*/readBytes", "/layers/*/writeBytes");
    allow(rules, COUNT_FROM_1, "/layers/*/runs", "/segments/*/runs");
    allow(rules, NAME, "/device", "/machine", "/runtime", "/network", "/layers/*/op");
    allow(rules, TEXT, "/espalier");
    allow(rules, LIST, "/segments");
    allow(rules, NOT_NEGATIVE, "/layerOverheadMs", "/sliceOverheadMs");
    return new Mutations(ValidFiles.PROFILE, rules).all();
  }

  static List<Mutation> ofPlan(Json plan) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    require(rules, FORMAT, "/format");
    require(rules, FILLED_LIST, "/slices");
    require(rules, OBJECT, "/slices/*");
    require(rules, REFERENCE, "/slices/*/device");
    require(rules, COUNT, "/slices/*/from");
    require(rules, COUNT_FROM_1, "/slices/*/to");
    allow(rules, FILLED_LIST, "/slices/*/layers", "/partition", "/options/devices");
    allow(rules, REFERENCE, "/slices/*/layers/*", "/options/devices/*", "/options/pins/*");
    allow(rules, REFERENCE, "/options/source", "/options/sink", "/exits/*/name");
    allow(rules, REFERENCE, "/devices/*/name");
    allow(rules, COUNT, "/partition/*");
    allow(rules, NAME, "/espalier", "/model", "/catalog", "/solver");
    allow(rules, WORD, "/objective");
    allow(rules, SEED, "/seed");
    allow(rules, OBJECT, "/options", "/options/pins", "/exits/*", "/devices/*");
    allow(rules, OBJECT, "/devices/*/limits", "/statistics");
    allow(rules, COUNT_FROM_1, "/options/minPartitions", "/options/maxPartitions");
    allow(rules, COUNT_FROM_1, "/options/inferences");
    allow(rules, POSITIVE, "/options/bandwidthMbps");
    allow(rules, LIST, "/exits", "/devices");
    allow(rules, FIGURE, "/latencyMs", "/expectedLatencyMs", "/worstCaseLatencyMs");
    allow(rules, FIGURE, "/lowerBoundMs", "/exits/*/latencyMs", "/exits/*/probability");
    allow(rules, FIGURE, "/devices/*/memoryMiB", "/devices/*/busyMs", "/devices/*/receiveMs");
    allow(rules, FIGURE, "/devices/*/computeMs", "/devices/*/sendMs");
    allow(rules, FIGURE, "/devices/*/expectedComputeMs");
    allow(rules, LIST, "/transfers", "/transfers/*/tensors");
    allow(rules, OBJECT, "/transfers/*", "/transfers/*/tensors/*");
    allow(rules, TEXT, "/transfers/*/kind");
    allow(rules, REFERENCE, "/transfers/*/from", "/transfers/*/to", "/transfers/*/exit");
    allow(rules, NAME, "/transfers/*/tensors/*/name");
    allow(rules, FIGURE, "/transfers/*/boundary", "/transfers/*/bytes", "/transfers/*/ms");
    allow(rules, FIGURE, "/transfers/*/expectedMs", "/transfers/*/tensors/*/bytes");
    allow(rules, PROBABILITY, "/transfers/*/probability");
    allow(rules, FIGURE, "/statistics/evaluations", "/statistics/generations");
    allow(rules, FIGURE, "/statistics/elapsedMs");
    allow(rules, FIGURE_OR_NULL, "/gap", "/fitness", "/devices/*/energyJ");
    allow(rules, FIGURE_OR_NULL, "/devices/*/limits/memoryMiB", "/devices/*/limits/energyJ");
    allow(rules, FLAG, "/optimal", "/interrupted");
    allow(rules, POSITIVE, "/options/fps", "/options/deadlinesMs/*");
    allow(rules, COUNT, "/options/buffers");
    allow(rules, WORD, "/options/energyBasis");
    allow(rules, OBJECT, "/options/deadlinesMs");
    allow(rules, TEXT, "/unit");
    allow(rules, FIGURE, "/value", "/lowerBound", "/periodMs");
    allow(rules, FIGURE_OR_NULL, "/energyJ");
    allowAlternatives(rules);
    return new Mutations(plan, rules).all();
  }

  private static void allowAlternatives(Map<String, Rule> rules) {
    String all = "/alternatives";
    allow(rules, OBJECT, all);
    allow(
        rules, FLAG, all + "/bestSingleDeviceProven", all + "/simplestProven", all + "/bestProven");
    allow(rules, FIGURE, all + "/tolerance");
    allow(rules, OBJECT_OR_NULL, all + "/bestSingleDevice");
    allow(rules, OBJECT, all + "/simplest", all + "/best");
    allow(rules, FIGURE, all + "/*/value");
    allow(rules, LIST, all + "/*/slices");
    allow(rules, OBJECT, all + "/*/slices/*");
    allow(rules, REFERENCE, all + "/*/slices/*/device");
    allow(rules, COUNT, all + "/*/slices/*/from", all + "/*/slices/*/to");
  }

  private static void require(Map<String, Rule> rules, FieldKind kind, String... pointers) {
    Arrays.stream(pointers).forEach(pointer -> rules.put(pointer, new Rule(kind, true)));
  }

  private static void allow(Map<String, Rule> rules, FieldKind kind, String... pointers) {
    Arrays.stream(pointers).forEach(pointer -> rules.put(pointer, new Rule(kind, false)));
  }

  private List<Mutation> all() {
    visit("", valid);
    brokenTexts();
    truncations();
    otherBytes();
    return mutations;
  }

  /** Visits one field of each kind of object: the others are read by the same code. */
  private void visit(String pointer, Json value) {
    if (!visited.add(pattern(pointer))) {
      return;
    }
    if (value instanceof Json.Obj object) {
      unknownFields(pointer);
      for (Json.Field field : object.fields()) {
        String child = pointer + "/" + field.name();
        if (!visited.contains(pattern(child))) {
          changedName(pointer, field, rule(child));
          wrongValues(child, rule(child));
        }
        visit(child, field.value());
      }
    } else if (value instanceof Json.Arr list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (!visited.contains(pattern(pointer + "/" + i))) {
          wrongValues(pointer + "/" + i, rule(pointer + "/" + i));
        }
        visit(pointer + "/" + i, list.items().get(i));
      }
    }
  }

  private Rule rule(String pointer) {
    Rule rule = rules.get(pattern(pointer));
    if (rule == null) {
      throw new AssertionError("the table does not know the field " + pointer);
    }
    return rule;
  }

  private static String pattern(String pointer) {
    return pointer
        .replaceAll("/\\d+", "/*")
        .replaceAll("/(pins|deadlinesMs)/.*", "/$1/*")
        .replaceAll("/alternatives/(bestSingleDevice|simplest|best)/", "/alternatives/*/");
  }

  private void unknownFields(String pointer) {
    for (String name : List.of("comment", "Name", "", "a/b~c", "x".repeat(5000), "a\nb")) {
      if (!pointer.endsWith("/pins") || !name.equals("Name")) {
        mutations.add(
            Mutation.invalid(
                "%s: unknown field %.20s".formatted(pointer, name),
                valid.changing(pointer, object -> object.plus(name, Json.quoted("cam"))),
                pointer + "/"));
      }
    }
  }

  private void changedName(String pointer, Json.Field field, Rule rule) {
    String name = field.name();
    String child = pointer + "/" + name;
    Json without = valid.changing(pointer, object -> object.minus(name));
    mutations.add(
        rule.required()
            ? Mutation.invalid(child + ": removed", without, complaintWithout(name))
            : Mutation.valid(child + ": removed", without));
    mutations.add(
        Mutation.invalid(
            child + ": given twice",
            valid.changing(pointer, object -> object.plus(name, field.value())),
            child + " at line"));
    for (String newName : List.of(name + "s2", " " + name, name.toUpperCase(Locale.ROOT))) {
      mutations.add(
          Mutation.invalid(
              child + ": renamed to " + newName,
              valid.changing(pointer, object -> object.renaming(name, newName)),
              name.equals("format") ? "\"format\" is missing" : "/" + newName + " at line"));
    }
  }

  /** What the message names where a field is missing: a power is missed by the idle power alone. */
  private static String complaintWithout(String name) {
    return name.equals("powerW") ? "idlePowerW" : '"' + name + '"';
  }

  private void wrongValues(String pointer, Rule rule) {
    inPlaceOf(pointer, rule.kind().wrongTokens(), pointer);
    if (rule.kind().isNumber()) {
      inPlaceOf(pointer, FieldKind.brokenNumbers(), "line ");
    }
    if (rule.kind() == FORMAT) {
      inPlaceOf(pointer, FieldKind.brokenTokens(), "line ");
    }
  }

  private void inPlaceOf(String pointer, Map<String, String> tokens, String place) {
    tokens.forEach(
        (token, reason) ->
            mutations.add(
                Mutation.invalid(
                    pointer + ": " + reason, valid.with(pointer, Json.raw(token)), place)));
  }

  private void brokenTexts() {
    String text = valid.text();
    String body = text.strip();
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put("garbage behind the end", text + "garbage");
    broken.put("a second document behind the end", text + text);
    broken.put("a closing brace too many", text + "}");
    broken.put("a NUL behind the end", text + "\0");
    broken.put("a comma behind the end", body + ",");
    broken.put("a block comment", "/* my file */" + text);
    broken.put("a line comment", "// my file\n" + text);
    broken.put("a comment behind the end", text + "# my file\n");
    broken.put("a comment inside", text.replaceFirst(",\n", ", // mine\n"));
    broken.put("a comma before the closing brace", body.substring(0, body.length() - 1) + ",}");
    broken.put("a comma behind the opening brace", "{," + body.substring(1));
    broken.put("two commas", text.replaceFirst(",\n", ",,\n"));
    broken.put("no comma", text.replaceFirst(",\n", "\n"));
    broken.put("a semicolon for a comma", text.replaceFirst(",\n", ";\n"));
    broken.put("no colon", text.replaceFirst("\": ", "\" "));
    broken.put("an equals sign for a colon", text.replaceFirst("\": ", "\"= "));
    broken.put("single quotes", text.replace('"', '\''));
    broken.put("typographic quotes", text.replace('"', '\u201d'));
    broken.put("field names without quotes", text.replaceAll("\"(\\w+)\":", "$1:"));
    broken.put("a bracket for the closing brace", body.substring(0, body.length() - 1) + "]");
    broken.put("a raw line break in a text", text.replaceFirst("\"espalier-", "\"espalier\n-"));
    broken.put("a byte order mark twice", "\ufeff\ufeff" + text);
    broken.put("a zero-width space in front", "\u200b" + text);
    broken.put("deep nesting of lists", "[".repeat(100_000));
    broken.put("deep nesting of objects", "{\"a\":".repeat(100_000));
    broken.put("deep nesting, closed", "[".repeat(100_000) + "]".repeat(100_000));
    broken.put(
        "deep nesting of an unknown field",
        body.substring(0, body.length() - 1)
            + ",\"deep\":"
            + "[".repeat(2000)
            + "]".repeat(2000)
            + "}");
    broken.put("a list around it", "[" + text + "]");
    broken.put("an empty object", "{}");
    broken.put("an empty list", "[]");
    broken.put("a text", "\"espalier\"");
    broken.put("a number", "12");
    broken.put("null", "null");
    broken.put("true", "true");
    broken.put("YAML", "format: espalier-model/1\nname: x\n");
    broken.put("XML", "<?xml version=\"1.0\"?><model/>");
    broken.put("CSV", "name,gflops\nd1,3\n");
    broken.put("a field name of 60000 characters", "{\"" + "n".repeat(60_000) + "\": 1}");
    broken.forEach((reason, content) -> mutations.add(Mutation.invalid(reason, content, "line ")));
  }

  private void truncations() {
    byte[] whole = valid.text().strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < whole.length; length += TRUNCATION_STEP) {
      mutations.add(
          new Mutation(
              "cut off after " + length + " bytes", Arrays.copyOf(whole, length), "line ", false));
    }
  }

  private void otherBytes() {
    String text = valid.text();
    Map<String, byte[]> other = new LinkedHashMap<>();
    other.put("UTF-16 with a mark", text.getBytes(StandardCharsets.UTF_16));
    other.put("UTF-16 little-endian", text.getBytes(StandardCharsets.UTF_16LE));
    other.put("UTF-16 big-endian", text.getBytes(StandardCharsets.UTF_16BE));
    other.put(
        "Latin-1", text.replaceFirst("esp", "\u00e9sp").getBytes(StandardCharsets.ISO_8859_1));
    other.put("a stray continuation byte", joined(text, new byte[] {(byte) 0x80}));
    other.put("an overlong encoding", joined(text, new byte[] {(byte) 0xc0, (byte) 0x80}));
    other.put("half a character at the end", joined(text, new byte[] {(byte) 0xe2, (byte) 0x82}));
    other.put("an encoded surrogate", joined("\"", new byte[] {(byte) 0xed, (byte) 0xa0, 1}));
    other.put("a gzip header", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    other.put("a class file", new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
    other.put("zeros", new byte[4096]);
    other.forEach(
        (reason, content) -> mutations.add(new Mutation(reason, content, "line ", false)));
    for (String empty : List.of("", " ", "\n\n\t\r\n", "\ufeff")) {
      mutations.add(Mutation.invalid("nothing: \"" + Printable.line(empty) + '"', empty, ""));
    }
    mutations.add(
        new Mutation(
            "a byte order mark", ("\ufeff" + text).getBytes(StandardCharsets.UTF_8), "", true));
    mutations.add(
        new Mutation(
            "line ends of Windows",
            text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            "",
            true));
  }

  private static byte[] joined(String text, byte[] bytes) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    joined.writeBytes(bytes);
    return joined.toByteArray();
  }
}
