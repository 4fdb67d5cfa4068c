package dev.espalier.report.result;

import dev.espalier.plan.DeploymentMatrix;
import dev.espalier.plan.Plan;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import java.util.stream.IntStream;

/**
 * Shows a deployment matrix: a row for each device, and a table for every 50 positions, so that a
 * long network fits a page of 80 columns.
 */
final class DeploymentMatrixTables {
  private static final int BLOCK = 50;

  /** Positions of a column. */
  private static final int GROUP = 10;

  private DeploymentMatrixTables() {}

  /** A report with the matrix of a plan at its end. */
  static Report below(Report report, Plan plan) {
    DeploymentMatrix matrix = plan.deploymentMatrix();
    Report all = report.with(new Heading("Deployment matrix"));
    for (int from = 0; from < matrix.length(); from += BLOCK) {
      all = all.with(block(matrix, from, Math.min(from + BLOCK, matrix.length())));
    }
    return all;
  }

  private static Table block(DeploymentMatrix matrix, int from, int to) {
    Table.Builder<Integer> table =
        Table.of(IntStream.range(0, matrix.devices().size()).boxed().toList())
            .words(Column.words("positions"), matrix.devices()::get);
    for (int first = from; first < to; first += GROUP) {
      int start = first;
      int end = Math.min(first + GROUP, to);
      table.words(
          Column.words(end - start == 1 ? "" + start : start + "-" + (end - 1)),
          device -> entries(matrix, device, start, end));
    }
    return table.build();
  }

  private static String entries(DeploymentMatrix matrix, int device, int from, int to) {
    StringBuilder entries = new StringBuilder();
    for (int i = from; i < to; i++) {
      entries.append(matrix.entry(device, i));
    }
    return entries.toString();
  }
}
