package dev.espalier.spark;

import dev.espalier.io.json.tree.JsonDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Rows as the lines that a file of scenarios has. */
final class ScenarioRowText {
  /** What begins as a value in JSON does that is no text without quotation marks. */
  private static final Pattern JSON =
      Pattern.compile(
          "\\s*([\\[{\"]|-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?\\s*$|(true|false|null)\\s*$)");

  private ScenarioRowText() {}

  static String of(ScenarioRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "id", row.getId());
    put(fields, "model", row.getModel());
    put(fields, "catalog", row.getCatalog());
    put(fields, "bandwidth", row.getBandwidthMbps());
    put(fields, "gone", row.getGone());
    if (row.getProbabilities() != null) {
      new TreeMap<>(row.getProbabilities())
          .forEach((exit, probability) -> fields.put("probability:" + exit, probability));
    }
    put(fields, "condition", row.getCondition());
    put(fields, "objective", row.getObjective());
    put(fields, "deadline", row.getDeadlineMs());
    put(fields, "solver", row.getSolver());
    put(fields, "seed", row.getSeed());
    StringBuilder text = new StringBuilder(object(fields));
    if (row.getParameters() != null) {
      new TreeMap<>(row.getParameters()).forEach((name, value) -> append(text, name, value));
    }
    return text.toString();
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static String object(Map<String, Object> fields) {
    return JsonDocument.line(fields).stripTrailing();
  }

  /** Puts a field in front of the brace that closes an object. */
  private static void append(StringBuilder text, String name, String value) {
    boolean isJson = value != null && JSON.matcher(value).lookingAt();
    String field = object(Map.of(name, isJson ? 0 : String.valueOf(value)));
    text.setLength(text.length() - 1);
    text.append(text.length() > 1 ? "," : "");
    text.append(isJson ? field.substring(1, field.length() - 2) + value + "}" : field.substring(1));
  }
}
