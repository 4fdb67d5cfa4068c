package dev.espalier.cli.option.run;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.runtime.reproduction.ExperimentSettings;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How the experiments of a paper are run for real. */
public final class ExperimentOptions {
  private static final int MIN_SAMPLES = 2;
  private static final int DEFAULT_SAMPLES = 200;
  private static final int MAX_SAMPLES = 100_000;

  @Option(
      names = "--measured",
      description =
          "pacheco2021: run figures 6 and 7 between two agents of this machine, over a link of 94"
              + " Mbps and 12.8 ms, and show the times beside their predictions.")
  private boolean isMeasured;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "With --measured: number of pictures of each setting (default: 200).")
  private Integer samples;

  @Option(
      names = "--inputs",
      paramLabel = "FILE",
      description =
          "With --measured: pictures of handwritten digits for B-LeNet, .npy or IDX, which leave by"
              + " their own confidence. Without it: random ones that leave where its log says.")
  private String inputs;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "With --inputs: their classes, .npy or IDX: adds accuracies.")
  private String labels;

  /**
   * Whether experiments are run.
   *
   * @throws InvalidFieldException if other options need that and they are not
   */
  public boolean areMeasured() {
    if (!isMeasured) {
      refuse("samples", samples);
      refuse("inputs", inputs);
      refuse("labels", labels);
    }
    return isMeasured;
  }

  private static void refuse(String option, Object value) {
    if (value != null) {
      throw new InvalidFieldException(option, "--%s needs --measured".formatted(option));
    }
  }

  /**
   * How they are run.
   *
   * @param spec the command that runs them
   * @throws InvalidFieldException if a number is out of range, or there are labels of no pictures
   */
  public ExperimentSettings settings(CommandSpec spec, long seed) {
    int number = samples == null ? DEFAULT_SAMPLES : samples;
    if (number < MIN_SAMPLES || number > MAX_SAMPLES) {
      throw new InvalidFieldException(
          "samples",
          "--samples must be from %d to %d but is %d".formatted(MIN_SAMPLES, MAX_SAMPLES, number));
    }
    if (labels != null && inputs == null) {
      throw new InvalidFieldException(
          "labels", "--labels needs --inputs: random pictures have no classes");
    }
    return new ExperimentSettings(
        number,
        seed,
        Optional.ofNullable(inputs).map(file -> InputOptions.path("inputs", file)),
        Optional.ofNullable(labels).map(file -> InputOptions.path("labels", file)),
        spec.root().userObject().getClass().getName());
  }
}
