package dev.espalier.cli.command.watch;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.online.ConditionOptions;
import dev.espalier.cli.option.online.PolicyOptions;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.io.json.change.StateFile;
import dev.espalier.io.json.change.WatchState;
import dev.espalier.io.line.LineReader;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.change.World;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import dev.espalier.search.predict.LinkPredictors;
import dev.espalier.search.predict.RatePredictors;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows changes of the world and decides after each whether to move to another plan. */
@Command(
    name = "watch",
    description =
        "Reads changes of devices, links and exits, a JSON object on each line, and writes a"
            + " decision upon each: keep the plan in force, or move to another one.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class WatchCommand implements Callable<Integer> {
  /** Time between two looks at whether the user has ended the command, ms. */
  private static final long POLL_MS = 50;

  @Mixin private ProblemOptions problemOptions;
  @Mixin private ConditionOptions conditions;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "Plan file of what is deployed now; by default the best plan is.")
  private String planFile;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      defaultValue = StandardInput.SIGN,
      description = "File of changes; standard input by default.")
  private String input;

  @Mixin private PolicyOptions policyOptions;

  @Option(
      names = "--predict",
      paramLabel = "NAME",
      description =
          "How the next bandwidth of a link follows from measured ones: last (default), harmonic,"
              + " smoothed, smoothed:SECONDS, or a quantile such as p25.")
  private String predictor;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      description = "Solver of the first plan, genetic by default.")
  private String solver;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of all random choices of the first plan; 1 by default.")
  private long seed;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Keep the state in FILE, and go on from there if it exists.")
  private Path stateFile;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write decisions to FILE instead of standard output.")
  private Path out;

  @Mixin private MetricsOption metricsOption;

  @Spec private CommandSpec spec;

  private final Interruption interruption;

  /** A command that runs until its input ends or it is interrupted. */
  public WatchCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Planner planner = SolverNames.planner("--solver", solver, TwoDeviceOptions.defaults());
    MovePolicy policy = policyOptions.policy();
    Optional<LinkPredictors> predictors = predictors();
    refuseFiles();
    World initial = conditions.in(World.of(problem(err)));
    policyOptions.check(initial.allDevices());
    SolverNames.checkFits("--solver", planner, initial.allDevices());
    StateStore store = new StateStore(new StateFile(initial), stateFile);
    Optional<WatchState> state = store.read();
    // Each decision is complete: an interruption waits for it.
    SearchOptions options = SearchOptions.defaults().withSeed(seed);
    Replanner replanner =
        state
            .map(kept -> Replanner.resumed(kept.replanner(), policy, options))
            .orElseGet(() -> started(initial, planner, policy, options));
    if (interruption.isRequested()) {
      err.println("error: interrupted before there was a plan");
      return ExitCodes.FAILED;
    }
    long written = state.map(WatchState::outputBytes).orElse(0L);
    try (MetricsOption.Served metrics = metricsOption.start(err);
        DecisionOutput output =
            out == null
                ? DecisionOutput.standard(spec.commandLine().getOut(), written)
                : DecisionOutput.file(out, written);
        InputStream in = open(state)) {
      Watch.Parts parts =
          new Watch.Parts(
              replanner,
              predictors.map(p -> state.map(kept -> p.remembering(kept.rates())).orElse(p)),
              output,
              store,
              metrics::decided,
              message -> err.println("skipped: " + Printable.line(message)),
              System::nanoTime,
              StandardInput.isMeant(input) ? StandardInput.NAME : input);
      Watch watch =
          state.map(kept -> Watch.resumed(parts, kept)).orElseGet(() -> Watch.begun(parts));
      boolean isFile = !StandardInput.isMeant(input);
      LineReader reader =
          new LineReader(
              in,
              state.filter(kept -> isFile).map(WatchState::lines).orElse(0L),
              state.filter(kept -> isFile).map(WatchState::inputBytes).orElse(0L));
      follow(watch, new LineQueue(reader), output);
      if (Ansi.AUTO.enabled()) {
        err.println(summary(watch, replanner.snapshot()));
      }
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw InvalidFileException.unreadable(Path.of(input), e);
    }
  }

  private Optional<LinkPredictors> predictors() {
    try {
      return Optional.ofNullable(predictor)
          .filter(name -> !name.equals("last"))
          .map(RatePredictors::named)
          .map(LinkPredictors::new);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("predict", "--predict: " + e.getMessage());
    }
  }

  private void refuseFiles() {
    String[] inputs = {
      problemOptions.modelName(),
      problemOptions.catalogName(),
      planFile,
      conditions.fileName(),
      StandardInput.isMeant(input) ? null : input
    };
    OutputOptions.refuse("out", out, inputs);
    OutputOptions.checkFolder(out);
    OutputOptions.refuse("state", stateFile, inputs);
    OutputOptions.checkFolder(stateFile);
    OutputOptions.refuseBoth("state", stateFile, "out", out);
    StandardInput.refuseBoth("model", problemOptions.modelName(), "input", input);
    StandardInput.refuseBoth("catalog", problemOptions.catalogName(), "input", input);
  }

  private PlanningProblem problem(PrintWriter err) {
    PlanningProblemBuilder builder = problemOptions.read(err, conditions.areGiven());
    problemOptions.applyTo(builder);
    return problemOptions.build(builder);
  }

  private Replanner started(
      World world, Planner planner, MovePolicy policy, SearchOptions options) {
    ProgressLine line = ProgressLine.start(spec.commandLine().getErr());
    line.begin("searching");
    SearchOptions first =
        options
            .withCancellation(interruption::isRequested)
            .withListener(line.listener(world.allDevices().objective().unit()));
    Planner stoppable = new FirstPlanner(planner, first);
    try {
      if (planFile == null) {
        return Replanner.start(world, stoppable, policy, options);
      }
      PlanDocument plan = PlanDocument.read(InputOptions.path("plan", planFile));
      Replanner keeping =
          Replanner.keeping(world, plan.evaluate(world.allDevices()).slices(), policy, options);
      keeping.refine(stoppable, 0);
      return keeping;
    } finally {
      line.stop();
    }
  }

  /** Opens the input behind what the state includes; a pipe begins where its sender begins. */
  private InputStream open(Optional<WatchState> state) throws IOException {
    if (StandardInput.isMeant(input)) {
      // Not closed in the end: a thread may wait for a line of it, and closing waits for that.
      return new FilterInputStream(StandardInput.open("input")) {
        @Override
        public void close() {
          // stays open
        }
      };
    }
    Path path = InputOptions.path("input", input);
    InputStream in = Files.newInputStream(path);
    long taken = state.map(WatchState::inputBytes).orElse(0L);
    long size = Files.size(path);
    if (size < taken) {
      in.close();
      throw new InvalidFileException(
          "%s: it has %d bytes, but the state says that %d were read; it is not the input of this"
                  .formatted(input, size, taken)
              + " state");
    }
    in.skipNBytes(taken);
    return in;
  }

  private void follow(Watch watch, LineQueue lines, DecisionOutput output) throws IOException {
    try {
      LineQueue.Arrival arrival = LineQueue.Arrival.NOTHING;
      while (arrival != LineQueue.Arrival.END
          && !output.isClosed()
          && !interruption.isRequested()) {
        arrival = lines.await(POLL_MS);
        if (arrival == LineQueue.Arrival.LINE) {
          watch.take(lines.line());
        }
        if (lines.isEmpty()) {
          watch.settle();
        }
      }
      watch.save(); // lines at the end may have been skipped
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String summary(Watch watch, Replanner.Snapshot last) {
    return "%d lines, %d of them skipped; %d decisions, %d moves"
        .formatted(watch.lines(), watch.skipped(), last.decisions(), last.moves());
  }
}
