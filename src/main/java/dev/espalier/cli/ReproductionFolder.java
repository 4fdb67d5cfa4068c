package dev.espalier.cli;

import dev.espalier.internal.InvalidFieldException;
import dev.espalier.io.svg.BarChartSvg;
import dev.espalier.study.ReproducedTable;
import dev.espalier.study.na2023.FigureChart;
import dev.espalier.study.na2023.Reproduction;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a reproduction: a CSV file for each table and figure, an SVG for each figure. */
final class ReproductionFolder {
  private ReproductionFolder() {}

  /**
   * Makes the folder if there is none.
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
          "out", "--out: cannot make folder %s: %s".formatted(folder, OutputOptions.reason(e)));
    }
  }

  /**
   * Writes the files.
   *
   * @throws OutputFailedException if that fails, or nothing can be drawn here
   */
  static void write(Reproduction reproduction, Path folder) {
    try {
      for (ReproducedTable table : reproduction.tables()) {
        writeCsv(table, folder);
      }
      for (ReproducedTable figure : reproduction.figures()) {
        writeCsv(figure, folder);
      }
      for (ReproducedTable figure : reproduction.figures()) {
        Path file = folder.resolve(name(figure) + ".svg");
        Files.writeString(file, BarChartSvg.of(FigureChart.of(figure)));
      }
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write into %s: %s".formatted(folder, OutputOptions.reason(e)));
    } catch (IllegalStateException e) {
      throw new OutputFailedException("figures are not drawn: " + e.getMessage());
    }
  }

  private static void writeCsv(ReproducedTable table, Path folder) throws IOException {
    Files.writeString(folder.resolve(name(table) + ".csv"), ReproductionText.csv(List.of(table)));
  }

  private static String name(ReproducedTable table) {
    return table.id().replace(" ", "");
  }
}
