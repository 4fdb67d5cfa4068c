package dev.espalier.reproduction;

import dev.espalier.internal.Checks;
import java.util.List;

/**
 * The reproduced results of a paper.
 *
 * @param paper name of the paper on the command line
 * @param tables its tables, as far as complete
 * @param figures its figures, as far as complete
 * @param measured figures whose times were measured by running the experiments, as far as complete
 * @param claims its numbers and statements, each with a verdict
 * @param assumptions what the paper leaves open and had to be assumed
 * @param remarks further findings, such as the effect of other assumptions
 * @param isComplete whether nothing is missing; otherwise the reproduction was stopped
 */
public record Reproduction(
    String paper,
    List<ReproducedTable> tables,
    List<ReproducedFigure> figures,
    List<MeasuredFigure> measured,
    List<Claim> claims,
    List<String> assumptions,
    List<String> remarks,
    boolean isComplete) {

  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public Reproduction {
    Checks.name("reproduction", "paper", paper);
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
    measured = List.copyOf(measured);
    claims = List.copyOf(claims);
    assumptions = List.copyOf(assumptions);
    remarks = List.copyOf(remarks);
  }

  /** The results of a paper whose experiments are computed, not run. */
  public Reproduction(
      String paper,
      List<ReproducedTable> tables,
      List<ReproducedFigure> figures,
      List<Claim> claims,
      List<String> assumptions,
      List<String> remarks,
      boolean isComplete) {
    this(paper, tables, figures, List.of(), claims, assumptions, remarks, isComplete);
  }

  /** Whether there are no results. */
  public boolean isEmpty() {
    return tables.isEmpty() && figures.isEmpty() && measured.isEmpty();
  }
}
