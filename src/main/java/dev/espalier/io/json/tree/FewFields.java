package dev.espalier.io.json.tree;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The fields of an object in the order of the file, in an eighth of the memory of a linked map: a
 * large file is many small objects. Immutable.
 */
final class FewFields extends AbstractMap<String, JsonValue> {
  /** Above this number of fields, a map with an index is faster. */
  static final int MAX_FIELDS = 8;

  private final String[] names;
  private final JsonValue[] values;

  private FewFields(String[] names, JsonValue[] values) {
    this.names = names;
    this.values = values;
  }

  /** These fields, as they are or more compact. */
  static Map<String, JsonValue> of(Map<String, JsonValue> fields) {
    return fields.size() > MAX_FIELDS
        ? fields
        : new FewFields(
            fields.keySet().toArray(String[]::new), fields.values().toArray(JsonValue[]::new));
  }

  @Override
  public JsonValue get(Object name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, JsonValue>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, JsonValue>> iterator() {
        return IntStream.range(0, names.length)
            .mapToObj(i -> Map.entry(names[i], values[i]))
            .iterator();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }
}
