package dev.espalier.io.batch;

import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.GapClass;
import dev.espalier.study.batch.Status;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A summary in a journal. */
final class SummaryFields {
  private SummaryFields() {}

  private record Entry(
      Map<String, Long> outcomes,
      Map<String, Long> gaps,
      Optional<BatchSummary.Invalid> firstInvalid,
      double planningMs,
      List<BatchSummary.Slow> slowest) {}

  static Object of(BatchSummary summary) {
    return new Entry(
        named(summary.outcomes(), Status::label),
        named(summary.gaps(), GapClass::name),
        summary.firstInvalid(),
        summary.planningMs(),
        summary.slowest());
  }

  private static <K> Map<String, Long> named(Map<K, Long> counts, Function<K, String> name) {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((key, count) -> named.put(name.apply(key), count));
    return named;
  }

  static BatchSummary read(JsonValue json) {
    return new BatchSummary(
        counts(json.field("outcomes"), Status.values(), Status::label),
        counts(json.field("gaps"), GapClass.values(), GapClass::name),
        json.optional("firstInvalid")
            .map(
                first ->
                    new BatchSummary.Invalid(
                        first.field("line").wholeNumber(), first.field("message").text())),
        json.field("planningMs").nonNegativeNumber(),
        json.field("slowest").items().stream()
            .map(
                slow ->
                    new BatchSummary.Slow(
                        slow.field("line").wholeNumber(),
                        slow.optionalText("id"),
                        slow.field("ms").nonNegativeNumber()))
            .toList());
  }

  private static <K> Map<K, Long> counts(JsonValue json, K[] keys, Function<K, String> name) {
    Map<String, K> byName =
        Arrays.stream(keys).collect(Collectors.toMap(name, Function.identity()));
    Map<K, Long> counts = new LinkedHashMap<>();
    json.object()
        .forEach(
            (key, count) -> {
              if (!byName.containsKey(key)) {
                throw count.invalid("unknown count \"" + key + "\"");
              }
              counts.put(byName.get(key), count.wholeNumber());
            });
    return counts;
  }
}
