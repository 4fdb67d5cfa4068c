package dev.espalier.cli.command.online;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.StopOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.cli.option.vary.MeasuredOptions;
import dev.espalier.cli.option.vary.RangeOptions;
import dev.espalier.cli.option.vary.VaryChecks;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.map.PlanMapFile;
import dev.espalier.io.svg.chart.ChartSvg;
import dev.espalier.io.text.Page;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Drawing;
import dev.espalier.report.Report;
import dev.espalier.report.map.MapCharts;
import dev.espalier.report.map.MapReport;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.PlanMapper;
import dev.espalier.study.sweep.Setting;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the best plan at every point of a range of one or two parameters. */
@Command(
    name = "map",
    description =
        "Finds the best plan everywhere in a range of one or two parameters, and where it changes.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class MapCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Mixin private RangeOptions ranges;

  @Mixin private MeasuredOptions measured;

  @Option(
      names = "--solver",
      defaultValue = "exact",
      paramLabel = "NAME",
      description = "Solver for every point: exact (default) or another one that proves its plans.")
  private String solver;

  @Mixin private RunOptions runOptions;
  @Mixin private StopOptions stop;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;
  @Mixin private SvgOption svg;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public MapCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    long startNanos = System.nanoTime();
    Planner planner = SolverNames.planner("--solver", solver, TwoDeviceOptions.defaults());
    VaryChecks.checkProves("solver", "map", planner);
    PrintWriter err = spec.commandLine().getErr();
    String[] inputs = {
      problemOptions.modelName(), problemOptions.catalogName(), measured.fileName()
    };
    output.refuse(inputs);
    svg.refuse(output, inputs);
    Setting base =
        measured.base(
            Setting.of(
                problemOptions.readModel(err, measured.fileName() != null),
                problemOptions.readCatalog(err)));
    List<MapAxis> axes = ranges.axes(base);
    measured.refuse(axes);
    VaryChecks.check(axes.stream().map(MapAxis::parameter).toList(), problemOptions);
    PlanningProblem problem = problemOptions.problem(base.net(), base.catalog());
    SolverNames.checkFits("--solver", planner, problem);
    PlanMap map = map(planner, base, axes, problem, startNanos);
    return print(map, planner.name(), err);
  }

  private PlanMap map(
      Planner planner, Setting base, List<MapAxis> axes, PlanningProblem problem, long startNanos) {
    ProgressLine line = ProgressLine.start(spec.commandLine().getErr());
    SearchOptions options =
        runOptions
            .options(
                Optional.empty(), isOver(startNanos), line.listener(problem.objective().unit()))
            .withGap(stop.gap())
            .withThreads(runOptions.threads().orElse(planner.usualThreads()));
    try {
      return new PlanMapper(planner, options, line::begin).map(base, axes, problemOptions::problem);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("vary", "--vary: " + e.getMessage());
    } finally {
      line.stop();
    }
  }

  /** Whether to stop: the time limit is that of the whole map. */
  private BooleanSupplier isOver(long startNanos) {
    long limitNanos = stop.limit().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    return () -> interruption.isRequested() || System.nanoTime() - startNanos >= limitNanos;
  }

  private int print(PlanMap map, String solverName, PrintWriter err) {
    long seed = runOptions.seed();
    Report report = MapReport.of(map, solverName, seed);
    String text =
        format.write(
            () -> PlanMapFile.write(map, measured.exitData(map.base()), solverName, seed),
            () -> report,
            () -> report.drawn(MapCharts.of(map).map(Drawing::new).stream().toList()),
            Page.PLAIN,
            err);
    output.write(text, spec.commandLine().getOut());
    if (map.plans().isEmpty()) {
      err.println("error: no point has a plan");
      return map.isProven() ? ExitCodes.NO_FEASIBLE_PLAN : ExitCodes.FAILED;
    }
    if (svg.isGiven()) {
      svg.write(ChartSvg.of(MapCharts.of(map).orElseThrow()));
    }
    return ExitCodes.DONE;
  }
}
