package dev.espalier.runtime.sample;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.tensor.TensorFile;
import dev.espalier.io.tensor.TensorValues;
import java.nio.file.Path;

/** The class of each sample. */
public final class Labels {
  private final TensorValues values;

  private Labels(TensorValues values) {
    this.values = values;
  }

  /**
   * Reads labels from a file of integers, {@code .npy} or IDX.
   *
   * @param samples number of samples that need one
   * @throws InvalidFileException if the file cannot be read, or does not hold one integer a sample
   *     for all of them
   */
  public static Labels read(Path path, int samples) {
    TensorValues values = TensorFile.read(path);
    if (values.type().label().contains("float")) {
      throw new InvalidFileException(
          "%s: expected integers as labels but found %s".formatted(path, values.type().label()));
    }
    if (values.shape().stream().skip(1).anyMatch(extent -> extent != 1)) {
      throw new InvalidFileException(
          "%s: expected one label a sample but found shape %s".formatted(path, values.shape()));
    }
    if (values.elements() < samples) {
      throw new InvalidFileException(
          "%s: expected a label for each of %d samples but found %d"
              .formatted(path, samples, values.elements()));
    }
    return new Labels(values);
  }

  /** Whether a sample is of a class. */
  public boolean isCorrect(int sample, int prediction) {
    return values.integer(sample) == prediction;
  }
}
