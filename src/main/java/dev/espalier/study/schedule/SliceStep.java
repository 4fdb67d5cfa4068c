package dev.espalier.study.schedule;

import java.util.List;

/**
 * A slice in the run of a sample.
 *
 * @param device name of the device that runs it
 * @param from first position
 * @param to position after the last one
 * @param reach probability that a sample gets to the first position
 * @param arrivedMs when its input has arrived and it begins, ms after the start of the sample
 * @param computeMs time to compute all of it, ms
 * @param expectedComputeMs mean compute time over all samples, ms
 * @param exits its exits, in the order of their positions
 */
public record SliceStep(
    String device,
    int from,
    int to,
    double reach,
    double arrivedMs,
    double computeMs,
    double expectedComputeMs,
    List<ExitMoment> exits) {

  /**
   * When a sample leaves.
   *
   * @param exit name of the exit
   * @param position position of its layer
   * @param probability probability that a sample leaves there
   * @param computedMs when the exit is computed, ms after the start of the sample
   * @param latencyMs when its answer has arrived where it is due, ms after the start of the sample
   */
  public record ExitMoment(
      String exit, int position, double probability, double computedMs, double latencyMs) {}

  /** Copies the list. */
  public SliceStep {
    exits = List.copyOf(exits);
  }

  /** When all of it is computed, ms after the start of a sample that runs all of it. */
  public double computedMs() {
    return arrivedMs + computeMs;
  }
}
