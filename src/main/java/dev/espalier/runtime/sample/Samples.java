package dev.espalier.runtime.sample;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.tensor.TensorFile;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Inputs for one or more runs of a model. Reading one sample takes memory for it alone. */
public final class Samples {
  /** What one array holds. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

  private final int count;
  private final Map<String, Source> sources;

  /** Returns the value of one input for a sample. */
  @FunctionalInterface
  private interface Source {
    TensorValues sample(int index);
  }

  private Samples(int count, Map<String, Source> sources) {
    this.count = count;
    this.sources = sources;
  }

  /** Number of samples. */
  public int count() {
    return count;
  }

  /** The inputs of a sample by name. */
  public Map<String, TensorValues> sample(int index) {
    Map<String, TensorValues> values = new LinkedHashMap<>();
    sources.forEach((name, source) -> values.put(name, source.sample(index)));
    return values;
  }

  /**
   * Random samples: floating-point numbers from 0 to 1; integers 0 or 1, which are classes, words
   * and masks of any vocabulary; booleans.
   *
   * @throws InvalidFieldException if {@code count} is below 1 or an input's type is unknown
   */
  public static Samples random(List<ModelInput> inputs, int count, long seed) {
    Checks.count("verify", "samples", count, 1);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Source> sources = new LinkedHashMap<>();
    for (ModelInput input : inputs) {
      TensorSpec spec = known(input);
      long ownSeed = random.nextLong();
      sources.put(input.name(), i -> RandomTensor.of(spec, new SplittableRandom(ownSeed + i)));
    }
    return new Samples(count, sources);
  }

  /**
   * Samples from files, one behind another along the first axis. Axes of one element may be left
   * out. Bytes for an input of floating-point numbers are pixels: they are divided by 255.
   *
   * @param files file of each input, by name
   * @throws InvalidFileException if a file cannot be read, does not fit its input, or has another
   *     number of samples than the first one
   * @throws InvalidFieldException if a name is that of no input, or an input has no file
   */
  public static Samples read(List<ModelInput> inputs, Map<String, Path> files) {
    checkNames(inputs, files);
    Map<String, Source> sources = new LinkedHashMap<>();
    int count = -1;
    for (ModelInput input : inputs) {
      Path path = files.get(input.name());
      SampleFile file = SampleFile.of(path, TensorFile.read(path), known(input));
      if (count >= 0 && file.count() != count) {
        throw new InvalidFileException(
            "%s: expected %d samples, as for the other input, but found %d"
                .formatted(path, count, file.count()));
      }
      count = file.count();
      sources.put(input.name(), file::sample);
    }
    return new Samples(count, sources);
  }

  /** The first samples of these. */
  public Samples first(int number) {
    return new Samples(Math.min(number, count), sources);
  }

  private static void checkNames(List<ModelInput> inputs, Map<String, Path> files) {
    Map<String, Path> left = new HashMap<>(files);
    for (ModelInput input : inputs) {
      if (left.remove(input.name()) == null) {
        throw new InvalidFieldException(
            "inputs",
            "--inputs: input \"%s\" has no file; give one for each of %s"
                .formatted(input.name(), names(inputs)));
      }
    }
    left.keySet().stream()
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidFieldException(
                  "inputs",
                  "--inputs: the model has no input \"%s\"; it has %s"
                      .formatted(name, names(inputs)));
            });
  }

  private static String names(List<ModelInput> inputs) {
    return String.join(", ", inputs.stream().map(ModelInput::name).toList());
  }

  private static TensorSpec known(ModelInput input) {
    TensorSpec spec = input.tensor();
    if (spec.type().isEmpty() || spec.shape().isEmpty()) {
      throw new InvalidFieldException(
          "inputs",
          "input \"%s\": its type and shape must be in the manifest".formatted(spec.name()));
    }
    ElementType type = spec.type().get();
    if (type.bits() % Byte.SIZE != 0 || type.bits() > Long.SIZE) {
      throw new InvalidFieldException(
          "inputs",
          "input \"%s\": samples of type %s are not supported"
              .formatted(spec.name(), type.label()));
    }
    if (spec.bytes() > MAX_BYTES) {
      throw new InvalidFieldException(
          "inputs",
          "input \"%s\": a sample must have at most %d bytes but has %d"
              .formatted(spec.name(), MAX_BYTES, spec.bytes()));
    }
    return spec;
  }
}
