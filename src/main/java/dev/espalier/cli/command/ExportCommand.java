package dev.espalier.cli.command;

import dev.espalier.cli.console.ExitCodes;
import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.option.OutputFailedException;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.model.Exit;
import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.Architecture.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a built-in network as an ONNX file. */
@Command(
    name = "export",
    description = {
      "Writes a built-in network as an ONNX file that runs: float32, batches of one sample, each"
          + " exit an output of the graph.",
      "The weights are random, so what it computes is of no use, but its times and sizes are those"
          + " of the trained network."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "zoo:NAME",
      description = "The built-in network; inspect --help lists them.")
  private String model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "ONNX file to write.")
  private String out;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the weights (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path file = InputOptions.path("out", out);
    Architecture network = InputOptions.architecture(model);
    OnnxExport export = export(network);
    try {
      export.write(file, seed);
      report(network, export, Files.size(file), spec.commandLine().getOut());
    } catch (IOException e) {
      throw OutputFailedException.of(file, e);
    }
    return ExitCodes.DONE;
  }

  private OnnxExport export(Architecture network) {
    try {
      return OnnxExport.of(network);
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException("model", model + ": " + e.getMessage());
    }
  }

  private void report(Architecture network, OnnxExport export, long bytes, PrintWriter print) {
    print.printf(
        Locale.ROOT,
        "%s: %d nodes, %.3f million parameters, %.2f MB%n",
        out,
        export.nodes(),
        export.parameters() / 1e6,
        bytes / 1e6);
    List<Exit> sides = network.net().exits().subList(0, network.net().exits().size() - 1);
    if (!sides.isEmpty()) {
      print.printf(
          "ONNX has no probabilities of exits; for those of %s give%s%n",
          model,
          sides.stream()
              .map(exit -> " --exit %s=%s".formatted(exit.name(), exit.probability()))
              .collect(Collectors.joining()));
    }
    for (Architecture.Node node : network.nodes()) {
      if (node.operator() instanceof Operator.Block block) {
        List<String> names = block.nodes().stream().map(Architecture.Node::name).toList();
        print.printf(
            "layer \"%s\", which the network counts as one, is %d nodes: %s, and the sum of their"
                + " ends%n",
            node.name(), names.size() + 1, String.join(", ", names));
      }
    }
  }
}
