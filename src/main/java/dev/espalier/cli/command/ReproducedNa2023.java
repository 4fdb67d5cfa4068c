package dev.espalier.cli.command;

import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.json.ReproductionFile;
import dev.espalier.io.svg.BarChartSvg;
import dev.espalier.report.Report;
import dev.espalier.report.result.PaperTablesReport;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.na2023.FigureChart;
import dev.espalier.reproduction.na2023.Reproduction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tables and figures of Na et al. 2023.
 *
 * @param result the results
 * @param runs seeds of each stochastic solver
 * @param seed the first of them
 */
public record ReproducedNa2023(Reproduction result, int runs, long seed) implements Reproduced {
  /** The paper's name on the command line. */
  static final String NAME = "na2023";

  @Override
  public String parts() {
    return "tables";
  }

  @Override
  public boolean isEmpty() {
    return result.tables().isEmpty();
  }

  @Override
  public boolean isComplete() {
    return result.isComplete();
  }

  @Override
  public Report report() {
    return PaperTablesReport.of(result);
  }

  @Override
  public String json() {
    return ReproductionFile.write(result, NAME, runs, seed);
  }

  @Override
  public Map<String, Supplier<String>> files() {
    Map<String, Supplier<String>> files = new LinkedHashMap<>();
    result.tables().forEach(table -> addCsv(files, table));
    result.figures().forEach(figure -> addCsv(files, figure));
    for (ReproducedTable figure : result.figures()) {
      files.put(name(figure) + ".svg", () -> BarChartSvg.of(FigureChart.of(figure)));
    }
    return files;
  }

  private static void addCsv(Map<String, Supplier<String>> files, ReproducedTable table) {
    files.put(
        name(table) + ".csv", () -> CsvRenderer.table(PaperTablesReport.data(List.of(table))));
  }

  private static String name(ReproducedTable table) {
    return table.id().replace(" ", "");
  }
}
