package dev.espalier.cli.command;

import static java.util.stream.Collectors.joining;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.ChartOption;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.StopOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.cli.option.SweepOptions;
import dev.espalier.cli.option.TwoDeviceCliOptions;
import dev.espalier.cli.option.vary.VaryChecks;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.BreakpointsFile;
import dev.espalier.io.json.SweepFile;
import dev.espalier.io.svg.chart.LineChartSvg;
import dev.espalier.io.text.Page;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Drawing;
import dev.espalier.report.breakpoint.BreakpointReport;
import dev.espalier.report.result.SweepReport;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.LineChart;
import dev.espalier.study.breakpoint.BreakpointChart;
import dev.espalier.study.breakpoint.BreakpointFinder;
import dev.espalier.study.breakpoint.Breakpoints;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Grid;
import dev.espalier.study.sweep.Parameter.Threshold;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.Sweeper;
import dev.espalier.study.sweep.Value;
import java.io.PrintWriter;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plans over ranges of one or two parameters. */
@Command(
    name = "sweep",
    description = "Plans at every value of one or two parameters and shows where the plan changes.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SweepCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Mixin private SweepOptions sweepOptions;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      description =
          "Solver for every point: genetic (default) or any other solver of the plan command.")
  private String solver;

  @Mixin private RunOptions runOptions;
  @Mixin private StopOptions stop;
  @Mixin private TwoDeviceCliOptions twoDevices;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;
  @Mixin private SvgOption svg;
  @Mixin private ChartOption chart;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Unit of the objective, once the problem is read. */
  private String unit = "";

  /** Listens to an interruption. */
  public SweepCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Planner planner = SolverNames.planner("--solver", solver, twoDevices.options());
    twoDevices.refuseUnused(List.of(planner));
    int threads = runOptions.threads().orElse(planner.usualThreads());
    PrintWriter err = spec.commandLine().getErr();
    String[] inputs = {
      problemOptions.modelName(), problemOptions.catalogName(), sweepOptions.fileName()
    };
    output.refuse(inputs);
    svg.refuse(output, inputs);
    Setting base =
        sweepOptions.base(
            Setting.of(
                problemOptions.readModel(err, sweepOptions.fileName() != null),
                problemOptions.readCatalog(err)));
    chart.refuse(svg.isGiven(), base.exits().isPresent());
    Grid grid = sweepOptions.grid(base);
    check(grid);
    PlanningProblem problem = problemOptions.problem(base.net(), base.catalog());
    unit = problem.objective().unit();
    twoDevices.checkDevices(problem);
    SolverNames.checkFits("--solver", planner, problem);
    if (sweepOptions.isOfBreakpoints()) {
      return findBreakpoints(planner, base, range(planner, grid), threads, err);
    }
    Sweep sweep = sweep(planner, base, grid, threads, err);
    return print(sweep, planner.name(), err);
  }

  /** The only axis, which must be one of numbers that may lie anywhere between its ends. */
  private Axis range(Planner planner, Grid grid) {
    Axis axis = grid.along();
    if (grid.axes().size() > 1 || axis.isNamed() || axis.parameter() instanceof Threshold) {
      throw new InvalidFieldException(
          "breakpoints",
          "--breakpoints needs one varied parameter whose values are any numbers, but found "
              + grid.axes().stream().map(each -> each.parameter().name()).collect(joining(", ")));
    }
    if (axis.values().size() < 2) {
      throw new InvalidFieldException(
          "breakpoints",
          "--breakpoints needs a range, such as --vary %s=1,100"
              .formatted(axis.parameter().name()));
    }
    VaryChecks.checkProves("breakpoints", "--breakpoints", planner);
    return axis;
  }

  private int findBreakpoints(
      Planner planner, Setting base, Axis axis, int threads, PrintWriter err) {
    DoubleSummaryStatistics range =
        axis.values().stream().mapToDouble(Value::number).summaryStatistics();
    ProgressLine line = ProgressLine.start(err);
    SearchOptions options = options(line).withThreads(threads);
    Breakpoints found;
    try {
      found =
          new BreakpointFinder(planner, options, line::begin)
              .find(
                  base, axis.parameter(), range.getMin(), range.getMax(), problemOptions::problem);
    } finally {
      line.stop();
    }
    Map<String, String> exitData = sweepOptions.exitData(base);
    String text =
        format.write(
            () -> BreakpointsFile.write(found, exitData, planner.name(), runOptions.seed()),
            () -> BreakpointReport.of(found, planner.name(), runOptions.seed()),
            Page.PLAIN,
            err);
    output.write(text, spec.commandLine().getOut());
    if (!found.hasPlan()) {
      err.println("error: no value has a plan");
      return found.isProven() ? ExitCodes.NO_FEASIBLE_PLAN : ExitCodes.FAILED;
    }
    if (svg.isGiven()) {
      DoubleFunction<PlanningProblem> at =
          x -> BreakpointFinder.problem(base, axis.parameter(), x, problemOptions::problem);
      svg.write(LineChartSvg.of(BreakpointChart.of(found, at).orElseThrow()));
    }
    return ExitCodes.DONE;
  }

  private SearchOptions options(ProgressLine line) {
    return runOptions
        .options(stop.limit(), interruption::isRequested, line.listener(unit))
        .withGap(stop.gap());
  }

  private void check(Grid grid) {
    VaryChecks.check(grid.axes().stream().map(Axis::parameter).toList(), problemOptions);
    if (svg.isGiven() && grid.lines() > LineChart.MAX_LINES) {
      throw new InvalidFieldException(
          "svg",
          "--svg can show the second parameter at %d values at most, but it has %d"
              .formatted(LineChart.MAX_LINES, grid.lines()));
    }
  }

  private Sweep sweep(Planner planner, Setting base, Grid grid, int threads, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    SearchOptions options = options(line).withThreads(threads);
    try {
      return new Sweeper(planner, options, line::begin).sweep(base, grid, problemOptions::problem);
    } finally {
      line.stop();
    }
  }

  private int print(Sweep sweep, String solverName, PrintWriter err) {
    if (sweep.isComplete() && sweep.points().stream().allMatch(p -> p.result().isEmpty())) {
      throw new InvalidFieldException(
          "vary", "--vary: " + sweep.points().get(0).contradiction().orElseThrow());
    }
    if (!sweep.isComplete()) {
      err.println("interrupted: the sweep is partial");
    }
    output.write(text(sweep, solverName, err), spec.commandLine().getOut());
    if (!sweep.hasPlan()) {
      return noPlan(sweep, err);
    }
    if (svg.isGiven()) {
      svg.write(LineChartSvg.of(chart.of(sweep).orElseThrow()));
    }
    return ExitCodes.DONE;
  }

  private String text(Sweep sweep, String solverName, PrintWriter err) {
    long seed = runOptions.seed();
    boolean isTimed = runOptions.isTimed();
    Map<String, String> exitData = sweepOptions.exitData(sweep.base());
    return format.write(
        () -> SweepFile.write(sweep, exitData, solverName, seed, isTimed),
        () -> SweepReport.of(sweep, exitData, solverName, seed, isTimed),
        () -> SweepReport.of(sweep, exitData, solverName, seed, isTimed).drawn(drawings(sweep)),
        Page.PLAIN,
        err);
  }

  /** The chart, where it has so few lines that they can be distinguished. */
  private List<Drawing> drawings(Sweep sweep) {
    return sweep.hasPlan() && sweep.grid().lines() <= LineChart.MAX_LINES
        ? chart.of(sweep).map(Drawing::new).stream().toList()
        : List.of();
  }

  private static int noPlan(Sweep sweep, PrintWriter err) {
    Optional<PlanningResult> reason =
        sweep.points().stream().flatMap(point -> point.result().stream()).findFirst();
    if (reason.isEmpty()) {
      err.println("error: no point finished");
      return ExitCodes.FAILED;
    }
    err.println("no point has a plan; at the first one:");
    return NoPlanMessage.print(reason.get(), err);
  }
}
