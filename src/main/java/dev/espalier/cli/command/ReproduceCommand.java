package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.RunsOption;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.text.Page;
import dev.espalier.reproduction.na2023.Na2023;
import dev.espalier.reproduction.pacheco2021.Pacheco2021;
import dev.espalier.study.Comparer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
    description =
        "Repeats the experiments of a paper and shows the results next to the published ones.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReproduceCommand implements Callable<Integer> {
  static final List<String> PAPERS = List.of(ReproducedNa2023.NAME, ReproducedPacheco2021.NAME);

  /** What only solvers with random choices listen to. */
  private static final List<String> OPTIONS_OF_CHANCE = List.of("--runs", "--seed", "--threads");

  @Parameters(
      paramLabel = "PAPER",
      description =
          "na2023: Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023; tables 3, 4, 5, 8, 9, 10 and"
              + " the energy behind figures 5 to 8. pacheco2021: Pacheco, Couto, ISCC 2020, figures 3"
              + " and 4, and Pacheco, Bochie, Gilbert, Couto, Campista, Information 12(10) 431, 2021,"
              + " figure 7; nothing in them is timed or left to chance, so --runs, --seed and"
              + " --threads are"
              + " refused.")
  private String paper;

  @Mixin private RunsOption runsOption;
  @Mixin private RunOptions runOptions;
  @Mixin private FormatOption format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write each table and figure as CSV, and figures as SVG, into this folder.")
  private Path folder;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public ReproduceCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    checkPaper();
    int runs = runsOption.runs();
    if (folder != null) {
      ReproductionFolder.make(folder);
    }
    PrintWriter err = spec.commandLine().getErr();
    Reproduced reproduced = reproduce(runs, err);
    if (reproduced.isEmpty()) {
      err.println("error: interrupted before any experiment finished");
      return ExitCodes.FAILED;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text(reproduced));
    out.flush();
    if (!reproduced.isComplete()) {
      err.println(
          "interrupted: the %s are partial".formatted(reproduced.parts())
              + (folder == null
                  ? ""
                  : "; nothing was written into " + Printable.line(folder.toString())));
    } else if (folder != null) {
      ReproductionFolder.write(reproduced.files(), folder);
    }
    return ExitCodes.DONE;
  }

  private void checkPaper() {
    if (!PAPERS.contains(paper)) {
      throw new InvalidFieldException(
          "paper", "PAPER must be %s but is \"%s\"".formatted(String.join(" or ", PAPERS), paper));
    }
    for (String option : OPTIONS_OF_CHANCE) {
      if (paper.equals(ReproducedPacheco2021.NAME)
          && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InvalidFieldException(
            option,
            "%s does not apply to %s, which makes no random choices".formatted(option, paper));
      }
    }
  }

  private Reproduced reproduce(int runs, PrintWriter err) {
    if (paper.equals(ReproducedPacheco2021.NAME)) {
      return new ReproducedPacheco2021(Pacheco2021.reproduce(interruption::isRequested));
    }
    ProgressLine line = ProgressLine.start(err);
    try {
      Comparer comparer =
          new Comparer(
              runs,
              runOptions.options(Optional.empty(), interruption::isRequested, line),
              runOptions.threads(),
              line::begin);
      return new ReproducedNa2023(
          Na2023.reproduce(CatalogFile.na2023(), comparer, runOptions.isTimed()),
          runs,
          runOptions.seed());
    } finally {
      line.stop();
    }
  }

  private String text(Reproduced reproduced) {
    return format.write(
        reproduced::json, reproduced::report, Page.PLAIN, spec.commandLine().getErr());
  }
}
