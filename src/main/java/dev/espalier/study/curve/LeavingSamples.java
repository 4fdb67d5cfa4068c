package dev.espalier.study.curve;

import dev.espalier.exit.Criterion;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/** Gathers the samples that leave at an exit. */
final class LeavingSamples {
  private final Mean mean = Mean.create();
  private final StandardDeviation deviation = StandardDeviation.create();
  private int count;
  private int correct;

  /**
   * Adds a sample.
   *
   * @param value the criterion's value by which it leaves
   */
  void add(double value, boolean isCorrect) {
    mean.accept(value);
    deviation.accept(value);
    count++;
    correct += isCorrect ? 1 : 0;
  }

  int count() {
    return count;
  }

  int correct() {
    return correct;
  }

  /**
   * What they amount to.
   *
   * @param exit the exit's name
   * @param samples number of all samples
   * @param criterion criterion of the values, outside whose range no interval reaches
   */
  ExitPoint point(String exit, int samples, Criterion criterion) {
    return new ExitPoint(
        exit,
        count,
        Estimate.ofProportion(count, samples),
        count == 0 ? Optional.empty() : Optional.of(Estimate.ofProportion(correct, count)),
        count == 0
            ? Optional.empty()
            : Optional.of(
                Estimate.ofMean(mean.getAsDouble(), deviation.getAsDouble(), count)
                    .within(0, criterion.maximum())));
  }
}
