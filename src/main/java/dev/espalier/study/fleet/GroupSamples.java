package dev.espalier.study.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The samples of all groups, and which of them are sampled still. Not thread-safe. */
final class GroupSamples {
  private final FleetQuestion question;
  private final List<Row> rows = new ArrayList<>();
  private List<Row> open;
  private int count;

  /** A group and its samples. */
  private static final class Row {
    private final Group group;
    private double[] values = new double[0];
    private boolean isOpen = true;
    private Percentile estimate;

    Row(Group group) {
      this.group = group;
    }

    double low() {
      return estimate.intervalMs().low();
    }

    double high() {
      return estimate.intervalMs().high();
    }
  }

  GroupSamples(List<Group> groups, FleetQuestion question) {
    this.question = question;
    groups.forEach(group -> rows.add(new Row(group)));
    open = List.copyOf(rows);
  }

  /** Number of groups. */
  int groups() {
    return rows.size();
  }

  /** Number of samples so far. */
  int count() {
    return count;
  }

  /** The groups that are sampled still. */
  List<Group> open() {
    return open.stream().map(row -> row.group).toList();
  }

  /** Adds a sample: a value for each open group. */
  void add(double[] sample) {
    for (int g = 0; g < sample.length; g++) {
      Row row = open.get(g);
      if (count == row.values.length) {
        row.values = Arrays.copyOf(row.values, Math.max(16, 2 * count));
      }
      row.values[count] = sample[g];
    }
    count++;
  }

  /**
   * Estimates all open groups and closes those that are decided and clearly not on the front: a
   * group that is not dearer is clearly faster.
   *
   * @param alpha probability that an interval of this look may miss
   */
  void look(double alpha) {
    for (Row row : open) {
      row.estimate =
          Percentile.of(
              Arrays.copyOf(row.values, count), question.probability(), question.targetMs(), alpha);
    }
    double fastest = Double.POSITIVE_INFINITY;
    for (int from = 0, to; from < rows.size(); from = to) {
      double price = rows.get(from).group.price();
      for (to = from; to < rows.size() && rows.get(to).group.price() == price; to++) {
        fastest = Math.min(fastest, rows.get(to).high());
      }
      for (Row row : rows.subList(from, to)) {
        row.isOpen &= !(row.estimate.verdict().isCertain() && row.low() > fastest);
      }
    }
    open = rows.stream().filter(row -> row.isOpen).toList();
  }

  /** The groups with their estimates. */
  List<GroupResult> results() {
    return rows.stream().map(row -> new GroupResult(row.group, row.estimate)).toList();
  }
}
