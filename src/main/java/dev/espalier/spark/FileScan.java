package dev.espalier.spark;

import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.line.InputLine;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a first pass over the lines of a file shows.
 *
 * @param firstLines number of the first line of each partition, 1-based
 * @param models names of the networks that scenarios name
 * @param catalogs names of the catalogs that scenarios name
 */
record FileScan(long[] firstLines, Set<String> models, Set<String> catalogs) {
  private static final String MODEL = "model";
  private static final String CATALOG = "catalog";

  /** What a pass over a partition shows. */
  private record Part(long lines, TreeSet<String> models, TreeSet<String> catalogs)
      implements Serializable {}

  /**
   * Passes over all lines.
   *
   * @param settings how to read them
   */
  static FileScan of(JavaRDD<byte[]> lines, WorkerPlanner.Settings settings) {
    List<Part> parts =
        lines
            .mapPartitionsWithIndex(
                (partition, these) ->
                    List.of(
                            scan(
                                these,
                                settings.lines(),
                                partition == 0 ? settings.headerLine() : 0))
                        .iterator(),
                true)
            .collect();
    long[] firstLines = new long[parts.size()];
    Set<String> models = new TreeSet<>();
    Set<String> catalogs = new TreeSet<>();
    long next = 1;
    for (int p = 0; p < firstLines.length; p++) {
      firstLines[p] = next;
      next += parts.get(p).lines();
      models.addAll(parts.get(p).models());
      catalogs.addAll(parts.get(p).catalogs());
    }
    return new FileScan(firstLines, models, catalogs);
  }

  private static Part scan(Iterator<byte[]> lines, ScenarioLines parser, long header) {
    Part part = new Part(0, new TreeSet<>(), new TreeSet<>());
    long count = 0;
    while (lines.hasNext()) {
      InputLine line = InputLine.decode(++count, 0, lines.next());
      if (count != header) {
        Map<String, String> texts = parser.texts(line, Set.of(MODEL, CATALOG));
        texts.computeIfPresent(MODEL, (field, name) -> kept(part.models(), name));
        texts.computeIfPresent(CATALOG, (field, name) -> kept(part.catalogs(), name));
      }
      Tasks.check();
    }
    return new Part(count, part.models(), part.catalogs());
  }

  private static String kept(Set<String> names, String name) {
    names.add(name);
    return name;
  }
}
