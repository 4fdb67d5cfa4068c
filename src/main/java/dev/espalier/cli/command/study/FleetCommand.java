package dev.espalier.cli.command.study;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.cli.option.fleet.FleetInput;
import dev.espalier.cli.option.fleet.FleetOptions;
import dev.espalier.cli.option.vary.VaryChecks;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.fleet.FleetStudyFile;
import dev.espalier.io.svg.chart.LineChartSvg;
import dev.espalier.io.text.Page;
import dev.espalier.report.Drawing;
import dev.espalier.report.Report;
import dev.espalier.report.fleet.FleetChart;
import dev.espalier.report.fleet.FleetReport;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.study.fleet.Fleet;
import dev.espalier.study.fleet.FleetQuestion;
import dev.espalier.study.fleet.FleetResult;
import dev.espalier.study.fleet.FleetStudy;
import dev.espalier.study.fleet.VariedParameter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Finds the cheapest group of devices that keeps a latency at a percentile. */
@Command(
    name = "fleet",
    description = {
      "Finds how many devices of which kind a group needs to keep a latency at a percentile, and"
          + " their price.",
      "The catalog is a fleet file, whose devices and links are distributions, or a catalog, of"
          + " which each device but source and sink is a kind that may be bought."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class FleetCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Mixin private FleetOptions fleetOptions;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      description =
          "Solver of every sample: genetic (default) or another one that proves its plans.")
  private String solver;

  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;
  @Mixin private SvgOption svg;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public FleetCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Planner planner = SolverNames.planner("--solver", solver, TwoDeviceOptions.defaults());
    VaryChecks.checkProves("solver", "study fleet", planner);
    PrintWriter err = spec.commandLine().getErr();
    String[] inputs = {problemOptions.modelName(), problemOptions.catalogName()};
    output.refuse(inputs);
    svg.refuse(output, inputs);
    StandardInput.refuseBoth("model", inputs[0], "catalog", inputs[1]);
    refuseDevices();
    Fleet fleet = FleetInput.read(problemOptions.catalogName(), ends(), fleetOptions.maxOfEach());
    FleetQuestion question = fleetOptions.question();
    FleetInput input =
        FleetInput.of(
            fleet, problemOptions.readModel(err, false), problemOptions, fleetOptions.isPeriod());
    fleetOptions.check(input.problem().objective());
    SolverNames.checkFits("--solver", planner, input.problem());
    List<VariedParameter> varied = fleetOptions.varied(input.problem());
    VaryChecks.check(varied.stream().map(VariedParameter::parameter).toList(), problemOptions);
    Optional<FleetResult> result = run(planner, input, varied, question, err);
    if (result.isEmpty()) {
      err.println("interrupted: no sample was planned");
      return ExitCodes.FAILED;
    }
    return print(result.get(), planner.name(), err);
  }

  /** Source and sink device, which each group has. */
  private List<String> ends() {
    ParseResult options = spec.commandLine().getParseResult();
    return Stream.of("--source", "--sink")
        .map(option -> options.matchedOptionValue(option, ""))
        .toList();
  }

  private void refuseDevices() {
    if (spec.commandLine().getParseResult().hasMatchedOption("--devices")) {
      throw new InvalidFieldException(
          "devices", "--devices does not apply to a fleet: groups say which devices may run");
    }
  }

  private Optional<FleetResult> run(
      Planner planner,
      FleetInput input,
      List<VariedParameter> varied,
      FleetQuestion question,
      PrintWriter err) {
    // All input is read: an interruption now waits for what is sampled so far.
    interruption.isRequested();
    SearchOptions options =
        SearchOptions.defaults()
            .withSeed(fleetOptions.seed())
            .withThreads(fleetOptions.threads())
            .withCancellation(interruption::isRequested);
    ProgressLine line = ProgressLine.start(err);
    try {
      return new FleetStudy(
              input.fleet(), input.problem(), varied, question, planner, options, line::begin)
          .run();
    } finally {
      line.stop();
    }
  }

  private int print(FleetResult result, String solverName, PrintWriter err) {
    if (!result.complete()) {
      err.println("interrupted: the study is partial");
    }
    Report report = FleetReport.of(result);
    String text =
        format.write(
            () -> FleetStudyFile.write(result, solverName),
            () -> report,
            () -> report.drawn(FleetChart.of(result).map(Drawing::new).stream().toList()),
            Page.PLAIN,
            err);
    output.write(text, spec.commandLine().getOut());
    if (svg.isGiven()) {
      FleetChart.of(result).map(LineChartSvg::of).ifPresent(svg::write);
    }
    if (result.answer().isPresent()) {
      return ExitCodes.DONE;
    }
    err.println("error: no group keeps the target");
    return result.complete() ? ExitCodes.NO_FEASIBLE_PLAN : ExitCodes.FAILED;
  }
}
