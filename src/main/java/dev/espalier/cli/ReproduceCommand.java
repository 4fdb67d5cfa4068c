package dev.espalier.cli;

import dev.espalier.internal.InvalidFieldException;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ReproductionFile;
import dev.espalier.study.Comparer;
import dev.espalier.study.na2023.Na2023;
import dev.espalier.study.na2023.Reproduction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats the experiments of a paper. */
@Command(
    name = "reproduce",
    description = "Repeats the experiments of a paper and shows its figures beside ours.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReproduceCommand implements Callable<Integer> {
  private static final String NA_2023 = "na2023";

  @Parameters(
      paramLabel = "PAPER",
      description =
          "na2023: Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023; tables 3, 4, 5, 8, 9, 10 and"
              + " the energy behind figures 5 to 8.")
  private String paper;

  @Mixin private RunsOption runsOption;
  @Mixin private RunOptions runOptions;
  @Mixin private TableFormatOption format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write each table and figure as CSV, and figures as SVG, into this folder.")
  private Path folder;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  ReproduceCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (!paper.equals(NA_2023)) {
      throw new InvalidFieldException(
          "paper", "PAPER must be %s but is \"%s\"".formatted(NA_2023, paper));
    }
    int runs = runsOption.runs();
    if (folder != null) {
      ReproductionFolder.make(folder);
    }
    PrintWriter err = spec.commandLine().getErr();
    Reproduction reproduction = reproduce(runs, err);
    if (reproduction.tables().isEmpty()) {
      err.println("error: interrupted before any experiment was made");
      return ExitCodes.FAILED;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text(reproduction, runs));
    out.flush();
    if (!reproduction.isComplete()) {
      err.println(
          "interrupted: the tables are partial"
              + (folder == null ? "" : "; nothing was written into " + folder));
    } else if (folder != null) {
      ReproductionFolder.write(reproduction, folder);
    }
    return ExitCodes.DONE;
  }

  private Reproduction reproduce(int runs, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    try {
      Comparer comparer =
          new Comparer(
              runs,
              runOptions.options(Optional.empty(), interruption::isRequested, line),
              runOptions.threads(),
              line::begin);
      return Na2023.reproduce(CatalogFile.na2023(), comparer, runOptions.isTimed());
    } finally {
      line.stop();
    }
  }

  private String text(Reproduction reproduction, int runs) {
    if (format.isJson()) {
      return ReproductionFile.write(reproduction, paper, runs, runOptions.seed());
    }
    return format.isCsv()
        ? ReproductionText.csv(reproduction)
        : ReproductionText.text(reproduction);
  }
}
