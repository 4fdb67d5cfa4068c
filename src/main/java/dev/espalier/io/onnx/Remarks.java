package dev.espalier.io.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what an import has to say: warnings, notes, and what no rule counts. */
final class Remarks {
  private static final int MAX_NAMED = 5;

  private final List<String> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Integer> uncounted = new TreeMap<>();
  private final List<String> unsized = new ArrayList<>();

  void warn(String sentence) {
    warnings.add(sentence);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** An operator whose operations no rule counts. */
  void uncounted(String op) {
    uncounted.merge(op, 1, Integer::sum);
  }

  /** A tensor whose size is not known. */
  void unsized(String tensor) {
    unsized.add("\"" + OnnxGraph.shown(tensor) + "\"");
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (!uncounted.isEmpty()) {
      List<String> named =
          uncounted.entrySet().stream()
              .map(
                  op ->
                      op.getValue() == 1
                          ? op.getKey()
                          : "%s (%d times)".formatted(op.getKey(), op.getValue()))
              .toList();
      all.add(
          "operations are not counted, only bytes, of " + some(named) + ": give measured times");
    }
    if (!unsized.isEmpty()) {
      all.add(
          "sizes are not known and assumed to be those of the inputs of their nodes, of "
              + some(unsized));
    }
    return all;
  }

  List<String> notes() {
    return notes;
  }

  /** A list of names, of which the first are named. */
  static String some(List<String> names) {
    return names.size() <= MAX_NAMED
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, MAX_NAMED)), names.size() - MAX_NAMED);
  }
}
