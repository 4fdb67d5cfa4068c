package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.ReproducedTable;
import java.util.List;

/**
 * The reproduced results of the paper.
 *
 * @param tables tables 3, 4, 5, 8, 9 and 10, as far as complete
 * @param figures the data of figures 5 to 8, as far as complete
 * @param remarks how our versions of the paper's genetic algorithms compare with the published ones
 * @param isComplete whether nothing is missing; otherwise the reproduction was stopped
 */
public record Reproduction(
    List<ReproducedTable> tables,
    List<ReproducedTable> figures,
    List<String> remarks,
    boolean isComplete) {

  public Reproduction {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
    remarks = List.copyOf(remarks);
  }
}
