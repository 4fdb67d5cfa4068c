package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ShapeCheck;
import java.util.List;

/**
 * The reproduced figures of the papers.
 *
 * @param figures figures 3 and 4 of the first paper and 7 of the second, as far as complete
 * @param checks whether these have the papers' shapes
 * @param assumptions what the papers do not print and had to be assumed
 * @param remarks how far the shapes depend on the assumptions
 * @param isComplete whether nothing is missing; otherwise the reproduction was stopped
 */
public record ReproducedShapes(
    List<ReproducedFigure> figures,
    List<ShapeCheck> checks,
    List<String> assumptions,
    List<String> remarks,
    boolean isComplete) {

  public ReproducedShapes {
    figures = List.copyOf(figures);
    checks = List.copyOf(checks);
    assumptions = List.copyOf(assumptions);
    remarks = List.copyOf(remarks);
  }
}
