package dev.espalier.io.json.change;

import dev.espalier.internal.Checks;
import dev.espalier.io.json.tree.DeviceEntry;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.io.json.tree.LinkEntry;
import dev.espalier.plan.change.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The fields of a line of changes. */
final class ChangeFields {
  private static final List<String> DEVICE_FIELDS =
      List.of("gone", "slowdown", "energyJ", "memoryMiB", "layerTimesMs");

  private final JsonValue json;

  ChangeFields(JsonValue json) {
    this.json = json;
  }

  /** A check of a number; see {@link Checks}. */
  @FunctionalInterface
  interface Check {
    double of(String subject, String field, double value);
  }

  /** A number that may be absent, within the range of a check. */
  static OptionalDouble number(JsonValue json, String field, Check check) {
    return json.optional(field)
        .map(
            value -> OptionalDouble.of(value.make(() -> check.of("change", field, value.number()))))
        .orElse(OptionalDouble.empty());
  }

  /** All changes, in the order in which they are applied. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    joined().ifPresent(changes::add);
    network().ifPresent(changes::add);
    link().ifPresent(changes::add);
    device(changes);
    json.optional("condition")
        .ifPresent(name -> changes.add(new Change.Condition(name.name("condition"))));
    json.optional("probabilities")
        .ifPresent(byExit -> changes.add(new Change.ExitProbabilities(probabilities(byExit))));
    deadline().ifPresent(changes::add);
    return List.copyOf(changes);
  }

  /** A latency without a link, which must stand alone, is one that was measured. */
  OptionalDouble measuredMs(List<Change> changes) {
    if (has("link") || has("from")) {
      return OptionalDouble.empty();
    }
    OptionalDouble measured = number(json, "latencyMs", Checks::positive);
    if (measured.isPresent() && !changes.isEmpty()) {
      throw json.field("latencyMs")
          .invalid(
              "latencyMs beside a change needs a link; the measured latency of the plan in force"
                  + " stands on a line of its own");
    }
    return measured;
  }

  private boolean has(String field) {
    return json.optional(field).isPresent();
  }

  private void needs(String field, String other) {
    if (has(field) && !has(other)) {
      throw json.field(field).invalid("%s needs the field %s".formatted(field, other));
    }
  }

  private Optional<Change> joined() {
    needs("links", "joined");
    return json.optional("joined")
        .map(
            device ->
                new Change.Joined(
                    DeviceEntry.read(device),
                    json.optional("links").map(JsonValue::items).orElse(List.of()).stream()
                        .map(LinkEntry::read)
                        .toList()));
  }

  private Optional<Change> network() {
    return json.optional("network")
        .map(
            network -> {
              network.allowing("bandwidthMbps", "latencyMs");
              Change.OfNetwork change =
                  new Change.OfNetwork(
                      number(network, "bandwidthMbps", Checks::positive),
                      number(network, "latencyMs", Checks::notNegative));
              if (change.bandwidthMbps().isEmpty() && change.latencyMs().isEmpty()) {
                throw network.invalid("network needs bandwidthMbps or latencyMs");
              }
              return change;
            });
  }

  private Optional<Change> link() {
    needs("from", "to");
    needs("to", "from");
    if (has("link") && has("from")) {
      throw json.field("from")
          .invalid("expected either link, for both directions, or from and to, for one");
    }
    OptionalDouble mbps = number(json, "bandwidthMbps", Checks::positive);
    if (!has("link") && !has("from")) {
      if (mbps.isPresent()) {
        throw json.field("bandwidthMbps")
            .invalid("bandwidthMbps needs link, from and to, or to stand within network");
      }
      return Optional.empty();
    }
    OptionalDouble ms = number(json, "latencyMs", Checks::notNegative);
    if (mbps.isEmpty() && ms.isEmpty()) {
      throw json.field(has("link") ? "link" : "from")
          .invalid("a link needs bandwidthMbps or latencyMs");
    }
    List<String> ends = ends();
    return Optional.of(new Change.OfLink(ends.get(0), ends.get(1), has("link"), mbps, ms));
  }

  private List<String> ends() {
    if (!has("link")) {
      return List.of(json.field("from").name("device"), json.field("to").name("device"));
    }
    List<JsonValue> ends = json.field("link").items();
    if (ends.size() != 2) {
      throw json.field("link")
          .invalid("expected the names of two devices but found %d values".formatted(ends.size()));
    }
    return ends.stream().map(end -> end.name("device")).toList();
  }

  /** A device is back before it changes; times of layers are those at the speed of this line. */
  private void device(List<Change> changes) {
    if (!has("device")) {
      DEVICE_FIELDS.forEach(field -> needs(field, "device"));
      return;
    }
    JsonValue named = json.field("device");
    if (DEVICE_FIELDS.stream().noneMatch(this::has)) {
      throw named.invalid(
          "a device needs one of the fields %s".formatted(String.join(", ", DEVICE_FIELDS)));
    }
    String device = named.name("device");
    Optional<Boolean> gone = json.optional("gone").map(JsonValue::flag);
    gone.ifPresent(is -> changes.add(is ? new Change.Gone(device) : new Change.Back(device)));
    Change.OfDevice state =
        new Change.OfDevice(
            device,
            number(json, "slowdown", Checks::positive),
            json.optionalNumber("energyJ"),
            json.optionalNumber("memoryMiB"));
    if (Stream.of(state.slowdown(), state.energyJ(), state.memoryMiB())
        .anyMatch(OptionalDouble::isPresent)) {
      changes.add(state);
    }
    json.optional("layerTimesMs")
        .ifPresent(times -> changes.add(new Change.LayerTimes(device, layerTimes(times))));
  }

  private static Map<String, Double> layerTimes(JsonValue json) {
    Map<String, Double> times = new LinkedHashMap<>();
    json.object()
        .keySet()
        .forEach(layer -> times.put(layer, number(json, layer, Checks::notNegative).getAsDouble()));
    return times;
  }

  private static Map<String, Double> probabilities(JsonValue json) {
    Map<String, Double> byExit = new LinkedHashMap<>();
    json.object()
        .keySet()
        .forEach(exit -> byExit.put(exit, number(json, exit, Checks::probability).getAsDouble()));
    return byExit;
  }

  /** A deadline of null is none from now on. */
  private Optional<Change> deadline() {
    needs("exit", "deadlineMs");
    needs("deadlineMs", "exit");
    return json.optional("deadlineMs")
        .map(
            ms ->
                new Change.Deadline(
                    json.field("exit").name("exit"),
                    ms.isNull()
                        ? OptionalDouble.empty()
                        : number(json, "deadlineMs", Checks::positive)));
  }
}
