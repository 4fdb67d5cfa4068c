package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.RunsOption;
import dev.espalier.cli.option.run.ExperimentOptions;
import dev.espalier.cli.option.run.RunProgress;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.json.ReproductionFile;
import dev.espalier.io.text.Page;
import dev.espalier.report.result.ReproductionReport;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.runtime.reproduction.ExperimentSettings;
import dev.espalier.runtime.reproduction.Pacheco2021Experiment;
import dev.espalier.study.Comparer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
    description =
        "Repeats the experiments of a paper and shows the results next to the published ones.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReproduceCommand implements Callable<Integer> {
  /** What only solvers with random choices listen to. */
  private static final List<String> OPTIONS_OF_CHANCE =
      List.of("--runs", ReproduceCommand.SEED, "--threads");

  private static final String SEED = "--seed";

  @Parameters(
      paramLabel = "PAPER",
      description =
          "na2023: Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023; tables 3, 4, 5, 8, 9, 10 and"
              + " figures 5 to 8. pacheco2021: Pacheco, Bochie, Gilbert, Couto,"
              + " Campista, Information 12(10) 431, 2021, table 1 and figures 4 to 7."
              + " popex: Pacheco, Couto, ISCC 2020, and the summary of the dissertation on POPEX,"
              + " figures 3 to 7. The last two make no"
              + " random choices, so they refuse --runs, --seed and --threads; --seed is for"
              + " --measured, too.")
  private String paper;

  @Mixin private RunsOption runsOption;
  @Mixin private RunOptions runOptions;
  @Mixin private FormatOption format;
  @Mixin private ExperimentOptions experiments;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write each table and figure as CSV, each figure as SVG, and the claims as CSV,"
              + " into this folder.")
  private Path folder;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public ReproduceCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    boolean isMeasured = experiments.areMeasured();
    Paper known = checkedPaper(isMeasured);
    int runs = runsOption.runs();
    Optional<ExperimentSettings> experiment =
        isMeasured ? Optional.of(experiments.settings(spec, runOptions.seed())) : Optional.empty();
    if (folder != null) {
      ReproductionFolder.make(folder);
    }
    PrintWriter err = spec.commandLine().getErr();
    Reproduction reproduction =
        experiment
            .map(settings -> measure(settings, err))
            .orElseGet(() -> reproduce(known, runs, err));
    if (reproduction.isEmpty()) {
      err.println("error: interrupted before any experiment finished");
      return ExitCodes.FAILED;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text(known, reproduction, runs));
    out.flush();
    if (!reproduction.isComplete()) {
      err.println(
          "interrupted: the results are partial"
              + (folder == null
                  ? ""
                  : "; nothing was written into " + Printable.line(folder.toString())));
    } else if (folder != null) {
      ReproductionFolder.write(reproduction, folder);
    }
    return ExitCodes.DONE;
  }

  private Paper checkedPaper(boolean isMeasured) {
    Paper known = Paper.of(paper);
    if (isMeasured && known != Paper.PACHECO2021) {
      throw new InvalidFieldException(
          "measured",
          "--measured applies to %s but the paper is %s"
              .formatted(Paper.PACHECO2021.label(), paper));
    }
    for (String option : OPTIONS_OF_CHANCE) {
      boolean isGiven = spec.commandLine().getParseResult().hasMatchedOption(option);
      if (isGiven && isMeasured && !option.equals(SEED)) {
        throw new InvalidFieldException(
            option, "%s does not apply to --measured, which runs no solver".formatted(option));
      }
      if (isGiven && !isMeasured && !known.isRandom()) {
        throw new InvalidFieldException(
            option,
            "%s does not apply to %s, which makes no random choices".formatted(option, paper));
      }
    }
    return known;
  }

  private Reproduction measure(ExperimentSettings settings, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    try {
      return Pacheco2021Experiment.run(
          settings, RunProgress.on(line, err), interruption::isRequested);
    } finally {
      line.stop();
    }
  }

  private Reproduction reproduce(Paper known, int runs, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    try {
      Comparer comparer =
          new Comparer(
              runs,
              runOptions.options(Optional.empty(), interruption::isRequested, line.listener("ms")),
              runOptions.threads(),
              line::begin);
      return known.reproduce(comparer, runOptions.isTimed(), interruption::isRequested);
    } finally {
      line.stop();
    }
  }

  private String text(Paper known, Reproduction reproduction, int runs) {
    return format.write(
        () ->
            ReproductionFile.write(
                reproduction,
                known.isRandom() || !reproduction.measured().isEmpty()
                    ? OptionalLong.of(runOptions.seed())
                    : OptionalLong.empty(),
                known.isRandom() ? OptionalInt.of(runs) : OptionalInt.empty()),
        () -> ReproductionReport.of(reproduction),
        () -> ReproductionReport.of(reproduction).drawn(ReproductionFolder.drawings(reproduction)),
        Page.PLAIN,
        spec.commandLine().getErr());
  }
}
