package dev.espalier.cli;

import dev.espalier.io.json.PlanFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one plan. */
@Command(
    name = "plan",
    description = "Cuts a network into slices and places them on devices.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      description =
          "Solver: genetic (default), exact, exhaustive, two-layer, basic-ga, first-fork,"
              + " second-fork, ..., neurosurgeon, shortest-path, popex or dads.")
  private String solver;

  @Mixin private RunOptions runOptions;

  @Mixin private TimeLimitOption timeLimit;
  @Mixin private TwoDeviceCliOptions twoDevices;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  PlanCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Planner planner = SolverNames.planner("--solver", solver, twoDevices.options());
    twoDevices.refuseUnused(List.of(planner));
    int threads = runOptions.threads().orElse(planner.usualThreads());
    PrintWriter err = spec.commandLine().getErr();
    output.refuse(problemOptions.modelName(), problemOptions.catalogName());
    PlanningProblemBuilder builder = problemOptions.read(err);
    problemOptions.applyTo(builder);
    PlanningProblem problem = problemOptions.build(builder);
    twoDevices.checkDevices(problem);
    SolverNames.checkFits("--solver", planner, problem);
    List<PlanningResult> variants = search(planner.variants(problem), problem, threads, err);
    PlanningResult result = PlanningResult.best(variants);
    if (result instanceof PlanningResult.Planned planned) {
      print(planned, variants.size() > 1 ? variants : List.of(), err);
      return ExitCodes.DONE;
    }
    return noPlan(problem, result, err);
  }

  private List<PlanningResult> search(
      List<Planner> variants, PlanningProblem problem, int threads, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    line.begin("searching");
    SearchOptions options =
        runOptions.options(timeLimit.limit(), interruption::isRequested, line).withThreads(threads);
    try {
      return variants.stream().map(each -> each.plan(problem, options)).toList();
    } finally {
      line.stop();
    }
  }

  private void print(
      PlanningResult.Planned planned, List<PlanningResult> variants, PrintWriter err) {
    if (planned.search().interrupted() && !planned.optimal()) {
      String why = interruption.isRequested() ? "interrupted" : "time limit reached";
      err.println(why + ": this is the best plan so far");
    }
    String text =
        format.isJson()
            ? PlanFile.write(planned, variants, runOptions.isTimed())
            : new PlanText(Terminal.forOutput(output.isFile()))
                .planned(planned, variants, runOptions.isTimed());
    output.write(text, spec.commandLine().getOut());
  }

  private int noPlan(PlanningProblem problem, PlanningResult result, PrintWriter err) {
    int code = NoPlanMessage.print(result, err);
    if (format.isJson()) {
      output.write(PlanFile.writeNoPlan(problem, result), spec.commandLine().getOut());
    }
    return code;
  }
}
