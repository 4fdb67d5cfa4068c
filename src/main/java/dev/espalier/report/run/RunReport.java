package dev.espalier.report.run;

import dev.espalier.report.Block;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Title;
import dev.espalier.study.Interval;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    if (!run.remarks().isEmpty()) {
      blocks.add(new Items("not as planned:", words.remarks()));
    }
    blocks.add(tables.latency());
    blocks.add(ExitTable.of(compared));
    blocks.add(tables.compute());
    if (!compared.values(Kind.TRANSFER).isEmpty()) {
      blocks.add(tables.transfers());
    }
    blocks.add(tables.overheads());
    if (!run.energy().isEmpty()) {
      blocks.add(EnergyTable.of(compared));
    }
    blocks.add(Note.of(words.notes()).withCaveats(words.caveats()));
    compared
        .difference()
        .ifPresent(
            difference -> {
              Explanation explanation = new Explanation(difference);
              blocks.add(explanation.table());
              blocks.add(explanation.block());
            });
    return Report.of(blocks).withData(RunData.of(compared));
  }

  private Title title() {
    long agents = run.stages().stream().map(Stage::device).distinct().count();
    long failed = run.samples().stream().filter(sample -> sample.failure().isPresent()).count();
    RunValue latency = compared.value(Kind.LATENCY, RunComparison.ALL).orElseThrow();
    List<String> lines = new ArrayList<>();
    latency.measured().map(measured -> mean(latency, measured)).ifPresent(lines::add);
    if (run.isInterrupted()) {
      lines.add("interrupted before all samples were sent");
    }
    return new Title(
        String.format(
            Locale.ROOT,
            "%s on %s: %,d %s answered, %,d failed",
            run.model(),
            Numbers.count(agents, "agent"),
            compared.answered(),
            compared.answered() == 1 ? "sample" : "samples",
            failed),
        lines,
        List.of());
  }

  private static String mean(RunValue latency, Measured measured) {
    String predicted =
        latency.predicted().isPresent()
            ? ", predicted " + RunTables.ms(latency.predicted().getAsDouble()) + " ms"
            : "";
    String difference =
        latency.difference().isPresent()
            ? " (%s)".formatted(Numbers.signed(latency.difference().getAsDouble()))
            : "";
    return "mean latency %s ms%s%s%s"
        .formatted(
            RunTables.ms(measured.value()), range(measured.interval()), predicted, difference);
  }

  /** An interval in brackets; empty if there is none. */
  static String range(Optional<Interval> interval) {
    return interval
        .map(ends -> " (%s to %s)".formatted(RunTables.ms(ends.low()), RunTables.ms(ends.high())))
        .orElse("");
  }
}
