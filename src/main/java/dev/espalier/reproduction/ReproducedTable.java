package dev.espalier.reproduction;

import java.util.List;

/**
 * A table or figure of a paper, with our numbers next to the published ones.
 *
 * @param id identifier in the paper, such as {@code table 3}
 * @param title title, with units
 * @param columns names of the numbers in each row
 * @param rows our rows; rows that the paper lacks have no published numbers
 */
public record ReproducedTable(String id, String title, List<String> columns, List<Row> rows) {

  public ReproducedTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param slices number of devices, one slice each
   * @param method what the paper calls the method
   * @param solver our solver of that method
   * @param ours our number in each column, NaN where there is none
   * @param published the paper's number in each column, NaN where it prints none
   */
  public record Row(
      int slices, String method, String solver, List<Double> ours, List<Double> published) {

    public Row {
      ours = List.copyOf(ours);
      published = List.copyOf(published);
    }

    /**
     * Our number divided by the published one in a column; NaN where one is missing or both are 0.
     */
    public double ratio(int column) {
      return ours.get(column) / published.get(column);
    }

    /** Whether the paper prints any number of this row. */
    public boolean isPublished() {
      return published.stream().anyMatch(figure -> !figure.isNaN());
    }
  }
}
