package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.ReproducedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says where our versions of the paper's genetic algorithms do better or worse than published. */
final class Remarks {
  /** Gaps that differ by less than a tenth of the published one are as published. */
  private static final double ALIKE = 0.1;

  private Remarks() {}

  /**
   * Remarks on a table of latencies, one for each genetic algorithm that it has several rows of.
   *
   * @param gap index of the column of average gaps
   */
  static List<String> on(ReproducedTable table, int gap, List<String> solvers) {
    List<String> remarks = new ArrayList<>();
    for (String solver : solvers) {
      List<ReproducedTable.Row> rows =
          table.rows().stream().filter(row -> row.solver().equals(solver)).toList();
      if (rows.size() > 1) {
        remarks.add(remark(table.id(), solver, gap, rows));
      }
    }
    return remarks;
  }

  private static String remark(
      String table, String solver, int gap, List<ReproducedTable.Row> rows) {
    String gaps =
        rows.stream()
            .map(row -> String.format(Locale.ROOT, "%.1f%%", row.ours().get(gap)))
            .collect(Collectors.joining(", "));
    return "%s, %s: average gap %s, which %s with K%s%s%s"
        .formatted(
            table,
            solver,
            gaps,
            grows(rows, gap) ? "grows" : "does not grow steadily",
            where("better than published", rows, row -> row.ratio(gap) < 1 - ALIKE),
            where("worse than published", rows, row -> row.ratio(gap) > 1 + ALIKE),
            where("as published", rows, row -> Math.abs(row.ratio(gap) - 1) <= ALIKE));
  }

  private static boolean grows(List<ReproducedTable.Row> rows, int gap) {
    for (int i = 1; i < rows.size(); i++) {
      if (!(rows.get(i).ours().get(gap) > rows.get(i - 1).ours().get(gap))) {
        return false;
      }
    }
    return true;
  }

  private static String where(
      String what, List<ReproducedTable.Row> rows, Predicate<ReproducedTable.Row> test) {
    String slices =
        rows.stream()
            .filter(test)
            .map(row -> String.valueOf(row.slices()))
            .collect(Collectors.joining(", "));
    return slices.isEmpty() ? "" : "; %s for K = %s".formatted(what, slices);
  }
}
