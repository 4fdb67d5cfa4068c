package dev.espalier.io.json.change;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.change.Change;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A line of changes: what has changed at one time, or the measured latency of the plan in force, or
 * only that time has passed. Immutable.
 */
public final class ChangeLine {
  private static final String[] FIELDS = {
    "id",
    "at",
    "link",
    "from",
    "to",
    "bandwidthMbps",
    "latencyMs",
    "network",
    "device",
    "gone",
    "slowdown",
    "energyJ",
    "memoryMiB",
    "layerTimesMs",
    "joined",
    "links",
    "probabilities",
    "condition",
    "deadlineMs",
    "exit"
  };

  private final JsonValue json;
  private final OptionalLong id;
  private final OptionalDouble atSeconds;
  private final List<Change> changes;
  private final OptionalDouble measuredMs;

  private ChangeLine(JsonValue json) {
    this.json = json;
    if (json.allowing(FIELDS).object().isEmpty()) {
      throw json.invalid(
          "expected a change, a measured latency or a time, but the object is empty");
    }
    id = json.optional("id").map(ChangeLine::id).orElse(OptionalLong.empty());
    atSeconds = ChangeFields.number(json, "at", Checks::notNegative);
    ChangeFields fields = new ChangeFields(json);
    changes = fields.changes();
    measuredMs = fields.measuredMs(changes);
  }

  /**
   * Reads a line.
   *
   * @param name name of the file or stream in messages
   * @param line number of the line, 1-based
   * @throws InvalidFileException if it is no such line; the message has its number
   */
  public static ChangeLine parse(String text, String name, int line) {
    return new ChangeLine(JsonSource.parseLine(text, name, line - 1));
  }

  /**
   * Reads a document that is one object of changes.
   *
   * @param name name of the document in messages
   * @throws InvalidFileException if it is no such object
   */
  public static ChangeLine parse(String text, String name) {
    return new ChangeLine(JsonSource.parse(text, name));
  }

  /**
   * Reads an object of changes that is part of another document of this module.
   *
   * @throws InvalidFileException if it is no such object
   */
  @SuppressWarnings("exports")
  public static ChangeLine of(JsonValue json) {
    return new ChangeLine(json);
  }

  private static OptionalLong id(JsonValue json) {
    return OptionalLong.of(json.make(() -> Checks.count("line", "id", json.wholeNumber(), 0)));
  }

  /** Number that the sender gives the line; those of later lines are larger. */
  public OptionalLong id() {
    return id;
  }

  /** Time of the changes, s; empty = now. */
  public OptionalDouble atSeconds() {
    return atSeconds;
  }

  /** The changes, which hold from the same time on; empty if there are none. */
  public List<Change> changes() {
    return changes;
  }

  /** Measured latency of the plan in force, ms. */
  public OptionalDouble measuredMs() {
    return measuredMs;
  }

  /** The error of a value that does not fit the world, at its place in the line. */
  public InvalidFileException invalid(InvalidFieldException e) {
    try {
      return json.make(
          () -> {
            throw e;
          });
    } catch (InvalidFileException placed) {
      return placed;
    }
  }
}
