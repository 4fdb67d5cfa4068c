package dev.espalier.io.batch;

import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.CsvLine;
import dev.espalier.io.json.request.ScenarioReader;
import dev.espalier.io.json.tree.JsonRow;
import dev.espalier.io.json.tree.JsonRow.Cell;
import dev.espalier.io.json.tree.JsonRow.Column;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.io.line.InputLine;
import dev.espalier.study.batch.Outcome;
import dev.espalier.study.batch.Scenario;
import dev.espalier.study.sweep.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads scenarios from lines. Thread-safe. */
public final class ScenarioLines {
  /** Name of the input in messages: the same wherever the lines lie. */
  private static final String NAME = "scenario";

  private static final Set<String> TEXTS =
      Set.of(
          "id",
          "model",
          "catalog",
          "objective",
          "source",
          "sink",
          "energyBasis",
          "solver",
          "local",
          "remote",
          "goal",
          Parameter.Condition.NAME);
  private static final Map<String, Cell> OTHERS =
      Map.of(
          "gone", Cell.LIST,
          "devices", Cell.LIST,
          "exit", Cell.MAP,
          "inputBytes", Cell.MAP,
          "deadline", Cell.MAP,
          "pin", Cell.NAMES,
          "changes", Cell.JSON);

  private final Function<InputLine, JsonValue> parser;

  private ScenarioLines(Function<InputLine, JsonValue> parser) {
    this.parser = parser;
  }

  /** Lines with a JSON object each. */
  public static ScenarioLines json() {
    return new ScenarioLines(line -> JsonSource.parseLine(line.text(), NAME, shown(line) - 1));
  }

  /**
   * Rows of CSV.
   *
   * @param header the line with the names of the fields
   * @param file name of the file in messages
   * @throws InvalidFileException if a name is unknown or given twice
   */
  public static ScenarioLines csv(InputLine header, String file) {
    if (!header.error().isEmpty()) {
      throw new InvalidFileException(
          "%s: at line %d: %s".formatted(file, header.number(), header.error()));
    }
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String cell : cells(header, file)) {
      String name = cell.strip();
      String place = "%s: at line %d, column %d: ";
      if (!ScenarioReader.isField(name)) {
        throw new InvalidFileException(
            place.formatted(file, header.number(), columns.size() + 1)
                + ScenarioReader.unknown(name));
      }
      if (!names.add(name)) {
        throw new InvalidFileException(
            place.formatted(file, header.number(), columns.size() + 1)
                + "the field \"%s\" is given twice; expected it once".formatted(name));
      }
      columns.add(
          new Column(
              name, TEXTS.contains(name) ? Cell.TEXT : OTHERS.getOrDefault(name, Cell.NUMBER)));
    }
    return new ScenarioLines(line -> row(columns, line));
  }

  private static JsonValue row(List<Column> columns, InputLine line) {
    List<String> cells = cells(line, NAME);
    if (cells.size() != columns.size()) {
      throw new InvalidFileException(
          "%s: at line %d: expected %d cells, as the header has, but found %d"
              .formatted(NAME, line.number(), columns.size(), cells.size()));
    }
    return JsonRow.of(NAME, shown(line), columns, cells);
  }

  /** The number of a line in messages; those beyond 2^31 - 1 only say that there are so many. */
  private static int shown(InputLine line) {
    return (int) Math.min(Integer.MAX_VALUE, line.number());
  }

  private static List<String> cells(InputLine line, String file) {
    try {
      return CsvLine.cells(line.text());
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(
          "%s: at line %d: %s".formatted(file, line.number(), e.getMessage()));
    }
  }

  /**
   * What came of a line.
   *
   * @param outcome of its scenario
   * @param values values of the fields that are shown, numbers or texts; null where one is absent
   */
  public record Result(Outcome outcome, List<Object> values) {}

  /**
   * Plans the scenario of a line with whatever plans scenarios; a line that is wrong has an
   * outcome, too.
   *
   * @param shown names of the fields that are shown beside the outcome
   * @param reader makes a scenario of an object
   * @param plan plans it
   */
  public Result result(
      InputLine line, List<String> shown, ScenarioReader reader, Function<Scenario, Outcome> plan) {
    Optional<String> id = Optional.empty();
    List<Object> values = new ArrayList<>(Collections.nCopies(shown.size(), null));
    try {
      if (!line.error().isEmpty()) {
        throw new InvalidFileException(message(line, line.error()));
      }
      JsonValue root = parser.apply(line);
      id = ScenarioReader.id(root);
      for (int i = 0; i < shown.size(); i++) {
        values.set(i, root.optional(shown.get(i)).map(ScenarioLines::value).orElse(null));
      }
      return new Result(plan.apply(reader.read(root)), values);
    } catch (InvalidFileException e) {
      return new Result(new Outcome.Invalid(id, Printable.line(e.getMessage())), values);
    } catch (IllegalArgumentException e) {
      String message = message(line, Printable.line(e.getMessage()));
      return new Result(new Outcome.Invalid(id, message), values);
    } catch (OutOfMemoryError e) {
      return new Result(new Outcome.Failed(id, message(line, "Java is out of memory")), values);
    } catch (RuntimeException | StackOverflowError e) {
      // One scenario must not end all others, whatever happens to it.
      return new Result(new Outcome.Failed(id, message(line, "planning failed: " + e)), values);
    }
  }

  /**
   * The texts that some fields of a scenario have, by name: the files that it needs, for instance.
   * Those that are absent, no texts, or in a line that is wrong are left out.
   */
  public Map<String, String> texts(InputLine line, Set<String> fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      if (line.error().isEmpty()) {
        parser
            .apply(line)
            .object()
            .forEach(
                (name, json) -> {
                  if (fields.contains(name) && json.isText()) {
                    texts.put(name, json.text());
                  }
                });
      }
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // Its outcome will say so.
    }
    return texts;
  }

  private static String message(InputLine line, String what) {
    return "%s: at line %d: %s".formatted(NAME, line.number(), what);
  }

  private static Object value(JsonValue json) {
    return json.isNumber() ? (Object) json.number() : json.text();
  }
}
