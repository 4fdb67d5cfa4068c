package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.option.ExitOptions;
import dev.espalier.cli.option.ModelOptions;
import dev.espalier.cli.option.OutputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.io.json.ModelFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.study.sweep.ExitPick;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a network as a JSON model file. */
@Command(
    name = "import",
    description =
        "Imports a network, such as an ONNX file, and writes it as a JSON model file: layers,"
            + " operations, tensors and exits.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
  @Mixin private ModelOptions model;
  @Mixin private ExitOptions exitOptions;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "With --exits: threshold of all side exits.")
  private Double threshold;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    output.refuse(model.name(), exitOptions.fileName());
    checkExitOptions();
    PrintWriter err = spec.commandLine().getErr();
    BranchyNet net = measured(model.read(err, true, exitOptions.areGiven()));
    output.write(ModelFile.write(net), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private void checkExitOptions() {
    if (!exitOptions.areGiven()) {
      exitOptions.refuse();
      if (threshold != null) {
        throw new InvalidFieldException("threshold", "--threshold needs --exits FILE");
      }
    } else if (threshold == null) {
      throw new InvalidFieldException(
          "threshold",
          "--exits needs --threshold T, on which the probabilities of the exits depend");
    } else if (model.areExitsGiven()) {
      throw new InvalidFieldException("exits", "--exit and --exits exclude each other");
    }
  }

  /** The network with the measured probabilities, if there are any. */
  private BranchyNet measured(BranchyNet net) {
    if (!exitOptions.areGiven()) {
      return net;
    }
    ExitData data = exitOptions.read(net, Optional.empty());
    List<String> conditions = exitOptions.conditions(data);
    if (conditions.size() > 1) {
      throw new InvalidFieldException(
          "condition", "--condition must name one of %s".formatted(String.join(", ", conditions)));
    }
    return net.withProbabilities(probabilities(data, conditions.get(0)));
  }

  private double[] probabilities(ExitData data, String condition) {
    try {
      return new ExitPick(data, Optional.of(condition), OptionalDouble.of(threshold))
          .behavior()
          .orElseThrow()
          .probabilities();
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("threshold", "--threshold: " + e.getMessage());
    }
  }
}
