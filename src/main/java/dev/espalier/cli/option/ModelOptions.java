package dev.espalier.cli.option;

import dev.espalier.cli.parse.Choices;
import dev.espalier.cli.parse.StandardInput;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.io.ExitProbabilities;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.ImportOptions.Granularity;
import dev.espalier.io.ImportedModel;
import dev.espalier.io.ImportedNode;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.Models;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ModelInput;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that name a network and say how it is imported. */
public final class ModelOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "M",
      description =
          "Model file (ONNX, or JSON as import writes it; - for standard input), or zoo:NAME for a built-in network:"
              + " b-lenet, b-alexnet, b-resnet110, b-resnet110-chain, b-alexnet-imagenet,"
              + " b-mobilenetv2, or b-mobilenetv2-N for N side exits, 1 to 10.")
  private String model;

  @Option(
      names = "--exit",
      paramLabel = "TENSOR=P",
      description =
          "Probability that a sample leaves at an exit; repeatable. Exits not named share the rest"
              + " equally.")
  private List<String> exits;

  @Option(
      names = "--input-bytes",
      paramLabel = "[NAME=]N",
      description =
          "Bytes that are sent for a model input, such as those of a JPEG file instead of its"
              + " tensor; repeatable where there are several inputs.")
  private List<String> inputBytes;

  @Option(
      names = "--final",
      split = ",",
      paramLabel = "TENSOR",
      description =
          "ONNX: the graph output that is the final exit, by default the last one listed; several"
              + " are one answer.")
  private List<String> finalExit;

  @Option(
      names = "--dim",
      split = ",",
      paramLabel = "NAME=N",
      description = "ONNX: extent of a symbolic dimension; repeatable.")
  private List<String> dims;

  @Option(
      names = "--granularity",
      paramLabel = "node|block",
      description =
          "ONNX: whether each node is a layer (default), or what is not worth cutting apart is"
              + " one.")
  private String granularity;

  /** Nodes of the file by layer, once it is read. */
  private Map<String, List<ImportedNode>> nodes = Map.of();

  /** Name of the network, a file or {@code zoo:NAME}. */
  public String name() {
    return model;
  }

  private boolean isBuiltIn() {
    return model.startsWith(InputOptions.ZOO);
  }

  /**
   * The file of the network, for commands that need its operators and weights.
   *
   * @throws InvalidFieldException if the network is a built-in one
   */
  public Path onnxFile() {
    if (isBuiltIn()) {
      throw new InvalidFieldException(
          "model",
          "--model %s: expected an ONNX file, as a built-in network has no weights; export it first"
              .formatted(model));
    }
    if (StandardInput.isMeant(model)) {
      throw new InvalidFieldException(
          "model", "--model -: expected an ONNX file, which is read more than once");
    }
    return InputOptions.path("model", model);
  }

  /** Whether probabilities of exits were given. */
  public boolean areExitsGiven() {
    return exits != null;
  }

  /** Whether what becomes one layer was given. */
  public boolean isGranularityGiven() {
    return granularity != null;
  }

  /** Whether what is not worth cutting apart becomes one layer. */
  boolean isOfBlocks() {
    return granularity() == Granularity.BLOCK;
  }

  /** Reads the network, and prints what was assumed about it. */
  public BranchyNet read(PrintWriter err) {
    return read(err, false, false);
  }

  /**
   * Reads the network, and prints warnings and what was assumed of its exits.
   *
   * @param inFull whether to print also what the whole network has, and what the import left out
   * @param hasExitData whether the probabilities of its exits are replaced by measured ones
   */
  public BranchyNet read(PrintWriter err, boolean inFull, boolean hasExitData) {
    ImportedModel read = read(importOptions());
    if (inFull) {
      read.totals().forEach(text -> print(err, "note", text));
      read.notes().forEach(text -> print(err, "note", text));
    }
    read.warnings().forEach(text -> print(err, "warning", text));
    if (!hasExitData) {
      read.assumedProbabilities().ifPresent(text -> print(err, "note", text));
    }
    nodes = read.nodes();
    return read.net();
  }

  /** The nodes of the file that each layer stands for; empty before it is read. */
  Map<String, List<ImportedNode>> nodes() {
    return nodes;
  }

  /** Prints a remark on the network. */
  public void print(PrintWriter err, String kind, String text) {
    err.printf("%s: %s: %s%n", kind, Printable.line(model), Printable.line(text));
  }

  private ImportedModel read(ImportOptions options) {
    try {
      if (!isBuiltIn()) {
        ImportedModel file = file(options);
        return file.withNet(sent(file.net()));
      }
      options.requireNetworkAsIs("--model " + model);
      BranchyNet net = builtIn();
      return ImportedModel.of(sent(ExitProbabilities.set(net, options.exitProbabilities())));
    } catch (InvalidFieldException e) {
      throw named(e);
    }
  }

  private ImportedModel file(ImportOptions options) {
    if (!StandardInput.isMeant(model)) {
      return Models.read(InputOptions.path("model", model), options);
    }
    try {
      return Models.read(StandardInput.open("model"), StandardInput.NAME, options);
    } catch (IOException e) {
      throw new InvalidFileException(StandardInput.NAME + ": cannot be read");
    }
  }

  private BranchyNet builtIn() {
    try {
      return Zoo.get(model.substring(InputOptions.ZOO.length()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException("model", "--model " + model + ": " + e.getMessage());
    }
  }

  /** Imports with these options; an error in an option's value names the option. */
  public <T> T naming(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidFieldException e) {
      throw named(e);
    }
  }

  /** An error in an option's value names the option. */
  private InvalidFieldException named(InvalidFieldException e) {
    boolean isOption = List.of("exit", "final", "dim", "input-bytes").contains(e.field());
    String option = "--" + (isOption ? e.field() : "model " + model);
    return e.getMessage().startsWith("--")
        ? e
        : new InvalidFieldException(e.field(), option + ": " + e.getMessage());
  }

  /** The options of the import. */
  public ImportOptions importOptions() {
    return importOptions(granularity());
  }

  /** The options of the import, with another granularity. */
  public ImportOptions importOptions(Granularity of) {
    ImportOptions.Builder builder = ImportOptions.builder().granularity(of);
    Optional.ofNullable(finalExit).ifPresent(builder::finalExit);
    pairs("dim", dims).forEach((name, text) -> builder.dim(name, count("dim", text, 1)));
    pairs("exit", exits)
        .forEach((name, text) -> builder.exitProbability(name, probability(name, text)));
    return builder.build();
  }

  private Granularity granularity() {
    if (granularity == null || granularity.equals("node")) {
      return Granularity.NODE;
    }
    if (granularity.equals("block")) {
      return Granularity.BLOCK;
    }
    throw Choices.none("granularity", granularity, "node", "block");
  }

  /** The network with its inputs sent as the options say. */
  public BranchyNet sent(BranchyNet net) {
    if (inputBytes == null) {
      return net;
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String text : inputBytes) {
      int equals = text.lastIndexOf('=');
      if (equals < 0 && net.inputs().size() > 1) {
        throw new InvalidFieldException(
            "input-bytes",
            "--input-bytes must be NAME=N as the model has several inputs (%s) but is \"%s\""
                .formatted(names(net), text));
      }
      String name = equals < 0 ? net.inputs().get(0).name() : text.substring(0, equals);
      sizes.put(name, count("input-bytes", text.substring(equals + 1), 0));
    }
    List<ModelInput> inputs = new ArrayList<>();
    for (ModelInput input : net.inputs()) {
      Long bytes = sizes.remove(input.name());
      inputs.add(bytes == null ? input : input.withSentBytes(bytes));
    }
    for (String unknown : sizes.keySet()) {
      throw new InvalidFieldException(
          "input-bytes",
          "--input-bytes: model input \"%s\" does not exist; expected one of %s%s"
              .formatted(
                  unknown,
                  names(net),
                  NearestName.hint(unknown, net.inputs().stream().map(ModelInput::name).toList())));
    }
    return net.withInputs(inputs);
  }

  private static String names(BranchyNet net) {
    return String.join(", ", net.inputs().stream().map(ModelInput::name).toList());
  }

  /** Values of the form NAME=VALUE; names may have an equals sign, values have none. */
  private static Map<String, String> pairs(String option, List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      int equals = text.lastIndexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new InvalidFieldException(
            option, "--%s must be NAME=VALUE but is \"%s\"".formatted(option, text));
      }
      if (pairs.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
        throw new InvalidFieldException(
            option, "--%s: \"%s\" is given twice".formatted(option, text.substring(0, equals)));
      }
    }
    return pairs;
  }

  private static long count(String option, String text, long minimum) {
    try {
      long value = Long.parseLong(text);
      if (value >= minimum && value <= 1L << 53) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range.
    }
    throw new InvalidFieldException(
        option,
        "--%s must be a whole number from %d to 2^53 but is \"%s\""
            .formatted(option, minimum, text));
  }

  private static double probability(String exit, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range.
    }
    throw new InvalidFieldException(
        "exit",
        "--exit: the probability of \"%s\" must be a number from 0 to 1 but is \"%s\""
            .formatted(exit, text));
  }
}
