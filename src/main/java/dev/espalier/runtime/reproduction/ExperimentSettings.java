package dev.espalier.runtime.reproduction;

import dev.espalier.internal.Checks;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How experiments are run.
 *
 * @param samples number of samples of each setting
 * @param seed seed of what is drawn
 * @param pictures pictures of handwritten digits for B-LeNet, {@code .npy} or IDX; empty for random
 *     ones that leave where its log says
 * @param labels their classes; empty if they are not known
 * @param mainClass qualified name of the main class of the program whose agents stand in for edge
 *     and cloud
 */
public record ExperimentSettings(
    int samples, long seed, Optional<Path> pictures, Optional<Path> labels, String mainClass) {

  /**
   * @throws IllegalArgumentException if there are fewer than two samples, which have no interval
   */
  public ExperimentSettings {
    Checks.count("experiment", "samples", samples, 2);
    Checks.name("experiment", "mainClass", mainClass);
  }
}
