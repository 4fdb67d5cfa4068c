package dev.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A result described independently of any format.
 *
 * @param blocks blocks for people, in order
 * @param data the table that programs read; empty if the result is no table
 */
public record Report(List<Block> blocks, Optional<Table> data) {

  public Report {
    blocks = List.copyOf(blocks);
  }

  /** A report whose data are its only table; a report of several tables has no data. */
  public static Report of(Block... blocks) {
    return of(List.of(blocks));
  }

  /** A report whose data are its only table; a report of several tables has no data. */
  public static Report of(List<Block> blocks) {
    List<Table> tables =
        blocks.stream().filter(Table.class::isInstance).map(Table.class::cast).toList();
    return new Report(blocks, tables.size() == 1 ? Optional.of(tables.get(0)) : Optional.empty());
  }

  /** This report with other data. */
  public Report withData(Table table) {
    return new Report(blocks, Optional.of(table));
  }

  /** This report with another block at its end. */
  public Report with(Block last) {
    List<Block> all = new ArrayList<>(blocks);
    all.add(last);
    return new Report(all, data);
  }

  /** This report with drawings below its headline, for formats that can draw. */
  public Report drawn(List<? extends Block> drawings) {
    List<Block> all = new ArrayList<>(blocks);
    all.addAll(Math.min(1, all.size()), drawings);
    return new Report(all, data);
  }

  /** The headline; empty if there is none. */
  public Optional<String> title() {
    return blocks.stream()
        .filter(Title.class::isInstance)
        .map(block -> ((Title) block).text())
        .findFirst();
  }

  /** The first timeline; empty if there is none. */
  public Optional<Timeline> timeline() {
    return blocks.stream().filter(Timeline.class::isInstance).map(Timeline.class::cast).findFirst();
  }

  /** Caveats for a reader of the data alone: a line each. */
  public List<String> caveats() {
    return blocks.stream()
        .filter(Note.class::isInstance)
        .flatMap(block -> ((Note) block).lines().stream())
        .filter(Note.Line::isCaveat)
        .map(Note.Line::text)
        .toList();
  }
}
