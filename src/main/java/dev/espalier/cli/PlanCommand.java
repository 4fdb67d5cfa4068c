package dev.espalier.cli;

import dev.espalier.io.json.PlanFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Violation;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchProgress;
import dev.espalier.search.SearchRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes one plan. */
@Command(
    name = "plan",
    description = "Cuts a network into slices and places them on devices.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {
  /** More threads than any population has work for would only cost memory. */
  private static final int MAX_THREADS = 1024;

  @Mixin private ProblemOptions problemOptions;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      description =
          "Solver: genetic (default), exact, exhaustive, two-layer, basic-ga, first-fork,"
              + " second-fork, ..., neurosurgeon, shortest-path, popex or dads.")
  private String solver;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of all random choices; 1 by default.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "Threads of the search; never changes the plan. All cores by default for exhaustive, 1 for"
              + " the others.")
  private Integer threads;

  @Option(
      names = "--time-limit",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Stop after this time, such as 500ms, with the best plan so far.")
  private Duration timeLimit;

  @Option(names = "--no-timing", description = "Leave the time the search took out.")
  private boolean noTiming;

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
    twoDevices.refuseUnused(planner);
    if (threads != null && (threads < 1 || threads > MAX_THREADS)) {
      throw wrongUsage("--threads must be from 1 to %d but is %d".formatted(MAX_THREADS, threads));
    }
    PrintWriter err = spec.commandLine().getErr();
    output.refuse(problemOptions.modelName(), problemOptions.catalogName());
    PlanningProblemBuilder builder = problemOptions.read(err);
    problemOptions.applyTo(builder);
    PlanningProblem problem = problemOptions.build(builder);
    SearchOptions options =
        new SearchOptions(
            seed,
            threads == null ? planner.usualThreads() : threads,
            Optional.ofNullable(timeLimit),
            interruption::isRequested,
            SearchProgress.NONE);
    planner
        .misfit(problem)
        .ifPresent(
            reason -> {
              throw wrongUsage("--solver " + planner.name() + " " + reason);
            });
    PlanningResult result = search(planner, problem, options, err);
    if (result instanceof PlanningResult.Planned planned) {
      print(planned, err);
      return ExitCodes.DONE;
    }
    return noPlan(problem, result, err);
  }

  private static PlanningResult search(
      Planner planner, PlanningProblem problem, SearchOptions options, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err, "searching");
    try {
      return planner.plan(problem, options.withProgress(line));
    } finally {
      line.stop();
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void print(PlanningResult.Planned planned, PrintWriter err) {
    if (planned.search().interrupted()) {
      String why = interruption.isRequested() ? "interrupted" : "time limit reached";
      err.println(why + ": this is the best plan so far");
    }
    String text =
        format.isJson()
            ? PlanFile.write(planned, !noTiming)
            : new PlanText(Terminal.forOutput(output.isFile())).planned(planned, !noTiming);
    output.write(text, spec.commandLine().getOut());
  }

  private static String reason(PlanningResult.Infeasible infeasible) {
    List<Violation> violations = infeasible.violations();
    if (violations.stream().anyMatch(Violation.PinBroken.class::isInstance)) {
      return "the pins contradict each other, as a device runs one slice; the nearest plan breaks";
    }
    return infeasible.eachIsEnough() && violations.size() > 1
        ? "making good any one of these would be enough"
        : "the nearest one breaks";
  }

  private static String reason(SearchRecord search, List<Violation> violations) {
    if (violations.isEmpty()) {
      return "the search was stopped before it found a plan; give it more time";
    }
    return search.interrupted()
        ? "the search was stopped before it found a feasible plan; the nearest so far breaks"
        : "%s finds no feasible plan, which does not prove that there is none; its nearest breaks"
            .formatted(search.solver());
  }

  private int noPlan(PlanningProblem problem, PlanningResult result, PrintWriter err) {
    List<Violation> violations;
    if (result instanceof PlanningResult.Infeasible infeasible) {
      violations = infeasible.violations();
      err.println("error: no feasible plan; " + reason(infeasible));
    } else {
      violations = ((PlanningResult.Undecided) result).violations();
      err.println("error: " + reason(result.search(), violations));
    }
    violations.forEach(violation -> err.println("  " + violation.message()));
    if (format.isJson()) {
      output.write(PlanFile.writeNoPlan(problem, result), spec.commandLine().getOut());
    }
    return result.search().interrupted() ? ExitCodes.FAILED : ExitCodes.NO_FEASIBLE_PLAN;
  }
}
