package dev.espalier.runtime;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Softmax;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.segment.SegmentExit;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Decides from the answer of an exit whether a sample leaves there: its certainty by the criterion
 * of the exit is compared with the threshold of the exit. An exit without a threshold is left by no
 * sample, and so is one whose answer is not a number.
 *
 * @param fallback criterion of exits that have none of their own
 */
public record ExitDecision(Criterion fallback) {

  /** Whether a sample leaves at an exit with what has been produced for it. */
  public boolean leaves(SegmentExit exit, Map<String, TensorValues> produced) {
    OptionalDouble threshold = exit.rule().threshold();
    if (threshold.isEmpty()) {
      return false;
    }
    Criterion criterion = criterion(exit);
    return criterion.leaves(certainty(criterion, exit, produced), threshold.getAsDouble());
  }

  /**
   * Whether one answer for a sample is more certain than another one, by the criterion of its exit.
   * An answer that is not a number is never more certain.
   */
  public boolean isMoreCertain(
      SegmentExit exit,
      Map<String, TensorValues> answer,
      SegmentExit other,
      Map<String, TensorValues> otherAnswer) {
    Criterion criterion = criterion(exit);
    double certainty = certainty(criterion, exit, answer);
    double otherCertainty = certainty(criterion, other, otherAnswer);
    return Double.isNaN(otherCertainty) && !Double.isNaN(certainty)
        || criterion.isMoreCertain(certainty, otherCertainty);
  }

  private Criterion criterion(SegmentExit exit) {
    return exit.rule().criterion().orElse(fallback);
  }

  /**
   * The class that an exit predicts: that of the greatest score, the first of equals.
   *
   * @throws RuntimeFailedException if the exit has several tensors as its answer
   */
  public static int prediction(SegmentExit exit, Map<String, TensorValues> produced) {
    double[] scores = scores(exit, produced);
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      if (scores[k] > scores[best]) {
        best = k;
      }
    }
    return best;
  }

  private static double[] scores(SegmentExit exit, Map<String, TensorValues> produced) {
    if (exit.outputs().size() != 1) {
      throw new RuntimeFailedException(
          "exit \"%s\": a threshold needs one tensor of class scores but its answer is %d tensors: %s"
              .formatted(exit.name(), exit.outputs().size(), String.join(", ", exit.outputs())));
    }
    TensorValues answer = produced.get(exit.outputs().get(0));
    double[] scores = new double[answer.elements()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = answer.number(k);
    }
    return scores;
  }

  /** NaN where one of the scores is. */
  private static double certainty(
      Criterion criterion, SegmentExit exit, Map<String, TensorValues> produced) {
    double[] scores = scores(exit, produced);
    double[] logits = scores.clone();
    for (int k = 0; k < logits.length; k++) {
      if (Double.isNaN(logits[k])) {
        return Double.NaN;
      }
      if (exit.scores() == SegmentExit.Scores.PROBABILITIES) {
        logits[k] = Math.log(scores[k]);
      }
    }
    Softmax softmax = Softmax.of(logits, 1);
    return criterion == Criterion.CONFIDENCE ? softmax.confidence() : softmax.entropy();
  }
}
