package dev.espalier.report.batch;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.GapClass;
import dev.espalier.study.batch.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows what came of a batch: how many scenarios have a plan, and how good the plans are. */
public final class BatchReport {
  /** A class of outcomes. */
  private record Line(String outcome, String gap, long scenarios) {}

  private BatchReport() {}

  /**
   * Describes a batch.
   *
   * @param isComplete whether all scenarios were planned
   * @param seconds time that the run took, s; empty not to show times
   * @param planned number of scenarios planned in that run
   */
  public static Report of(
      BatchSummary summary, boolean isComplete, OptionalDouble seconds, long planned) {
    List<Block> blocks = new ArrayList<>();
    Table outcomes = outcomes(summary);
    blocks.add(title(summary, isComplete, seconds, planned));
    blocks.add(outcomes);
    if (seconds.isPresent() && !summary.slowest().isEmpty()) {
      blocks.add(slowest(summary));
    }
    Note note = Note.of(List.of("gap: between a plan and the bound that no plan can be below"));
    blocks.add(note.withCaveats(caveats(summary, isComplete)));
    return Report.of(blocks).withData(outcomes);
  }

  private static Title title(
      BatchSummary summary, boolean isComplete, OptionalDouble seconds, long planned) {
    String what =
        "%s, %d with a plan"
            .formatted(
                Numbers.count(summary.scenarios(), "scenario"), summary.count(Status.PLANNED));
    if (seconds.isEmpty()) {
      return Title.of(what);
    }
    return Title.of(
        what,
        String.format(
            Locale.ROOT,
            "planned %d in %.1f s: %.0f/s",
            planned,
            seconds.getAsDouble(),
            planned / Math.max(1e-3, seconds.getAsDouble())));
  }

  private static Table outcomes(BatchSummary summary) {
    List<Line> lines = new ArrayList<>();
    for (GapClass gap : GapClass.values()) {
      lines.add(
          new Line(Status.PLANNED.label(), gap.title(), summary.gaps().getOrDefault(gap, 0L)));
    }
    for (Status status : Status.values()) {
      if (status != Status.PLANNED) {
        lines.add(new Line(status.label(), Cell.NOTHING, summary.count(status)));
      }
    }
    double all = Math.max(1, summary.scenarios());
    return Table.of(lines.stream().filter(line -> line.scenarios() > 0).toList())
        .words(Column.words("outcome", "outcome"), Line::outcome)
        .words(Column.words("proof", "proof"), Line::gap)
        .column(Column.numbers("scenarios", "scenarios"), line -> Cell.integer(line.scenarios()))
        .column(Column.numbers("of all"), line -> Cell.of(Numbers.percent(line.scenarios() / all)))
        .build();
  }

  private static Table slowest(BatchSummary summary) {
    return Table.of(summary.slowest())
        .column(Column.numbers("line"), slow -> Cell.of(String.valueOf(slow.line())))
        .column(Column.words("id"), slow -> Cell.of(slow.id().orElse(Cell.NOTHING)))
        .column(Column.numbers("time").in("ms"), slow -> Cell.of(Numbers.rough(slow.ms())))
        .build()
        .titled("slowest scenarios");
  }

  private static List<String> caveats(BatchSummary summary, boolean isComplete) {
    List<String> caveats = new ArrayList<>();
    summary
        .firstInvalid()
        .ifPresent(first -> caveats.add("first invalid scenario: " + first.message()));
    if (!isComplete) {
      caveats.add("PARTIAL: interrupted before every scenario was planned");
    }
    return caveats;
  }
}
