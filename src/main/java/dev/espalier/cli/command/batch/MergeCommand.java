package dev.espalier.cli.command.batch;

import dev.espalier.batch.ShardMerge;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.option.FormatOption;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.internal.FileReplacement;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the results of a batch from those of its shards. */
@Command(
    name = "merge",
    description =
        "Checks that all shards of a batch are there, complete and undamaged, and writes the"
            + " results that the batch has without shards, byte for byte.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class MergeCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "SHARD",
      description = "Files of all shards, in any order.")
  private List<Path> shards;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Write the results to FILE, and a summary to standard output.")
  private Path out;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    OutputOptions.refuse("out", out, shards.stream().map(Path::toString).toArray(String[]::new));
    OutputOptions.checkFolder(out);
    ShardMerge merge = ShardMerge.of(shards);
    try {
      FileReplacement.write(out, path -> write(merge, path));
    } catch (IOException e) {
      throw new OutputFailedException(
          "cannot write %s: %s".formatted(out, OutputOptions.reason(e)));
    }
    SummaryOutput.print(
        format, merge.summary(), true, OptionalDouble.empty(), 0, spec.commandLine());
    return ExitCodes.DONE;
  }

  private static void write(ShardMerge merge, Path path) throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(path))) {
      merge.writeTo(stream);
    }
  }
}
