package dev.espalier.io.batch;

import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.study.batch.ScenarioSpace;
import dev.espalier.study.sweep.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generated scenarios as lines of JSON. */
public final class ScenarioText {
  private ScenarioText() {}

  /**
   * The object of a scenario, without a line feed.
   *
   * @param scenario its index, from 0
   */
  public static String of(ScenarioSpace space, long scenario) {
    List<Value> values = space.at(scenario);
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int p = 0; p < values.size(); p++) {
      Value value = values.get(p);
      fields.put(
          space.parameters().get(p).name(),
          value.isNumber() ? (Object) value.number() : value.text());
    }
    return JsonDocument.line(fields).stripTrailing();
  }
}
