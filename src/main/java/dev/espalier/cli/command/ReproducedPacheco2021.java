package dev.espalier.cli.command;

import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.json.ReproductionFile;
import dev.espalier.io.svg.LineChartSvg;
import dev.espalier.report.Report;
import dev.espalier.report.result.PaperFiguresReport;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.ReproducedShapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The figures of Pacheco et al. 2020 and 2021.
 *
 * @param result the results
 */
public record ReproducedPacheco2021(ReproducedShapes result) implements Reproduced {
  /** The papers' name on the command line. */
  static final String NAME = "pacheco2021";

  /** Its checks are written together with its figures. */
  private static final String CHECKS = "checks.csv";

  @Override
  public String parts() {
    return "figures";
  }

  @Override
  public boolean isEmpty() {
    return result.figures().isEmpty();
  }

  @Override
  public boolean isComplete() {
    return result.isComplete();
  }

  @Override
  public Report report() {
    return PaperFiguresReport.of(result);
  }

  @Override
  public String json() {
    return ReproductionFile.write(result, NAME);
  }

  @Override
  public Map<String, Supplier<String>> files() {
    Map<String, Supplier<String>> files = new LinkedHashMap<>();
    for (ReproducedFigure figure : result.figures()) {
      files.put(
          name(figure) + ".csv", () -> CsvRenderer.table(PaperFiguresReport.data(List.of(figure))));
    }
    files.put(CHECKS, () -> CsvRenderer.table(PaperFiguresReport.data(result)));
    for (ReproducedFigure figure : result.figures()) {
      files.put(name(figure) + ".svg", () -> LineChartSvg.of(figure.chart()));
    }
    return files;
  }

  private static String name(ReproducedFigure figure) {
    return figure.id().replaceFirst(" ", "").replace(' ', '-');
  }
}
