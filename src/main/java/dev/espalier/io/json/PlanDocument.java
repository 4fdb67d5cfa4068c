package dev.espalier.io.json;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A plan file written by hand, by another tool or by Espalier. Only {@code format} and {@code
 * slices} are required; all other numbers are recomputed.
 */
public final class PlanDocument {
  private final JsonValue root;

  private PlanDocument(JsonValue root) {
    this.root = root;
  }

  /**
   * Reads a plan file and checks the types of what it says about the plan.
   *
   * @throws InvalidFileException if it cannot be read or a field is unknown or of a wrong type
   */
  public static PlanDocument read(Path path) {
    return plan(JsonSource.read(path));
  }

  /**
   * Reads a plan from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if a field is unknown or of a wrong type
   */
  public static PlanDocument read(InputStream in, String name) throws IOException {
    return plan(JsonSource.read(in, name));
  }

  /**
   * Reads a plan from the text of a plan file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if a field is unknown or of a wrong type
   */
  public static PlanDocument parse(String text, String name) {
    return plan(JsonSource.parse(text, name));
  }

  /**
   * Reads a plan that is part of another document of this module.
   *
   * @throws InvalidFileException if a field is unknown or of a wrong type
   */
  @SuppressWarnings("exports")
  public static PlanDocument plan(JsonValue root) {
    root.checkFormat(PlanFile.FORMAT);
    PlanFields.check(root);
    return new PlanDocument(root);
  }

  /** Name of the model that the plan was computed for, if given. */
  public Optional<String> model() {
    return root.optionalText("model");
  }

  /**
   * The value that the file claims; empty if it claims none, that of another objective, or a risk
   * over samples of links, which the file does not hold.
   */
  public OptionalDouble claimedValue(Objective objective) {
    boolean isSame =
        root.optional("objective").map(PlanDocument::objective).orElse(objective) == objective;
    if (!isSame || root.optional("risk").isPresent()) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = root.optionalNumber("value");
    return value.isPresent() ? value : root.optionalNumber("latencyMs");
  }

  /**
   * The slices as they are written.
   *
   * @throws InvalidFileException if there are none, or a position is no number
   */
  public List<Slice> slices() {
    return root.field("slices").items().stream()
        .map(
            json ->
                json.make(
                    () ->
                        new Slice(
                            json.field("device").name("device"),
                            json.field("from").smallNumber(),
                            json.field("to").smallNumber())))
        .toList();
  }

  /** Default bandwidth of the network that replaces that of the catalog, Mbps, if given. */
  public Optional<Double> bandwidthMbps() {
    return root.optional("options")
        .flatMap(options -> options.optional("bandwidthMbps"))
        .map(JsonValue::number);
  }

  /** The period of the plan, ms, if given. */
  public OptionalDouble periodMs() {
    return root.optionalNumber("periodMs");
  }

  /**
   * Expected energy of an inference by device, J. Empty where the plan does not give it, or gives
   * that of a full run.
   */
  public Map<String, Double> expectedEnergyJ() {
    boolean isExpected =
        root.optional("options")
            .flatMap(options -> options.optional("energyBasis"))
            .filter(basis -> energyBasis(basis) == EnergyBasis.EXPECTED)
            .isPresent();
    Map<String, Double> energy = new LinkedHashMap<>();
    if (isExpected) {
      for (JsonValue device : root.optional("devices").map(JsonValue::items).orElse(List.of())) {
        device
            .optional("energyJ")
            .filter(joules -> !joules.isNull())
            .ifPresent(joules -> energy.put(device.field("name").text(), joules.number()));
      }
    }
    return energy;
  }

  /**
   * Applies the objective and the options under which the plan was made, where the file says so.
   *
   * @throws InvalidFileException if an option has a wrong type, does not fit the problem or
   *     contradicts another one
   */
  public void applyOptions(PlanningProblemBuilder builder) {
    root.optional("objective").ifPresent(objective -> builder.objective(objective(objective)));
    root.optional("options").ifPresent(options -> applyOptions(builder, options));
  }

  private static Objective objective(JsonValue json) {
    List<String> known = Objectives.all().stream().map(Objective::label).toList();
    return Objectives.labeled(json.text()).orElseThrow(() -> json.noneOf(known));
  }

  private static void applyOptions(PlanningProblemBuilder builder, JsonValue options) {
    options.allowing(
        "devices",
        "minPartitions",
        "maxPartitions",
        "inferences",
        "energyBasis",
        "fps",
        "buffers",
        "deadlinesMs",
        "bandwidthMbps",
        "source",
        "sink",
        "pins");
    options.make(
        () -> {
          options.optionalNumber("bandwidthMbps").ifPresent(builder::bandwidthMbps);
          options
              .optional("devices")
              .ifPresent(
                  names ->
                      builder.devices(
                          names.items().stream().map(name -> name.name("device")).toList()));
          builder.slices(
              options.optional("minPartitions").map(PlanDocument::count).orElse(1),
              options.optional("maxPartitions").map(PlanDocument::count).orElse(Integer.MAX_VALUE));
          options
              .optional("inferences")
              .ifPresent(inferences -> builder.inferences(inferences.wholeNumber()));
          options
              .optional("energyBasis")
              .ifPresent(basis -> builder.energyBasis(energyBasis(basis)));
          options.optionalNumber("fps").ifPresent(builder::framesPerSecond);
          options
              .optional("buffers")
              .ifPresent(
                  buffers ->
                      buffers.make(
                          // Written for pipelines alone, whatever made the plan part of one.
                          () -> builder.buffers(buffers(buffers)).pipelined()));
          options
              .optional("deadlinesMs")
              .ifPresent(
                  deadlines ->
                      deadlines
                          .object()
                          .forEach(
                              (exit, ms) -> ms.make(() -> builder.deadlineMs(exit, ms.number()))));
          options.optionalName("source").ifPresent(builder::source);
          options.optionalName("sink").ifPresent(builder::sink);
          options.optional("pins").ifPresent(pins -> applyPins(builder, pins));
          return builder.build(); // finds contradictions while their place is known
        });
  }

  private static void applyPins(PlanningProblemBuilder builder, JsonValue pins) {
    pins.object()
        .forEach(
            (layer, device) ->
                device.make(
                    () -> builder.pin(Checks.name("pin", "layer", layer), device.name("device"))));
  }

  private static EnergyBasis energyBasis(JsonValue json) {
    return EnergyBasis.labeled(json.text())
        .orElseThrow(() -> json.noneOf(List.of("full", "expected")));
  }

  private static int buffers(JsonValue json) {
    return (int) Math.min(Integer.MAX_VALUE, json.wholeNumber());
  }

  private static int count(JsonValue json) {
    long count = json.wholeNumber();
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw json.expected("a whole number >= 1");
    }
    return (int) count;
  }

  /**
   * The plan, with its numbers recomputed. It may break limits. Where the plan decides which exits
   * are deployed, its probabilities replace those of the model.
   *
   * @throws InvalidFileException if the slices do not cover the network, if the layers or the
   *     partition that the file lists contradict them, or if it lists an unknown exit or device
   */
  public Plan evaluate(PlanningProblem given) {
    PlanFields.checkNames(root, given);
    PlanningProblem problem = DecidedExits.apply(root, given);
    JsonValue slices = root.field("slices");
    Plan plan =
        root.make(
            () ->
                PlanEvaluator.evaluate(
                    problem,
                    slices.items().stream()
                        .map(slice -> slice(slice, problem.linearization()))
                        .toList()));
    root.optional("partition").ifPresent(bits -> checkPartition(bits, plan));
    root.optional("deploymentMatrix").ifPresent(rows -> checkMatrix(rows, plan));
    return plan;
  }

  /**
   * What the plan says of a model, without its devices: enough to split the model.
   *
   * @param file name of the plan's file, without its folder
   * @throws InvalidFileException if the slices do not cover the network, if the layers that the
   *     file lists contradict them, or if it lists an unknown exit
   */
  public PlannedSlices on(BranchyNet net, String file) {
    return PlannedSlices.of(root, net, file);
  }

  /** A slice of a network, with the layers that the file lists. */
  static Slice slice(JsonValue json, Linearization net) {
    json.allowing("device", "from", "to", "layers");
    JsonValue from = json.field("from");
    JsonValue to = json.field("to");
    Slice slice =
        json.make(
            () ->
                new Slice(
                    json.field("device").name("device"),
                    position(from, net.length()),
                    position(to, net.length())));
    json.optional("layers").ifPresent(layers -> checkLayers(layers, slice, net));
    return slice;
  }

  private static int position(JsonValue json, int length) {
    long position = json.wholeNumber();
    if (position < 0 || position > length) {
      throw json.expected("a position from 0 to " + length);
    }
    return (int) position;
  }

  private static void checkLayers(JsonValue layers, Slice slice, Linearization net) {
    List<JsonValue> names = layers.items();
    if (names.size() != slice.length()) {
      throw layers.invalid(
          "expected the %d layers of positions %d to %d but found %d"
              .formatted(slice.length(), slice.from(), slice.to() - 1, names.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      String expected = net.layer(slice.from() + i).name();
      if (!names.get(i).text().equals(expected)) {
        throw names
            .get(i)
            .expected("\"" + expected + "\", the layer at position " + (slice.from() + i));
      }
    }
  }

  /** Rows are those of the devices that the file lists, or else of all that may run a slice. */
  private void checkMatrix(JsonValue rows, Plan plan) {
    List<String> devices =
        root.optional("options")
            .flatMap(options -> options.optional("devices"))
            .map(names -> names.items().stream().map(JsonValue::text).toList())
            .orElseGet(() -> plan.problem().devices().stream().map(Device::name).toList());
    List<JsonValue> items = rows.items();
    if (items.size() != devices.size()) {
      throw rows.invalid(
          "expected a row for each of the %d devices but found %d"
              .formatted(devices.size(), items.size()));
    }
    for (int d = 0; d < items.size(); d++) {
      checkRow(items.get(d), devices.get(d), plan);
    }
  }

  private static void checkRow(JsonValue row, String device, Plan plan) {
    int length = plan.problem().linearization().length();
    List<JsonValue> entries = row.items();
    if (entries.size() != length) {
      throw row.invalid(
          "expected an entry for each of the %d positions but found %d"
              .formatted(length, entries.size()));
    }
    for (int i = 0; i < length; i++) {
      int position = i;
      boolean isRun =
          plan.slices().stream()
              .anyMatch(
                  slice ->
                      slice.device().equals(device)
                          && slice.from() <= position
                          && position < slice.to());
      if (entries.get(i).wholeNumber() != (isRun ? 1 : 0)) {
        throw entries.get(i).expected((isRun ? "1" : "0") + ", as the slices say");
      }
    }
  }

  private static void checkPartition(JsonValue bits, Plan plan) {
    boolean[] cut = plan.partition();
    List<JsonValue> items = bits.items();
    if (items.size() != cut.length) {
      throw bits.invalid(
          "expected one bit for each of the %d boundaries but found %d"
              .formatted(cut.length, items.size()));
    }
    for (int i = 0; i < cut.length; i++) {
      if (items.get(i).wholeNumber() != (cut[i] ? 1 : 0)) {
        throw items.get(i).expected((cut[i] ? "1" : "0") + ", as the slices say");
      }
    }
  }
}
