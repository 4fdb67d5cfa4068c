package dev.espalier.report.result;

import dev.espalier.cost.TimeSources;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says for each device whether its times are measured, predicted or assumed. */
final class TimeSourceWords {
  private TimeSourceWords() {}

  /** A line for all devices; none if all times are assumed, as no device has a profile. */
  static List<String> of(PlanningProblem problem) {
    if (!problem.hasGivenTimes()) {
      return List.of();
    }
    Map<String, List<String>> devices = new LinkedHashMap<>();
    TimeSources.of(problem)
        .forEach(
            (device, sources) ->
                devices.computeIfAbsent(words(sources), any -> new ArrayList<>()).add(device));
    return List.of(
        devices.entrySet().stream()
            .map(entry -> String.join(", ", entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining("; ", "times of layers: ", "")));
  }

  /** In words, such as {@code measured (34 layers), predicted (2)}. */
  private static String words(TimeSources sources) {
    List<String> words = new ArrayList<>();
    add(words, "measured", sources.measured());
    add(words, "predicted", sources.predicted());
    add(words, "assumed", sources.assumed());
    return String.join(", ", words);
  }

  private static void add(List<String> words, String source, int count) {
    if (count > 0) {
      words.add(
          "%s (%s)"
              .formatted(
                  source, words.isEmpty() ? Numbers.count(count, "layer") : String.valueOf(count)));
    }
  }
}
