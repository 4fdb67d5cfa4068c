package dev.espalier.report;

import java.util.List;
import java.util.OptionalInt;

/**
 * A row of a table.
 *
 * @param cells one for each column
 * @param lane the lane of the strip above that the row describes; empty if there is none
 * @param isData whether programs read it, too
 */
public record Row(List<Cell> cells, OptionalInt lane, boolean isData) {

  public Row {
    cells = List.copyOf(cells);
  }
}
