package dev.espalier.study.run;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The way of one sample through the network.
 *
 * @param sample number of the sample, from 0
 * @param exit name of the exit at which the sample left; the final one where it reached no
 *     threshold, even if the answer of an earlier exit counts; empty if the sample failed
 * @param prediction the class that was predicted; empty if it failed or the answer is no class
 * @param isCorrect whether that is its label; empty where labels are not known
 * @param startMs when the source had it, ms since the run began; at a fixed rate, when it was due
 * @param endMs when the answer was at the sink, or at the exit's device where there is no sink;
 *     when the sample failed
 * @param attempts number of times it was sent or resumed, at least 1
 * @param failure why it failed; empty if it was answered
 */
public record SampleRun(
    long sample,
    Optional<String> exit,
    OptionalInt prediction,
    Optional<Boolean> isCorrect,
    double startMs,
    double endMs,
    int attempts,
    Optional<String> failure) {

  /** Whether there is an answer. */
  public boolean isAnswered() {
    return exit.isPresent();
  }

  /** Time from source to sink, ms. */
  public double latencyMs() {
    return endMs - startMs;
  }
}
