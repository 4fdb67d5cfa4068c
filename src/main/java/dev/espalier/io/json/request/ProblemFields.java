package dev.espalier.io.json.request;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.internal.Quantities;
import dev.espalier.io.ExitProbabilities;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ModelFile;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.zoo.Zoo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The fields of a request that make up a planning problem. */
final class ProblemFields {
  /** Name of a request in messages. */
  private static final String NAME = "request";

  private static final String ZOO = "zoo:";
  private static final String BUILT_IN_CATALOG = "na2023-six";

  /** Options of a problem. */
  static final List<String> OPTIONS =
      List.of(
          "exit",
          "inputBytes",
          "objective",
          "partitions",
          "maxPartitions",
          "devices",
          "bandwidthMbps",
          "source",
          "sink",
          "inferences",
          "energyBasis",
          "fps",
          "buffers",
          "deadline",
          "pin");

  /** Built-in networks that were requested, as there are few and each takes time to build. */
  private static final Map<String, BranchyNet> BUILT_IN = new ConcurrentHashMap<>();

  /** The built-in catalog, read when it is first requested. */
  private static final class Devices {
    private static final DeviceCatalog BUILT_IN = CatalogFile.na2023();
  }

  private ProblemFields() {}

  /** A request of which only these fields may occur. */
  static JsonValue document(byte[] body, String... fields) {
    try {
      return JsonSource.read(new ByteArrayInputStream(body), NAME).allowing(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array of bytes can always be read
    }
  }

  /** Refuses options that are none of these. */
  static void checkNames(JsonValue options, List<String> names) {
    options.allowing(names.toArray(String[]::new));
  }

  /**
   * The problem of a request.
   *
   * @param before sets what the options of the request may replace
   */
  static PlanningProblem problem(JsonValue root, Consumer<PlanningProblemBuilder> before) {
    DeviceCatalog catalog = catalog(root.field("catalog"));
    BranchyNet net = net(root.field("model"));
    Optional<JsonValue> options = root.optional("options");
    BranchyNet changed = options.map(given -> changed(net, given)).orElse(net);
    PlanningProblemBuilder builder = root.make(() -> PlanningProblem.builder(changed, catalog));
    before.accept(builder);
    options.ifPresent(given -> apply(builder, given));
    return options.orElse(root).make(builder::build);
  }

  private static BranchyNet net(JsonValue json) {
    if (!json.isText()) {
      return ModelFile.network(json);
    }
    try {
      return BUILT_IN.computeIfAbsent(builtIn(json), Zoo::get);
    } catch (InvalidFileException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw json.invalid(e.getMessage());
    }
  }

  /** The catalog of an object, or of the name of a built-in one. */
  static DeviceCatalog catalog(JsonValue json) {
    if (json.isText()) {
      if (!builtIn(json).equals(BUILT_IN_CATALOG)) {
        throw json.noneOf(List.of(ZOO + BUILT_IN_CATALOG));
      }
      return Devices.BUILT_IN;
    }
    DeviceCatalog catalog = CatalogFile.catalog(json);
    List<Device> devices = catalog.devices();
    for (int d = 0; d < devices.size(); d++) {
      if (devices.get(d).profile().isPresent()) {
        throw json.field("devices")
            .items()
            .get(d)
            .field("profile")
            .invalid("a request names no files, and so no profile");
      }
    }
    return catalog;
  }

  private static String builtIn(JsonValue json) {
    String text = json.text();
    if (!text.startsWith(ZOO)) {
      throw json.expected("an object { ... } or a built-in one, \"zoo:NAME\"");
    }
    return text.substring(ZOO.length());
  }

  /** The network with the probabilities and the sizes of inputs that a request gives. */
  static BranchyNet changed(BranchyNet net, JsonValue options) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    options
        .optional("exit")
        .ifPresent(
            exits ->
                exits
                    .object()
                    .forEach((exit, value) -> probabilities.put(exit, probability(value))));
    BranchyNet changed = options.make(() -> ExitProbabilities.set(net, probabilities));
    return options.optional("inputBytes").map(sizes -> sent(changed, sizes)).orElse(changed);
  }

  private static double probability(JsonValue json) {
    double value = json.number();
    if (!(value >= 0 && value <= 1)) {
      throw json.expected("a number from 0 to 1");
    }
    return value;
  }

  private static BranchyNet sent(BranchyNet net, JsonValue sizes) {
    List<String> names = net.inputs().stream().map(ModelInput::name).toList();
    Map<String, JsonValue> byName =
        sizes.isNumber() && names.size() == 1 ? Map.of(names.get(0), sizes) : sizes.object();
    for (String name : byName.keySet()) {
      if (!names.contains(name)) {
        throw sizes.invalid(
            "model input \"%s\" does not exist; expected one of %s%s"
                .formatted(
                    Printable.shortened(name, 100),
                    String.join(", ", names),
                    NearestName.hint(name, names)));
      }
    }
    List<ModelInput> inputs = new ArrayList<>();
    for (ModelInput input : net.inputs()) {
      JsonValue bytes = byName.get(input.name());
      inputs.add(
          bytes == null ? input : bytes.make(() -> input.withSentBytes(bytes.wholeNumber())));
    }
    return net.withInputs(inputs);
  }

  /** Applies the options of a problem. */
  static void apply(PlanningProblemBuilder builder, JsonValue options) {
    if (options.optional("partitions").isPresent()
        && options.optional("maxPartitions").isPresent()) {
      throw options.field("partitions").invalid("partitions and maxPartitions exclude each other");
    }
    given(options, "objective", json -> builder.objective(objective(json)));
    given(options, "devices", json -> builder.devices(texts(json)));
    given(options, "partitions", json -> builder.slices(json.smallNumber()));
    given(options, "maxPartitions", json -> builder.maxSlices(json.smallNumber()));
    given(options, "bandwidthMbps", json -> builder.bandwidthMbps(json.number()));
    given(options, "source", json -> builder.source(json.text()));
    given(options, "sink", json -> builder.sink(json.text()));
    given(options, "inferences", json -> builder.inferences(json.wholeNumber()));
    given(options, "energyBasis", json -> builder.energyBasis(energyBasis(json)));
    given(options, "fps", json -> builder.framesPerSecond(json.number()));
    given(options, "buffers", json -> builder.buffers(json.smallNumber()));
    given(options, "deadline", json -> deadlines(builder, json));
    given(options, "pin", json -> pins(builder, json));
  }

  /** Applies an option if it is given; what is wrong with its value is reported at its place. */
  private static void given(JsonValue options, String name, Consumer<JsonValue> apply) {
    options
        .optional(name)
        .ifPresent(
            json ->
                json.make(
                    () -> {
                      apply.accept(json);
                      return json;
                    }));
  }

  private static List<String> texts(JsonValue json) {
    return json.items().stream().map(JsonValue::text).toList();
  }

  private static Objective objective(JsonValue json) {
    return Objectives.labeled(json.text())
        .orElseThrow(() -> json.noneOf(Objectives.all().stream().map(Objective::label).toList()));
  }

  private static EnergyBasis energyBasis(JsonValue json) {
    return EnergyBasis.labeled(json.text())
        .orElseThrow(() -> json.noneOf(List.of("full", "expected")));
  }

  private static void deadlines(PlanningProblemBuilder builder, JsonValue json) {
    if (json.isText() || json.isNumber()) {
      builder.deadlineMs(milliseconds(json));
      return;
    }
    json.object()
        .forEach((exit, time) -> time.make(() -> builder.deadlineMs(exit, milliseconds(time))));
  }

  private static double milliseconds(JsonValue json) {
    if (!json.isText()) {
      return json.number();
    }
    return Quantities.milliseconds(json.text())
        .orElseThrow(() -> json.expected("a time in ms such as 20, \"0.5ms\" or \"1.5s\""));
  }

  private static void pins(PlanningProblemBuilder builder, JsonValue json) {
    builder.withoutPins();
    json.object().forEach((layer, device) -> device.make(() -> builder.pin(layer, device.text())));
  }
}
