package dev.espalier.report.run;

import dev.espalier.report.Block;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Title;
import dev.espalier.study.Interval;
import dev.espalier.study.run.Measured;
import dev.espalier.study.run.RunComparison;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunValue;
import dev.espalier.study.run.RunValue.Kind;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Shows a run beside what its plan predicts, and why they differ. */
public final class RunReport {
  private final RunComparison compared;
  private final RunMeasurement run;
  private final RunTables tables;
  private final RunWords words;

  private RunReport(RunComparison compared) {
    this.compared = compared;
    run = compared.run();
    tables = new RunTables(compared);
    words = new RunWords(compared);
  }

  /** Describes a run; its data is a row for each quantity. */
  public static Report of(RunComparison compared) {
    return new RunReport(compared).report();
  }

  private Report report() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(title());
    List<String> failures = words.failures();
    if (!failures.isEmpty()) {
      blocks.add(new Items("failed samples:", failures));
    }
    if (!run.incidents().isEmpty()) {
      blocks.add(new Items("incidents:", words.incidents()));
    }
    blocks.add(tables.latency());
    blocks.add(tables.exits());
    blocks.add(tables.compute());
    if (!compared.values(Kind.TRANSFER).isEmpty()) {
      blocks.add(tables.transfers());
    }
    blocks.add(tables.overheads());
    blocks.add(tables.energy());
    compared.difference().ifPresent(difference -> blocks.add(tables.difference(difference)));
    blocks.add(Note.of(words.notes()).withCaveats(words.caveats()).with(words.explanation()));
    return Report.of(blocks).withData(RunTables.data(compared));
  }

  private Title title() {
    long agents = run.stages().stream().map(Stage::device).distinct().count();
    long failed = run.samples().stream().filter(sample -> sample.failure().isPresent()).count();
    RunValue latency = compared.value(Kind.LATENCY, RunComparison.ALL).orElseThrow();
    String text =
        String.format(
            Locale.ROOT,
            "%s on %s: %,d %s answered, %,d failed%s%s",
            run.model(),
            Numbers.count(agents, "agent"),
            compared.answered(),
            compared.answered() == 1 ? "sample" : "samples",
            failed,
            latency.measured().map(RunReport::mean).orElse(""),
            predicted(latency.predicted()));
    return run.isInterrupted()
        ? Title.of(text, "interrupted before all were sent")
        : Title.of(text);
  }

  private static String mean(Measured latency) {
    return ", mean latency %s ms%s"
        .formatted(Numbers.rough(latency.value()), range(latency.interval()));
  }

  private static String predicted(OptionalDouble ms) {
    return ms.isPresent() ? ", predicted " + Numbers.rough(ms.getAsDouble()) + " ms" : "";
  }

  /** An interval in brackets; empty if there is none. */
  static String range(Optional<Interval> interval) {
    return interval
        .map(ends -> " (%s to %s)".formatted(Numbers.rough(ends.low()), Numbers.rough(ends.high())))
        .orElse("");
  }
}
