package dev.espalier.cli.option.run;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.ModelInput;
import dev.espalier.runtime.sample.Samples;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a model is run on. */
public final class SampleOptions {
  private static final int RANDOM_SAMPLES = 3;

  @Option(
      names = "--inputs",
      paramLabel = "[NAME=]FILE",
      description =
          "Samples as .npy (NumPy) or IDX, one behind another along the first axis; with several"
              + " inputs a file for each, by name. Bytes for an input of floating-point numbers are"
              + " divided by 255. Without it: random samples.")
  private List<String> inputs = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Number of samples (default: all that --inputs has, or 3 random ones).")
  private Integer samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of random samples (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Whether files were given, so that the samples are not random. */
  public boolean areGiven() {
    return !inputs.isEmpty();
  }

  /** Seed of what is random. */
  public long seed() {
    return seed;
  }

  /** What may be the names of its files: with and without what stands before an equals sign. */
  public Stream<String> files() {
    return inputs.stream()
        .flatMap(input -> Stream.of(input, input.substring(input.indexOf('=') + 1)));
  }

  /**
   * The samples for the inputs of a model.
   *
   * @throws InvalidFieldException if an option names no input, an input twice, or is out of range
   */
  public Samples read(List<ModelInput> modelInputs) {
    if (samples != null && samples < 1) {
      throw new InvalidFieldException("samples", "--samples must be >= 1 but is " + samples);
    }
    if (inputs.isEmpty()) {
      return Samples.random(modelInputs, samples == null ? RANDOM_SAMPLES : samples, seed);
    }
    Samples all = Samples.read(modelInputs, files(modelInputs));
    return samples == null ? all : all.first(samples);
  }

  private Map<String, Path> files(List<ModelInput> modelInputs) {
    Map<String, Path> files = new HashMap<>();
    for (String input : inputs) {
      String name = name(input, modelInputs);
      String file = input.startsWith(name + "=") ? input.substring(name.length() + 1) : input;
      if (files.put(name, InputOptions.path("inputs", file)) != null) {
        throw new InvalidFieldException(
            "inputs", "--inputs: input \"%s\" has two files; expected one".formatted(name));
      }
    }
    return files;
  }

  private static String name(String input, List<ModelInput> modelInputs) {
    for (ModelInput known : modelInputs) {
      if (input.startsWith(known.name() + "=")) {
        return known.name();
      }
    }
    if (modelInputs.size() == 1) {
      return modelInputs.get(0).name();
    }
    String names = String.join(", ", modelInputs.stream().map(ModelInput::name).toList());
    throw new InvalidFieldException(
        "inputs",
        "--inputs %s: expected NAME=FILE with one of the inputs %s".formatted(input, names));
  }
}
