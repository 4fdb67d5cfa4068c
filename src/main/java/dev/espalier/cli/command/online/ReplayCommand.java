package dev.espalier.cli.command.online;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.RunOptions;
import dev.espalier.cli.option.SvgOption;
import dev.espalier.cli.option.online.PolicyOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.bandwidth.BandwidthTraceFile;
import dev.espalier.io.json.replay.ReplayFile;
import dev.espalier.io.svg.chart.StackedSvg;
import dev.espalier.io.text.Page;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Drawing;
import dev.espalier.report.Report;
import dev.espalier.report.replay.ReplayCharts;
import dev.espalier.report.replay.ReplayReport;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.predict.RatePredictors;
import dev.espalier.solvers.Planners;
import dev.espalier.study.replay.Replay;
import dev.espalier.study.replay.Replayer;
import dev.espalier.study.replay.Replayer.Contestant;
import dev.espalier.study.replay.TracedProblem;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs policies over a trace of a link's bandwidth, beside the best that was possible. */
@Command(
    name = "replay",
    description =
        "Runs policies that decide when to move over a trace of a link's bandwidth, and compares"
            + " them with the best that was possible.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private ProblemOptions problemOptions;

  @Option(
      names = "--trace",
      required = true,
      paramLabel = "FILE",
      description =
          "Bandwidth over time: seconds,Mbps in each line, or a log of Mahimahi, Oboe or Ghent.")
  private Path trace;

  @Option(
      names = "--link",
      paramLabel = "A:B",
      description =
          "Link that follows the trace, both ways; the network's default bandwidth if not given.")
  private String link;

  @Option(
      names = "--predict",
      defaultValue = "last",
      paramLabel = "NAME",
      description =
          "Rate that policies expect from those that they have seen: last (default), harmonic,"
              + " smoothed, smoothed:SECONDS, or a quantile such as p25.")
  private String predictor;

  @Mixin private PolicyOptions policyOptions;
  @Mixin private RunOptions runOptions;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;
  @Mixin private SvgOption svg;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** Listens to an interruption. */
  public ReplayCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    String[] inputs = {
      problemOptions.modelName(), problemOptions.catalogName(), String.valueOf(trace)
    };
    output.refuse(inputs);
    svg.refuse(output, inputs);
    MovePolicy policy = policyOptions.policy();
    RatePredictors.named(predictor);
    PlanningProblem problem =
        problemOptions.problem(
            problemOptions.readModel(err, false), problemOptions.readCatalog(err));
    policyOptions.check(problem);
    TracedProblem traced =
        new TracedProblem(problem, new Bandwidth(ends()), BandwidthTraceFile.read(trace));
    Optional<Replay> replay = replay(traced, contestants(policy), err);
    if (interruption.isRequested()) {
      err.println("error: interrupted before all policies had been replayed");
      return ExitCodes.FAILED;
    }
    if (replay.isEmpty()) {
      err.println("error: at some rate of the trace, no plan keeps all limits");
      return ExitCodes.NO_FEASIBLE_PLAN;
    }
    print(replay.get(), err);
    return ExitCodes.DONE;
  }

  private Optional<Ends> ends() {
    if (link == null) {
      return Optional.empty();
    }
    String[] names = link.split(":", -1);
    if (names.length != 2
        || names[0].isBlank()
        || names[1].isBlank()
        || names[0].equals(names[1])) {
      throw new InvalidFieldException(
          "link", "--link must be two devices, such as cam:edge, but is \"%s\"".formatted(link));
    }
    return Optional.of(new Ends(names[0], names[1]));
  }

  /** The policy that was chosen, and the other rules with its other settings. */
  private List<Contestant> contestants(MovePolicy policy) {
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(new Contestant(policy.rule().label(), policy, predictor));
    for (MoveRule rule : MoveRule.values()) {
      if (rule != policy.rule()) {
        contestants.add(new Contestant(rule.label(), policy.withRule(rule), predictor));
      }
    }
    return contestants;
  }

  private Optional<Replay> replay(
      TracedProblem traced, List<Contestant> contestants, PrintWriter err) {
    ProgressLine line = ProgressLine.start(err);
    SearchOptions options =
        SearchOptions.defaults()
            .withSeed(runOptions.seed())
            .withCancellation(interruption::isRequested);
    try {
      return new Replayer(Planners.exact(), options, line::begin).replay(traced, contestants);
    } finally {
      line.stop();
    }
  }

  private void print(Replay replay, PrintWriter err) {
    Report report = ReplayReport.of(replay);
    String text =
        format.write(
            () -> ReplayFile.write(replay, predictor),
            () -> report,
            () -> report.drawn(ReplayCharts.of(replay).stream().map(Drawing::new).toList()),
            Page.PLAIN,
            err);
    output.write(text, spec.commandLine().getOut());
    if (svg.isGiven()) {
      svg.write(StackedSvg.of(ReplayCharts.of(replay)));
    }
  }
}
