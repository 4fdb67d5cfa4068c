package dev.espalier.io.json.request;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.change.ChangeLine;
import dev.espalier.io.json.change.DecisionLine;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.SwitchingCost;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A request to decide after changes of the world, which hold from the same time on.
 *
 * @param problem identifier of the problem
 * @param atSeconds time of the changes, s since the problem was planned; empty for now
 * @param parts the changes
 */
public record ReplanRequest(String problem, OptionalDouble atSeconds, List<ChangeLine> parts) {

  public ReplanRequest {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a request.
   *
   * @throws InvalidFileException if it is no valid request; the message names the place, what was
   *     found and what was expected
   */
  public static ReplanRequest read(byte[] body) {
    JsonValue root = ProblemFields.document(body, "problem", "at", "changes");
    List<JsonValue> items = root.field("changes").items();
    return new ReplanRequest(
        root.field("problem").text(),
        root.optional("at").map(ReplanRequest::seconds).orElse(OptionalDouble.empty()),
        items.stream().map(json -> part(json, items.size() == 1)).toList());
  }

  private static OptionalDouble seconds(JsonValue json) {
    return OptionalDouble.of(json.make(() -> Checks.notNegative("request", "at", json.number())));
  }

  /** A change that is one of several and holds from the same time on, so not a measured latency. */
  static ChangeLine change(JsonValue json) {
    return part(json, false);
  }

  private static ChangeLine part(JsonValue json, boolean isOnly) {
    for (String field : List.of("at", "id")) {
      if (json.optional(field).isPresent()) {
        throw json.field(field)
            .invalid(
                field + " is for lines of changes; here all changes hold from the same time on");
      }
    }
    json.optional("joined")
        .flatMap(device -> device.optional("profile"))
        .ifPresent(
            profile -> {
              throw profile.invalid("a request names no files, and so no profile");
            });
    ChangeLine part = ChangeLine.of(json);
    if (part.measuredMs().isPresent() && !isOnly) {
      throw json.field("latencyMs")
          .invalid("a measured latency stands alone; beside changes, latencyMs needs a link");
    }
    return part;
  }

  /** Measured latency of the plan in force, ms; empty if the request has changes. */
  public OptionalDouble measuredMs() {
    return parts.size() == 1 ? parts.get(0).measuredMs() : OptionalDouble.empty();
  }

  /** All changes, in their order. */
  public List<Change> changes() {
    return parts.stream().flatMap(part -> part.changes().stream()).toList();
  }

  /**
   * The error of a change that does not fit the world, at its place in the request.
   *
   * @param world the world before the changes
   */
  public InvalidFileException invalid(World world, InvalidFieldException e) {
    World now = world;
    for (ChangeLine part : parts) {
      try {
        now = now.with(part.changes());
      } catch (InvalidFieldException misfit) {
        return part.invalid(misfit);
      }
    }
    return new InvalidFileException(e.getMessage(), "/at"); // every change fits: it is the time
  }

  /** A decision as a document. */
  public static String write(String problem, Decision decision, SwitchingCost switching) {
    return JsonDocument.of(Map.of("problem", problem), DecisionLine.fields(decision, switching));
  }
}
