package dev.espalier.report.run;

import dev.espalier.internal.Printable;
import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.live.LiveMove;
import dev.espalier.study.run.live.LiveRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Shows where a run went as the world changed, and how its latency followed. */
public final class LiveReport {
  private static final double MS_PER_S = 1e3;
  private static final double STRETCH_MS = 1_000;

  /** Latency around a move is that of samples which were sent so long before and behind it. */
  private static final double AROUND_MS = 1_000;

  private final LiveRun live;
  private final RunMeasurement run;

  private LiveReport(LiveRun live) {
    this.live = live;
    run = live.run();
  }

  /** Describes a run; its data is a row for each stretch of time. */
  public static Report of(LiveRun live, RunComparison compared) {
    return new LiveReport(live).report(new RunWords(compared));
  }

  private Report report(RunWords words) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(title());
    if (!words.failures().isEmpty()) {
      blocks.add(new Items("failed samples:", words.failures()));
    }
    if (!run.remarks().isEmpty()) {
      blocks.add(new Items("not as planned:", words.remarks()));
    }
    if (!run.incidents().isEmpty()) {
      blocks.add(new Items("incidents:", run.incidents().stream().map(this::text).toList()));
    }
    if (!live.noticed().isEmpty()) {
      blocks.add(new Items("noticed:", live.noticed().stream().map(LiveReport::text).toList()));
    }
    if (!live.moves().isEmpty()) {
      blocks.add(moves());
    }
    Table latency = latency();
    blocks.add(latency);
    blocks.add(
        Note.of(
            List.of(
                "predicted: of the deployed plan, at the exits that were taken, in the world as it"
                    + " was measured; best: of the best plan, in the world as it was")));
    return Report.of(blocks).withData(latency);
  }

  private Title title() {
    long answered = run.samples().stream().filter(SampleRun::isAnswered).count();
    long failed = run.samples().size() - answered;
    List<String> lines = new ArrayList<>();
    run.samples().stream()
        .filter(SampleRun::isAnswered)
        .mapToDouble(SampleRun::latencyMs)
        .average()
        .ifPresent(mean -> lines.add("mean latency %s ms".formatted(RunTables.ms(mean))));
    if (run.isInterrupted()) {
      lines.add("interrupted before all samples were sent");
    }
    return new Title(
        String.format(
            Locale.ROOT,
            "%s, live: %,d %s answered, %,d failed, %s",
            run.model(),
            answered,
            answered == 1 ? "sample" : "samples",
            failed,
            Numbers.count(live.moves().size(), "move")),
        lines,
        List.of());
  }

  private static String text(LiveRun.Noticed noticed) {
    return "at %s s: %s".formatted(seconds(noticed.atMs()), Printable.line(noticed.what()));
  }

  private String text(Incident incident) {
    return "at %s s, %s: %s; %s"
        .formatted(
            seconds(incident.atMs() - live.originMs()),
            Printable.line(incident.device()),
            Printable.line(incident.reason()),
            Printable.line(incident.remedy()));
  }

  private static String seconds(double ms) {
    return String.format(Locale.ROOT, "%.2f", ms / MS_PER_S);
  }

  private Table moves() {
    return Table.of(live.moves())
        .words(Column.words("at, s", "atSeconds"), move -> seconds(move.atMs()))
        .words(Column.words("to", "to"), move -> text(move.to()))
        .words(Column.words("why", "reason"), LiveReport::why)
        .column(number("prepared, ms"), move -> ms(OptionalDouble.of(move.preparedMs())))
        .column(number("pause, ms"), move -> ms(OptionalDouble.of(move.pauseMs())))
        .column(number("predicted before"), move -> ms(move.predictedBeforeMs()))
        .column(number("measured before"), move -> measured(move.atMs() - AROUND_MS, move.atMs()))
        .column(number("predicted after"), move -> ms(move.predictedAfterMs()))
        .column(number("measured after"), move -> measured(move.atMs(), move.atMs() + AROUND_MS))
        .build();
  }

  private Cell measured(double fromMs, double toMs) {
    return ms(live.stretch(fromMs, toMs).measuredMs());
  }

  private static Column number(String heading) {
    return Column.numbers(heading);
  }

  private static Cell ms(OptionalDouble ms) {
    return Cell.number(ms, RunTables::ms);
  }

  private static String why(LiveMove move) {
    return move.lost().map(device -> Printable.line(device) + " was lost").orElse(move.reason());
  }

  /** The slices as text, such as {@code cam 0-1, hub 2}. */
  private static String text(List<Stage> stages) {
    return stages.stream()
        .filter(Stage::isSlice)
        .map(
            stage ->
                stage.endSegment() - stage.firstSegment() == 1
                    ? "%s %d".formatted(Printable.line(stage.device()), stage.firstSegment())
                    : "%s %d-%d"
                        .formatted(
                            Printable.line(stage.device()),
                            stage.firstSegment(),
                            stage.endSegment() - 1))
        .collect(Collectors.joining(", "));
  }

  private Table latency() {
    return Table.of(live.stretches(STRETCH_MS))
        .words(Column.words("latency from, s", "fromSeconds"), each -> seconds(each.fromMs()))
        .column(Column.numbers("samples", "samples"), each -> Cell.integer(each.samples()))
        .column(Column.numbers("measured, ms", "measuredMs"), each -> ms(each.measuredMs()))
        .column(Column.numbers("predicted, ms", "predictedMs"), each -> ms(each.deployedMs()))
        .column(Column.numbers("best, ms", "bestMs"), each -> ms(each.optimalMs()))
        .build();
  }
}
