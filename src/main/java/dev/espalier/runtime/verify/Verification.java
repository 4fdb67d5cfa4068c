package dev.espalier.runtime.verify;

import dev.espalier.runtime.RunSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the segments of a plan compare with the whole model.
 *
 * @param model name of the model
 * @param slices number of slices
 * @param segments number of segments
 * @param samples number of samples that were run
 * @param settings how they were run
 * @param tolerance of deviations in relation to the range of an output; 0 demands equal bits
 * @param exits the deployed exits in the order in which they are reached
 * @param firstDifference the first tensor in the order of the chain that differs by more than the
 *     tolerance, if an exit does
 * @param early what happened when the samples left at exits; empty where no exit has a threshold
 */
public record Verification(
    String model,
    int slices,
    int segments,
    int samples,
    RunSettings settings,
    double tolerance,
    List<ExitResult> exits,
    Optional<Difference> firstDifference,
    Optional<EarlyExits> early) {

  /** Copies the list. */
  public Verification {
    exits = List.copyOf(exits);
  }

  /**
   * An exit of the chain beside that of the whole model.
   *
   * @param exit its name
   * @param identicalSamples number of samples for which all bits are equal
   * @param absolute largest difference of two elements
   * @param relative the largest one in relation to the range of the whole model's output
   * @param isWithin whether all samples are within the tolerance
   */
  public record ExitResult(
      String exit, int identicalSamples, double absolute, double relative, boolean isWithin) {}

  /**
   * A tensor that differs.
   *
   * @param tensor its name
   * @param segment number of the segment that produced it
   * @param device its device
   * @param sample the first sample with a difference
   * @param absolute largest difference of two elements
   * @param relative the same in relation to the range of the elements
   */
  public record Difference(
      String tensor, int segment, String device, int sample, double absolute, double relative) {}

  /**
   * Where the samples left.
   *
   * @param exits the exits with the numbers of samples that left there
   * @param correct number of samples whose class was predicted; empty without labels
   * @param deviating number of samples whose answer is not that of the whole model's exit
   */
  public record EarlyExits(List<Leaving> exits, OptionalInt correct, int deviating) {
    /** Copies the list. */
    public EarlyExits {
      exits = List.copyOf(exits);
    }
  }

  /**
   * The samples that left at an exit.
   *
   * @param exit its name
   * @param samples their indices
   * @param correct how many of them were predicted correctly; empty without labels
   */
  public record Leaving(String exit, List<Integer> samples, OptionalInt correct) {
    /** Copies the list. */
    public Leaving {
      samples = List.copyOf(samples);
    }
  }

  /** Whether the chain computes what the whole model does. */
  public boolean isConfirmed() {
    return exits.stream().allMatch(ExitResult::isWithin)
        && early.map(EarlyExits::deviating).orElse(0) == 0;
  }
}
