package dev.espalier.cli.command;

import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.FileReplacement;
import dev.espalier.io.csv.CsvRenderer;
import dev.espalier.io.svg.chart.ChartSvg;
import dev.espalier.report.Drawing;
import dev.espalier.report.Table;
import dev.espalier.report.result.ReproductionReport;
import dev.espalier.report.run.MeasuredFigureTables;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.Reproduction;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder that the files of a reproduction go to. */
final class ReproductionFolder {
  private static final String CLAIMS = "claims.csv";

  private ReproductionFolder() {}

  /**
   * Creates the folder if it does not exist.
   *
   * @throws InvalidFieldException if that is not possible
   */
  static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidFieldException(
          "out", "--out must be a folder but %s is a file".formatted(folder));
    } catch (IOException e) {
      throw new InvalidFieldException(
          "out", "--out: cannot create folder %s: %s".formatted(folder, OutputOptions.reason(e)));
    }
  }

  /**
   * Writes each table and figure as CSV, each figure as SVG, and the claims as CSV.
   *
   * @throws OutputFailedException if that fails
   */
  static void write(Reproduction reproduction, Path folder) {
    try {
      for (Map.Entry<String, String> file : files(reproduction).entrySet()) {
        FileReplacement.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write into %s: %s".formatted(folder, OutputOptions.reason(e)));
    }
  }

  /** Contents by name. */
  private static Map<String, String> files(Reproduction reproduction) {
    Map<String, String> files = new LinkedHashMap<>();
    for (ReproducedTable table : reproduction.tables()) {
      files.put(name(table.id()) + ".csv", csv(ReproductionReport.data(List.of(table))));
    }
    for (ReproducedFigure figure : reproduction.figures()) {
      files.put(name(figure.id()) + ".csv", csv(ReproductionReport.figureData(List.of(figure))));
      files.put(name(figure.id()) + ".svg", ChartSvg.of(figure.chart()));
    }
    for (MeasuredFigure figure : reproduction.measured()) {
      files.put(name(figure.id()) + ".csv", csv(MeasuredFigureTables.data(List.of(figure))));
      files.put(name(figure.id()) + ".svg", ChartSvg.of(figure.chart()));
    }
    files.put(CLAIMS, csv(ReproductionReport.claimData(reproduction.claims())));
    return files;
  }

  /** The figures, drawn. */
  static List<Drawing> drawings(Reproduction reproduction) {
    List<Drawing> drawings = new ArrayList<>();
    reproduction.figures().forEach(figure -> drawings.add(new Drawing(figure.chart())));
    reproduction.measured().forEach(figure -> drawings.add(new Drawing(figure.chart())));
    return drawings;
  }

  private static String csv(Table table) {
    return CsvRenderer.table(table);
  }

  /** {@code figure 7 sensitivity} as {@code figure7-sensitivity}. */
  private static String name(String id) {
    return id.replaceFirst("^(table|figure) ", "$1").replace(",", "").replace(' ', '-');
  }
}
