package dev.espalier.io.batch;

import dev.espalier.io.json.tree.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What results come from. Results of one batch have the same origin.
 *
 * @param espalier version of Espalier
 * @param settings whatever decides on results besides the scenarios, by name
 * @param shard index of the shard, from 0
 * @param of number of shards
 */
public record BatchOrigin(String espalier, SortedMap<String, String> settings, int shard, int of) {

  public BatchOrigin {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** The fields of a line that has an origin. */
  Object fields() {
    return this;
  }

  /** Reads the origin that a line has. */
  static BatchOrigin read(JsonValue json) {
    return new BatchOrigin(
        json.field("espalier").text(),
        new TreeMap<>(texts(json.field("settings"))),
        json.field("shard").smallNumber(),
        json.field("of").smallNumber());
  }

  static Map<String, String> texts(JsonValue json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.object().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  /**
   * The first thing in which another batch differs; empty if it is the same one. The shard counts
   * only where both are of so many.
   */
  public Optional<String> difference(BatchOrigin other) {
    if (!espalier.equals(other.espalier)) {
      return Optional.of("version %s of Espalier, not %s".formatted(espalier, other.espalier));
    }
    if (of != other.of) {
      return Optional.of("%d %s, not %d".formatted(of, of == 1 ? "shard" : "shards", other.of));
    }
    TreeSet<String> names = new TreeSet<>(settings.keySet());
    names.addAll(other.settings.keySet());
    for (String name : names) {
      String here = settings.get(name);
      String there = other.settings.get(name);
      if (!Objects.equals(here, there)) {
        return Optional.of("%s, not %s".formatted(words(name, here), words(name, there)));
      }
    }
    return Optional.empty();
  }

  private static String words(String name, String value) {
    return value == null ? "no " + name : name + " " + value;
  }
}
