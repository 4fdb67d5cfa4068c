package dev.espalier.cost.table;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The media that each transfer of a plan occupies, as indices. */
final class MediaTable {
  private static final int[] NONE = {};

  /** Kinds of devices by their links and the media that these occupy. */
  private final Kinds kinds;

  /** By ordered pair of kinds. */
  private final int[][] ofCut;

  private final int[][] ofInput;
  private final int[][] ofResults;
  private final Map<String, Integer> indexes = new HashMap<>();

  MediaTable(PlanningProblem problem, TimeTables times) {
    DeviceCatalog catalog = problem.catalog();
    kinds = LinkTable.kinds(problem, true);
    ofCut = new int[kinds.count() * kinds.count()][];
    for (int from = 0; from < kinds.count(); from++) {
      String sender = name(problem, kinds.first(from));
      for (int to = 0; to < kinds.count(); to++) {
        int receiver = kinds.other(from, to);
        ofCut[from * kinds.count() + to] =
            receiver < 0 ? NONE : indexes(catalog.media(sender, name(problem, receiver)));
      }
    }
    ofInput = new int[times.deviceCount()][];
    ofResults = new int[times.deviceCount()][];
    for (int d = 0; d < ofInput.length; d++) {
      String device = name(problem, d);
      ofInput[d] =
          times.isFed(d) ? indexes(catalog.media(problem.source().orElseThrow(), device)) : NONE;
      ofResults[d] =
          times.isDrained(d) ? indexes(catalog.media(device, problem.sink().orElseThrow())) : NONE;
    }
  }

  private static String name(PlanningProblem problem, int device) {
    return problem.devices().get(device).name();
  }

  private int[] indexes(List<String> media) {
    if (media.isEmpty()) {
      return NONE;
    }
    media.forEach(medium -> indexes.putIfAbsent(medium, indexes.size()));
    return media.stream().mapToInt(indexes::get).toArray();
  }

  /** Number of media. */
  int count() {
    return indexes.size();
  }

  /** Media of what one device hands over to another. */
  int[] ofCut(int from, int to) {
    return ofCut[kinds.of(from) * kinds.count() + kinds.of(to)];
  }

  /** Media of the model input on its way to a device. */
  int[] ofInput(int device) {
    return ofInput[device];
  }

  /** Media of results on their way from a device to the sink. */
  int[] ofResults(int device) {
    return ofResults[device];
  }

  /** What devices have in common whose transfers occupy the same media. */
  Object key(int device) {
    return List.of(
        kinds.of(device),
        Arrays.stream(ofInput[device]).boxed().toList(),
        Arrays.stream(ofResults[device]).boxed().toList());
  }
}
