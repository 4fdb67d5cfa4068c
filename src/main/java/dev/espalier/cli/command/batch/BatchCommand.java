package dev.espalier.cli.command.batch;

import dev.espalier.batch.BatchInUseException;
import dev.espalier.batch.BatchPlanner;
import dev.espalier.batch.BatchRun;
import dev.espalier.batch.FileScenarios;
import dev.espalier.batch.GeneratedScenarios;
import dev.espalier.batch.ScenarioSource;
import dev.espalier.batch.Shard;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.console.Interruption;
import dev.espalier.cli.console.ProgressLine;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.batch.EmitOptions;
import dev.espalier.cli.option.batch.ScenarioOptions;
import dev.espalier.cli.option.batch.ShardText;
import dev.espalier.cli.option.batch.SourceOptions;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Sha256;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.ScenarioSpace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans many scenarios at once. */
@Command(
    name = "batch",
    description = {
      "Plans many scenarios on all cores: a JSON object on each line of a file, a row of CSV, or"
          + " what is generated. Results are lines in the same order; a scenario that is wrong has"
          + " one, too.",
      "With --out, a batch that was killed goes on with --resume."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = MergeCommand.class)
public final class BatchCommand implements Callable<Integer> {
  private static final double NS_PER_S = 1e9;

  /** Options that do not change results. */
  private static final Set<String> HOW =
      Set.of("--out", "--resume", "--shard", "--threads", "--no-timing", "--format", "--html");

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCENARIOS",
      description =
          "File of scenarios: JSON lines, or CSV if its name ends with .csv; - for JSON lines from"
              + " standard input.")
  private String scenarios;

  @Mixin private SourceOptions sourceOptions;
  @Mixin private ScenarioOptions scenarioOptions;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the results to FILE, as CSV if its name ends with .csv, and a summary to standard"
              + " output. Without it, results go to standard output.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Go on where a batch into the same file was left, if one was.")
  private boolean resume;

  @Option(
      names = "--shard",
      paramLabel = "[I/]N",
      description =
          "Plan every N-th scenario from the I-th on, I from 0; without I, it is that of"
              + " JOB_COMPLETION_INDEX.")
  private String shardText;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "Number of threads that plan; all cores by default. Results never depend on it.")
  private Integer threads;

  @Option(names = "--no-timing", description = "Omit times from the summary.")
  private boolean noTiming;

  @Mixin private EmitOptions emit;
  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  private final Interruption interruption;
  private final FileInputs inputs = new FileInputs();

  /** Listens to an interruption. */
  public BatchCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    if (emit.isGiven()) {
      return printJob();
    }
    check();
    Optional<Shard> shard =
        Optional.ofNullable(shardText).map(text -> ShardText.parse(text, System.getenv()));
    ScenarioDefaults defaults = scenarioOptions.defaults(inputs);
    Optional<ScenarioSpace> space =
        sourceOptions.areGenerated()
            ? sourceOptions.space(ScenarioOptions.base(defaults), scenarioOptions.seed())
            : Optional.empty();
    try (ScenarioSource source = open(space)) {
      BatchPlanner planner = planner(source, defaults, space);
      interruption.isRequested(); // from now on, an interruption waits for what is planned
      return print(run(planner, source, shard), start);
    } catch (BatchInUseException e) {
      throw new OutputFailedException("cannot write %s: %s".formatted(out, e.getMessage()));
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write %s: %s"
              .formatted(out == null ? "the results" : out, OutputOptions.reason(e)));
    }
  }

  /** Prints the batch as a job of a cluster. */
  private int printJob() {
    sourceOptions.checkBeside(scenarios, "a file of scenarios");
    if (spec.commandLine().getParseResult().hasMatchedOption("--html")) {
      throw new InvalidFieldException(
          "html", "--emit kubernetes excludes --html: every pod would write the same file");
    }
    KubernetesJob job =
        KubernetesJob.of(
            emit, ShardText.number(shardText), out, JobArguments.of(JobArguments.typed(spec)));
    JobArguments.checkFile("SCENARIOS", scenarios, KubernetesJob.DATA, KubernetesJob.INPUTS);
    for (String input : scenarioOptions.inputs()) {
      JobArguments.checkFile("--emit kubernetes", input, KubernetesJob.DATA, KubernetesJob.INPUTS);
    }
    spec.commandLine().getOut().print(JobManifest.of(job));
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }

  private void check() {
    sourceOptions.checkBeside(scenarios, "a file of scenarios");
    if (out == null && (resume || shardText != null)) {
      throw new InvalidFieldException(
          "out", "--%s needs --out FILE".formatted(resume ? "resume" : "shard"));
    }
    if (threads != null && (threads < 1 || threads > 1024)) {
      throw new InvalidFieldException(
          "threads", "--threads must be from 1 to 1024 but is " + threads);
    }
    if (!isFile() && (resume || shardText != null)) {
      throw new InvalidFieldException(
          "out", "--out %s must be a regular file for --resume and --shard".formatted(out));
    }
    OutputOptions.refuse("out", out, scenarioOptions.inputs());
    OutputOptions.refuse("out", out, scenarios);
    OutputOptions.checkFolder(out);
  }

  private ScenarioSource open(Optional<ScenarioSpace> space) {
    if (space.isPresent()) {
      return new GeneratedScenarios(space.get());
    }
    return StandardInput.isMeant(scenarios)
        ? FileScenarios.of(
            StandardInput.open("scenarios", StandardInput.SIGN),
            0,
            LineFormat.JSON,
            StandardInput.NAME)
        : FileScenarios.open(path());
  }

  private Path path() {
    if (scenarios.isBlank()) {
      throw new InvalidFieldException("scenarios", "SCENARIOS must name a file but is blank");
    }
    try {
      return Path.of(scenarios);
    } catch (InvalidPathException e) {
      throw new InvalidFieldException("scenarios", "SCENARIOS: not a path: " + e.getReason());
    }
  }

  private BatchPlanner planner(
      ScenarioSource source, ScenarioDefaults defaults, Optional<ScenarioSpace> space) {
    ScenarioLines lines =
        source instanceof FileScenarios file ? file.lines() : ScenarioLines.json();
    LineFormat results = out == null ? LineFormat.JSON : LineFormat.of(out.toString());
    return BatchPlanner.of(lines, defaults, inputs, space, results);
  }

  private BatchRun.Result run(BatchPlanner planner, ScenarioSource source, Optional<Shard> shard)
      throws IOException {
    ProgressLine line = ProgressLine.start(spec.commandLine().getErr());
    BatchProgress progress = new BatchProgress(line::begin);
    int cores = Runtime.getRuntime().availableProcessors();
    BatchRun run =
        new BatchRun(
            planner, threads == null ? cores : threads, interruption::isRequested, progress::show);
    try {
      if (isFile()) {
        return run.toFile(source, shard, out, settings(), inputs::checksums, resume);
      }
      if (out == null) {
        return run.toStream(source, spec.commandLine().getOut());
      }
      try (PrintWriter stream = new PrintWriter(Files.newBufferedWriter(out))) {
        return run.toStream(source, stream);
      }
    } finally {
      line.stop();
    }
  }

  /** Whether results go to a file that can be replaced, and not to a pipe or device. */
  private boolean isFile() {
    return out != null && (Files.isRegularFile(out) || Files.notExists(out));
  }

  /** The options that change results. */
  private SortedMap<String, String> settings() throws IOException {
    SortedMap<String, String> settings = new TreeMap<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!HOW.contains(option.longestName())) {
        settings.put(option.longestName(), String.join(" ", option.originalStringValues()));
      }
    }
    settings.put("results", LineFormat.of(out.toString()).name());
    if (scenarioOptions.exitsName() != null) {
      settings.put("exits", Sha256.of(Path.of(scenarioOptions.exitsName())));
    }
    return settings;
  }

  private int print(BatchRun.Result result, long start) {
    BatchSummary summary = result.summary();
    double seconds = (System.nanoTime() - start) / NS_PER_S;
    OptionalDouble shown = noTiming ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    PrintWriter err = spec.commandLine().getErr();
    if (out != null) {
      SummaryOutput.print(
          format,
          summary,
          result.isComplete(),
          shown,
          summary.scenarios() - result.resumed(),
          spec.commandLine());
    }
    if (!result.isComplete()) {
      err.println(
          out == null
              ? "interrupted: the results are partial"
              : "interrupted: what is planned is kept; --resume goes on");
      return ExitCodes.FAILED;
    }
    return shardText != null
        ? ExitCodes.DONE
        : BatchExit.code(summary, scenarios == null ? "--random" : scenarios, err);
  }
}
