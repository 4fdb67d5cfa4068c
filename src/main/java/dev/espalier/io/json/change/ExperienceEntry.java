package dev.espalier.io.json.change;

import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.Slice;
import dev.espalier.search.online.Experience;
import dev.espalier.search.online.Experience.Seen;
import java.util.List;
import java.util.function.Function;

/** What a replanner has learned, as the fields of an object: those of {@link Experience}. */
final class ExperienceEntry {
  private ExperienceEntry() {}

  /**
   * Reads an experience.
   *
   * @param plan reads the slices of a plan
   */
  static Experience read(JsonValue json, Function<JsonValue, List<Slice>> plan) {
    json.allowing("plans", "used", "states", "present", "presentSince", "counted", "countedAt");
    return json.make(
        () ->
            new Experience(
                json.field("plans").items().stream().map(plan).toList(),
                json.field("used").items().stream().map(JsonValue::wholeNumber).toList(),
                json.field("states").items().stream().map(ExperienceEntry::seen).toList(),
                json.field("present").smallNumber(),
                json.field("presentSince").number(),
                json.field("counted").smallNumber(),
                json.field("countedAt").number()));
  }

  private static Seen seen(JsonValue json) {
    json.allowing("costs", "known", "loadMs", "decisions", "seconds", "next", "values", "loading");
    return new Seen(
        numbers(json.field("costs")),
        json.field("known").items().stream().map(JsonValue::flag).toList(),
        json.field("loadMs").items().stream().map(ExperienceEntry::numbers).toList(),
        json.field("decisions").wholeNumber(),
        json.field("seconds").nonNegativeNumber(),
        numbers(json.field("next")),
        numbers(json.field("values")),
        json.field("loading").items().stream().map(ExperienceEntry::numbers).toList());
  }

  private static List<Double> numbers(JsonValue json) {
    return json.items().stream().map(JsonValue::nonNegativeNumber).toList();
  }
}
