package dev.espalier.runtime.verify;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.runtime.Chain;
import dev.espalier.runtime.ExitDecision;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.segment.SegmentExit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects at which exits samples left. */
final class Departures {
  private final Optional<Labels> labels;
  private final Map<String, Leaving> leaving = new LinkedHashMap<>();
  private final boolean arePossible;
  private int deviating;

  private static final class Leaving {
    private final List<Integer> samples = new ArrayList<>();
    private int correct;
  }

  Departures(List<SegmentExit> exits, Optional<Labels> labels) {
    this.labels = labels;
    exits.forEach(exit -> leaving.put(exit.name(), new Leaving()));
    arePossible =
        labels.isPresent() || exits.stream().anyMatch(exit -> exit.rule().threshold().isPresent());
  }

  /** Whether an exit has a threshold, or labels demand that each sample leaves somewhere. */
  boolean arePossible() {
    return arePossible;
  }

  /**
   * Adds a sample.
   *
   * @param run its run up to the exit at which it left
   * @param expected answers of the whole model
   */
  void add(int sample, Chain.Run run, Map<String, TensorValues> expected, double tolerance) {
    SegmentExit taken = run.exit().orElseThrow();
    Leaving exit = leaving.get(taken.name());
    exit.samples.add(sample);
    if (labels.isPresent()
        && labels.get().isCorrect(sample, ExitDecision.prediction(taken, run.produced()))) {
      exit.correct++;
    }
    if (!ExitTally.deviation(taken, expected, run.produced()).isWithin(tolerance)) {
      deviating++;
    }
  }

  Verification.EarlyExits result() {
    List<Verification.Leaving> exits = new ArrayList<>();
    leaving.forEach(
        (name, exit) ->
            exits.add(new Verification.Leaving(name, exit.samples, correct(exit.correct))));
    int sum = leaving.values().stream().mapToInt(exit -> exit.correct).sum();
    return new Verification.EarlyExits(exits, correct(sum), deviating);
  }

  private OptionalInt correct(int number) {
    return labels.isPresent() ? OptionalInt.of(number) : OptionalInt.empty();
  }
}
