package dev.espalier.report.result;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.report.run.MeasuredFigureTables;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** Shows the reproduced results of a paper, ours beside the published ones. */
public final class ReproductionReport {
  private ReproductionReport() {}

  /** Describes all tables, figures and claims. Its data are those of the tables or figures. */
  public static Report of(Reproduction reproduction) {
    List<Block> blocks = new ArrayList<>();
    for (ReproducedTable table : reproduction.tables()) {
      blocks.add(new Heading("%s: %s".formatted(table.id(), table.title())));
      blocks.add(wide(table));
    }
    for (ReproducedFigure figure : reproduction.figures()) {
      blocks.add(FigureTables.heading(figure));
      blocks.add(FigureTables.wide(figure));
    }
    for (MeasuredFigure figure : reproduction.measured()) {
      blocks.add(MeasuredFigureTables.heading(figure));
      blocks.add(MeasuredFigureTables.wide(figure));
    }
    addItems(blocks, "assumed:", reproduction.assumptions());
    addItems(blocks, "also:", reproduction.remarks());
    addItems(
        blocks,
        "claims: " + tally(reproduction.claims()),
        reproduction.claims().stream().map(ReproductionReport::sentence).toList());
    if (!reproduction.isComplete()) {
      blocks.add(
          Note.of(List.of())
              .withCaveats(List.of("PARTIAL: interrupted before every experiment finished")));
    }
    return Report.of(blocks).withData(data(reproduction));
  }

  private static Table data(Reproduction reproduction) {
    if (!reproduction.tables().isEmpty()) {
      return data(reproduction.tables());
    }
    return reproduction.figures().isEmpty() && !reproduction.measured().isEmpty()
        ? MeasuredFigureTables.data(reproduction.measured())
        : FigureTables.data(reproduction.figures());
  }

  private static void addItems(List<Block> blocks, String heading, List<String> items) {
    if (!items.isEmpty()) {
      blocks.add(new Items(heading, items));
    }
  }

  private static String tally(List<Claim> claims) {
    long same = claims.stream().filter(c -> c.verdict() instanceof Verdict.Same).count();
    long reproduced = claims.stream().filter(Claim::isReproduced).count();
    return "%d same, %d within some percent, %d not reproducible"
        .formatted(same, reproduced - same, claims.size() - reproduced);
  }

  private static String sentence(Claim claim) {
    List<String> numbers = new ArrayList<>();
    if (!claim.published().isEmpty()) {
      numbers.add("published " + claim.published());
    }
    if (!claim.ours().isEmpty()) {
      numbers.add((claim.published().isEmpty() ? "found: " : "ours ") + claim.ours());
    }
    String found = numbers.isEmpty() ? "" : " (%s)".formatted(String.join(", ", numbers));
    return "%s: %s%s: %s".formatted(claim.where(), claim.what(), found, claim.verdict().text());
  }

  /**
   * A line of a wide table.
   *
   * @param what source of the numbers
   * @param value the number of each column, not finite where there is none
   */
  private record Line(
      ReproducedTable.Row row, boolean isFirst, String what, IntToDoubleFunction value) {

    /** Words that only the first line of a row repeats. */
    Cell head(String text) {
      return Cell.of(isFirst ? text : "");
    }
  }

  /** Lines for ours, theirs and their ratio. */
  private static Table wide(ReproducedTable reproduced) {
    List<Line> lines = new ArrayList<>();
    for (ReproducedTable.Row row : reproduced.rows()) {
      lines.add(new Line(row, true, "ours", row.ours()::get));
      if (row.isPublished()) {
        lines.add(new Line(row, false, "published", row.published()::get));
        lines.add(new Line(row, false, "ratio", row::ratio));
      }
    }
    Table.Builder<Line> table =
        Table.of(lines)
            .column(Column.numbers("K"), line -> line.head(String.valueOf(line.row.slices())))
            .column(Column.words("method"), line -> line.head(line.row.method()))
            .column(Column.words("solver"), line -> line.head(line.row.solver()))
            .column(Column.words(""), line -> Cell.of(line.what));
    for (int c = 0; c < reproduced.columns().size(); c++) {
      int column = c;
      table.column(Column.numbers(reproduced.columns().get(c)), line -> cell(line.value, column));
    }
    return table.build();
  }

  private static Cell cell(IntToDoubleFunction values, int column) {
    double value = values.applyAsDouble(column);
    return Cell.number(
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty(), Numbers::of);
  }

  /** A number of a table with its published one. */
  private record Entry(ReproducedTable table, ReproducedTable.Row row, int column) {}

  /** Tables as programs read them: a row for each number. */
  public static Table data(List<ReproducedTable> tables) {
    List<Entry> entries = new ArrayList<>();
    for (ReproducedTable table : tables) {
      for (ReproducedTable.Row row : table.rows()) {
        for (int c = 0; c < table.columns().size(); c++) {
          entries.add(new Entry(table, row, c));
        }
      }
    }
    return Table.of(entries)
        .words(Column.hidden("table"), entry -> entry.table.id())
        .column(Column.hidden("slices"), entry -> Cell.integer(entry.row.slices()))
        .words(Column.hidden("method"), entry -> entry.row.method())
        .words(Column.hidden("solver"), entry -> entry.row.solver())
        .words(Column.hidden("column"), entry -> entry.table.columns().get(entry.column))
        .column(Column.hidden("ours"), entry -> value(entry.row.ours().get(entry.column)))
        .column(Column.hidden("published"), entry -> value(entry.row.published().get(entry.column)))
        .column(Column.hidden("ratio"), entry -> value(entry.row.ratio(entry.column)))
        .build();
  }

  private static Cell value(double value) {
    return Cell.of("", Value.finite(value));
  }

  /** Figures as programs read them: a row for each point or bar. */
  public static Table figureData(List<ReproducedFigure> figures) {
    return FigureTables.data(figures);
  }

  /** Claims as programs read them. */
  public static Table claimData(List<Claim> claims) {
    return Table.of(claims)
        .words(Column.hidden("where"), Claim::where)
        .words(Column.hidden("claim"), Claim::what)
        .words(Column.hidden("published"), Claim::published)
        .words(Column.hidden("ours"), Claim::ours)
        .words(Column.hidden("verdict"), claim -> claim.verdict().text())
        .build();
  }
}
