package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.RunsOption;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.StopOptions;
import dev.espalier.cli.option.TwoDeviceCliOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.ComparisonFile;
import dev.espalier.io.text.Page;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.report.result.ComparisonReport;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.Comparer;
import dev.espalier.study.Comparison;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs several solvers on one problem. */
@Command(
    name = "compare",
    description = "Runs solvers side by side on one problem, over several seeds.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class CompareCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Option(
      names = "--solvers",
      split = ",",
      paramLabel = "NAME",
      description =
          "Solvers to run, however long they take; by default all that support the problem and"
              + " finish quickly.")
  private List<String> solvers;

  @Mixin private RunsOption runsOption;
  @Mixin private RunOptions runOptions;

  @Mixin private StopOptions stop;
  @Mixin private TwoDeviceCliOptions twoDevices;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public CompareCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    int runs = runsOption.runs();
    List<Planner> planners = planners(twoDevices.options());
    twoDevices.refuseUnused(planners);
    PrintWriter err = spec.commandLine().getErr();
    output.refuse(problemOptions.modelName(), problemOptions.catalogName());
    PlanningProblemBuilder builder = problemOptions.read(err, false);
    problemOptions.applyTo(builder);
    PlanningProblem problem = problemOptions.build(builder);
    twoDevices.checkDevices(problem);
    if (solvers != null) {
      planners.forEach(planner -> SolverNames.checkFits("--solvers", planner, problem));
    }
    Comparison comparison = compare(problem, planners, runs, err);
    if (!comparison.isComplete()) {
      err.println("interrupted: the comparison is partial");
    }
    if (comparison.solvers().stream().allMatch(solver -> solver.planned().isEmpty())) {
      if (format.isJson()) {
        output.write(text(comparison, runs, err), spec.commandLine().getOut());
      }
      return noPlan(comparison, err);
    }
    output.write(text(comparison, runs, err), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private List<Planner> planners(TwoDeviceOptions options) {
    if (solvers == null) {
      return Planners.all(options);
    }
    List<String> names = solvers.stream().map(String::strip).toList();
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw new InvalidFieldException(
          "solvers",
          "--solvers must name at least one solver, and each once, but is \"%s\""
              .formatted(String.join(",", names)));
    }
    return names.stream().map(name -> SolverNames.planner("--solvers", name, options)).toList();
  }

  private Comparison compare(
      PlanningProblem problem, List<Planner> planners, int runs, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    Comparer comparer =
        new Comparer(
            runs,
            runOptions
                .options(stop.limit(), interruption::isRequested, line.listener())
                .withGap(stop.gap()),
            runOptions.threads(),
            line::begin);
    try {
      return solvers == null
          ? comparer.compareFitting(problem, planners)
          : comparer.compare(problem, planners);
    } finally {
      line.stop();
    }
  }

  private String text(Comparison comparison, int runs, PrintWriter err) {
    long seed = runOptions.seed();
    boolean isTimed = runOptions.isTimed();
    return format.write(
        () -> ComparisonFile.write(comparison, runs, seed, SolverNames.OURS, isTimed),
        () -> ComparisonReport.of(comparison, runs, seed, SolverNames.OURS, isTimed),
        Page.PLAIN,
        err);
  }

  /** A proof is a better reason than the result of a single solver. */
  private static int noPlan(Comparison comparison, PrintWriter err) {
    List<PlanningResult> results =
        comparison.solvers().stream().flatMap(solver -> solver.results().stream()).toList();
    Optional<PlanningResult> reason =
        results.stream()
            .filter(PlanningResult.Infeasible.class::isInstance)
            .findFirst()
            .or(() -> results.stream().findFirst());
    if (reason.isEmpty()) {
      err.println("error: no run finished");
      return ExitCodes.FAILED;
    }
    return NoPlanMessage.print(reason.get(), err);
  }
}
