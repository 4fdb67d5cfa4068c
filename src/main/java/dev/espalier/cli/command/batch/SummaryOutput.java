package dev.espalier.cli.command.batch;

import dev.espalier.cli.option.FormatOption;
import dev.espalier.io.batch.SummaryFile;
import dev.espalier.io.text.Page;
import dev.espalier.report.batch.BatchReport;
import dev.espalier.study.batch.BatchSummary;
import java.util.OptionalDouble;
import picocli.CommandLine;

/** Prints what came of a batch, whatever planned it. */
public final class SummaryOutput {
  private SummaryOutput() {}

  /**
   * Prints a summary to standard output.
   *
   * @param isComplete whether all scenarios were planned
   * @param seconds time that the run took, s; empty not to show times
   * @param planned number of scenarios planned in that run
   * @param command the command that prints it
   */
  public static void print(
      FormatOption format,
      BatchSummary summary,
      boolean isComplete,
      OptionalDouble seconds,
      long planned,
      CommandLine command) {
    String text =
        format.write(
            () -> SummaryFile.write(summary, isComplete, seconds),
            () -> BatchReport.of(summary, isComplete, seconds, planned),
            Page.PLAIN,
            command.getErr());
    command.getOut().print(text);
    command.getOut().flush();
  }
}
