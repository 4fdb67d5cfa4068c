package dev.espalier.spark;

import dev.espalier.cli.Execution;
import dev.espalier.cli.command.batch.BatchExit;
import dev.espalier.cli.command.batch.SummaryOutput;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.cli.option.batch.ScenarioOptions;
import dev.espalier.cli.option.batch.SourceOptions;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.ScenarioSpace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The job that plans a batch on Apache Spark: {@code spark-submit --class
 * dev.espalier.spark.BatchJob espalier.jar}. It takes the scenarios and options of the command
 * {@code batch} and writes the same bytes.
 */
@Command(
    name = "BatchJob",
    customSynopsis =
        "spark-submit --class dev.espalier.spark.BatchJob espalier.jar --out FILE [OPTIONS]",
    description = {
      "Plans many scenarios on Apache Spark. Scenarios, options and results are those of the"
          + " command batch.",
      "A FILE without a scheme such as hdfs:// is one of the driver; that of the scenarios must be"
          + " there on the workers, too."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BatchJob implements Callable<Integer> {
  private static final double NS_PER_S = 1e9;

  /** Longer than the letter of a drive. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "File of scenarios: JSON lines, or CSV if its name ends with .csv.")
  private String scenarios;

  @Mixin private SourceOptions sourceOptions;
  @Mixin private ScenarioOptions scenarioOptions;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "File of the results: CSV if its name ends with .csv, else JSON lines.")
  private String out;

  @Option(names = "--no-timing", description = "Omit times from the summary.")
  private boolean noTiming;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  private final FileInputs inputs = new FileInputs();

  private BatchJob() {}

  /** Runs the job. */
  public static void main(String[] args) {
    Execution.main(new BatchJob(), args);
  }

  /** A job of these arguments, which is not run. */
  static BatchJob parsed(List<String> arguments) {
    BatchJob job = new BatchJob();
    Execution.prepared(new CommandLine(job)).parseArgs(arguments.toArray(new String[0]));
    return job;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    check();
    ScenarioDefaults defaults = defaults(inputs);
    Optional<ScenarioSpace> space = space(defaults);
    BatchSummary summary = run(settings(), space);
    double seconds = (System.nanoTime() - start) / NS_PER_S;
    OptionalDouble shown = noTiming ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    CommandLine line = spec.commandLine();
    SummaryOutput.print(format, summary, true, shown, summary.scenarios(), line);
    return BatchExit.code(summary, scenarios, line.getErr());
  }

  private void check() {
    sourceOptions.checkBeside(scenarios, "--scenarios");
    if (!hasScheme(out)) {
      OutputOptions.refuse("out", InputOptions.path("out", out), scenarioOptions.inputs());
      OutputOptions.refuse("out", InputOptions.path("out", out), scenarios);
      OutputOptions.checkFolder(InputOptions.path("out", out));
    }
  }

  /** Whether a file has the scheme of a file system in front, as {@code hdfs://} is. */
  static boolean hasScheme(String file) {
    return SCHEME.matcher(file).lookingAt();
  }

  /** What holds for the scenarios that say nothing else. */
  ScenarioDefaults defaults(ScenarioInputs from) {
    return scenarioOptions.defaults(from);
  }

  /** What is generated; empty if scenarios have a file. */
  Optional<ScenarioSpace> space(ScenarioDefaults defaults) {
    return sourceOptions.areGenerated()
        ? sourceOptions.space(ScenarioOptions.base(defaults), scenarioOptions.seed())
        : Optional.empty();
  }

  /** The format of the results. */
  LineFormat results() {
    return LineFormat.of(out);
  }

  private WorkerPlanner.Settings settings() {
    ShippedInputs shipped = new ShippedInputs();
    String[] named = scenarioOptions.inputs();
    if (named[0] != null) {
      shipped.addModel(named[0], inputs);
    }
    if (named[1] != null) {
      shipped.addCatalog(named[1], inputs);
    }
    String exits = scenarioOptions.exitsName();
    return new WorkerPlanner.Settings(
        List.copyOf(spec.commandLine().getParseResult().originalArgs()),
        exits == null ? null : shipped.addFile(InputOptions.path("exits", exits)),
        shipped,
        0,
        null,
        UUID.randomUUID().toString());
  }

  private BatchSummary run(WorkerPlanner.Settings settings, Optional<ScenarioSpace> space) {
    OptionalLong generated =
        space.map(each -> OptionalLong.of(each.size())).orElseGet(OptionalLong::empty);
    try (SparkBatch batch = SparkBatch.start(inputs)) {
      return batch.run(settings, generated, scenarios, out);
    } catch (NoClassDefFoundError e) {
      throw new RuntimeFailedException(
          "Apache Spark is missing, which runs this job: start it with spark-submit");
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write %s: %s".formatted(out, OutputOptions.reason(e)));
    }
  }
}
