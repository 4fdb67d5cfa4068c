package dev.espalier.cli.command.run;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.console.Terminal;
import dev.espalier.cli.option.CriterionOption;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.run.FrameOptions;
import dev.espalier.cli.option.run.LiveOptions;
import dev.espalier.cli.option.run.LoadOptions;
import dev.espalier.cli.option.run.RunProgress;
import dev.espalier.cli.option.run.SampleOptions;
import dev.espalier.cli.option.run.SecurityOptions;
import dev.espalier.cli.parse.Choices;
import dev.espalier.cli.parse.DurationConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.run.RunFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.run.LiveReport;
import dev.espalier.report.run.RunReport;
import dev.espalier.report.run.RunTimeline;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.coordinator.Coordinator;
import dev.espalier.runtime.coordinator.Route;
import dev.espalier.runtime.coordinator.RunOptions;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
import dev.espalier.runtime.sample.ExitScript;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.wire.auth.Security;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.live.LiveRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a plan on agents and compares it with what the plan predicts. */
@Command(
    name = "run",
    description = {
      "Runs a plan on its devices: deploys the segments of a manifest to agents, sends samples"
          + " through, lets them leave at their exits, and prints what was measured beside what was"
          + " predicted.",
      "With --local, an agent process on this machine stands in for each device: links are slowed"
          + " down to those of the catalog, and so is computation where a device is slower than this"
          + " machine."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "Manifest that split wrote; the files of its segments lie beside it.")
  private String manifestFile;

  @Option(
      names = "--plan",
      paramLabel = "P",
      description = "Plan file of the manifest: adds predicted energy and period.")
  private String planFile;

  @Option(
      names = "--catalog",
      paramLabel = "C",
      description = "Catalog file of the plan; needed for --local.")
  private String catalogFile;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Agents agents;

  /** Where the agents are. */
  static final class Agents {
    @Option(
        names = "--agents",
        required = true,
        paramLabel = "FILE",
        description = "Addresses of the agents, an espalier-agents/1 file.")
    private String file;

    @Option(
        names = "--local",
        required = true,
        description = "Start an agent on this machine for each device of the plan.")
    private boolean isLocal;
  }

  @Option(
      names = "--netns",
      description =
          "With --local, as root on Linux: a network namespace for each device, and links that the"
              + " kernel limits (tc tbf).")
  private boolean isNetns;

  @Mixin private SampleOptions samples;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Class of each sample of --inputs, .npy or IDX, from 0: counts correct answers.")
  private String labels;

  @Mixin private LiveOptions live;
  @Mixin private LoadOptions load;
  @Mixin private CriterionOption criterion;

  @Option(
      names = "--fallback",
      paramLabel = "final|most-confident",
      description =
          "Whose answer counts for a sample that reaches no threshold: that of the final exit, or"
              + " the most confident of all exits (default: as planned).")
  private String fallback;

  @Option(
      names = "--draw-exits",
      description =
          "Let samples leave at exits drawn with the probabilities of the plan, whatever their"
              + " confidence: for random samples or weights that were not trained.")
  private boolean drawsExits;

  @Option(
      names = "--no-optimize",
      description =
          "Run every node as it is, for results that equal those of the whole model to the bit.")
  private boolean isPlain;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that compute one node (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--timeout",
      paramLabel = "T",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description =
          "Time after which a device that does not react is given up (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @ArgGroup(
      exclusive = false,
      heading =
          "The whole model; with it, --plan and --catalog, segments of a device that fails move to"
              + " others:%n")
  private ModelOptions model;

  @Mixin private SecurityOptions security;
  @Mixin private FrameOptions frames;
  @Mixin private TraceOptions drawings;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** A command that Ctrl-C ends, with what was measured. */
  public RunCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    checkOptions();
    PlannedRun planned = PlannedRun.read(manifestFile, planFile, catalogFile);
    output.refuse(planned.files());
    drawings.refuse(output, planned.files());
    Samples given = samples.read(planned.manifest().inputs());
    Optional<Labels> classes =
        Optional.ofNullable(labels)
            .map(file -> Labels.read(InputOptions.path("labels", file), given.count()));
    Security shown = security.security(err);
    Optional<PlanningProblem> problem = planned.problem(model, planFile, catalogFile, err);
    RunComparison result;
    Optional<LiveRun> followed;
    ProgressLine progress = ProgressLine.start(err);
    try (LiveRunning running =
            live.isLive() ? new LiveRunning(planned, problem.orElseThrow(), live) : null;
        AgentSet set = agentSet(planned, running, shown, progress)) {
      RunOptionsBuilder options =
          options(planned, set, given.count())
              .replacement(planned.replacement(problem, set.devices()));
      if (running != null) {
        running.steer(options, Route.of(planned.manifest()), set);
      }
      RunMeasurement run =
          Coordinator.run(
              options.build(),
              given,
              classes,
              RunProgress.on(progress, err),
              interruption::isRequested);
      result = RunComparison.of(planned.prediction(), run);
      followed = Optional.ofNullable(running).map(each -> each.result(run));
    } finally {
      progress.stop();
    }
    return print(result, followed);
  }

  private int print(RunComparison result, Optional<LiveRun> followed) {
    PrintWriter out = spec.commandLine().getOut();
    drawings.write(result);
    output.write(
        format.write(
            () -> RunFile.write(result, followed),
            () -> report(result, followed),
            () ->
                report(result, followed)
                    .drawn(List.of(RunTimeline.of(result.run(), RunTimeline.USUAL_SAMPLES))),
            Terminal.page(output.isFile()),
            spec.commandLine().getErr()),
        out);
    long failed = result.run().samples().stream().filter(each -> !each.isAnswered()).count();
    if (failed > 0 && !result.run().isInterrupted()) {
      throw new RuntimeFailedException(
          "%d of %s got no answer"
              .formatted(failed, Numbers.count(result.run().samples().size(), "sample")));
    }
    return ExitCodes.DONE;
  }

  private static Report report(RunComparison result, Optional<LiveRun> followed) {
    return followed.map(run -> LiveReport.of(run, result)).orElseGet(() -> RunReport.of(result));
  }

  private void checkOptions() {
    load.check();
    live.check(agents.isLocal, isNetns, model != null && planFile != null && catalogFile != null);
    frames.check();
    drawings.refuse(output, manifestFile, planFile, catalogFile, labels, live.file());
    output.refuse(manifestFile, planFile, catalogFile, labels, live.file());
    output.refuse(samples.files().toArray(String[]::new));
    if (labels != null && !samples.areGiven()) {
      throw new InvalidFieldException(
          "labels", "--labels needs --inputs: random samples have no classes");
    }
    if (agents.isLocal && catalogFile == null) {
      throw new InvalidFieldException(
          "catalog", "--local needs --catalog, whose devices and links it imitates");
    }
    if (agents.isLocal && security.isGiven()) {
      throw new InvalidFieldException(
          "local", "--local needs no token or key: its agents get one of their own");
    }
    if (isNetns && !agents.isLocal) {
      throw new InvalidFieldException("netns", "--netns needs --local");
    }
    if (fallback != null && Fallback.labeled(fallback).isEmpty()) {
      throw Choices.none("fallback", fallback, "final", "most-confident");
    }
    if (model != null && (planFile == null || catalogFile == null)) {
      throw new InvalidFieldException(
          "model", "--model needs --plan and --catalog, by which segments are placed anew");
    }
    if (threads < 1 || threads > RunSettings.MAX_THREADS) {
      throw new InvalidFieldException(
          "threads",
          "--threads must be from 1 to %d but is %d".formatted(RunSettings.MAX_THREADS, threads));
    }
  }

  private AgentSet agentSet(
      PlannedRun planned, LiveRunning running, Security shown, ProgressLine progress) {
    if (!agents.isLocal) {
      return AgentSet.listed(planned, InputOptions.path("agents", agents.file), shown);
    }
    progress.begin("starting agents");
    return AgentSet.local(
        planned,
        running == null ? Route.of(planned.manifest()).devices() : running.devices(),
        running == null ? AgentSet.standIn(planned) : running.standIn(),
        isNetns,
        frames,
        spec.root().userObject().getClass().getName());
  }

  private List<String> remarks(PlannedRun planned) {
    List<String> remarks = new ArrayList<>(planned.remarks());
    if (agents.isLocal) {
      remarks.addAll(AgentSet.remarks(planned));
    }
    return remarks;
  }

  private RunOptionsBuilder options(PlannedRun planned, AgentSet set, int count) {
    RunOptionsBuilder builder =
        RunOptions.builder(
                planned.manifest(), planned.folder(), set.places(), frames.endpoint(set.security()))
            .settings(new RunSettings(!isPlain, threads))
            .criterion(criterion.criterion().orElse(Criterion.CONFIDENCE))
            .load(load.load())
            .warmUps(load.warmUps())
            .window(load.window())
            .patience(timeout)
            .remarks(remarks(planned))
            .links(set.links())
            .standIn(set.standIn());
    Optional.ofNullable(fallback).flatMap(Fallback::labeled).ifPresent(builder::fallback);
    if (drawsExits) {
      builder.script(ExitScript.drawn(planned.manifest(), count, samples.seed()));
    }
    return builder;
  }
}
