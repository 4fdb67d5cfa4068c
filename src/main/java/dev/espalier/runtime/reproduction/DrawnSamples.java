package dev.espalier.runtime.reproduction;

import dev.espalier.runtime.sample.ExitScript;
import dev.espalier.segment.Manifest;
import dev.espalier.study.run.RunMeasurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;

/**
 * Which sample of a run belongs to which condition, and where it leaves. Samples of all conditions
 * are sent in random order, so that what slows the machine down for a while slows all of them.
 */
final class DrawnSamples {
  private final List<Sample> samples = new ArrayList<>();
  private final boolean isDrawn;

  private record Sample(int condition, int exit) {}

  /**
   * @param manifests the manifest of each condition
   * @param seed equal seeds give equal samples
   */
  DrawnSamples(List<Condition> conditions, List<Manifest> manifests, long seed) {
    isDrawn = conditions.get(0).isDrawn();
    for (int c = 0; c < conditions.size(); c++) {
      int count = conditions.get(c).samples();
      ExitScript exits = ExitScript.drawn(manifests.get(c), count, seed);
      for (int i = 0; i < count; i++) {
        samples.add(new Sample(c, exits.exit(i)));
      }
    }
    Collections.shuffle(samples, new Random(seed));
  }

  /** Number of samples of all conditions. */
  int count() {
    return samples.size();
  }

  /** Where they leave. */
  ExitScript script() {
    return isDrawn ? sample -> samples.get((int) sample).exit() : ExitScript.NONE;
  }

  /** What was measured on the samples of a condition. */
  RunMeasurement of(int condition, RunMeasurement run) {
    LongPredicate isOfIt = sample -> samples.get((int) sample).condition() == condition;
    return new RunMeasurement(
        run.model(),
        run.deployments(),
        run.load(),
        run.samples().stream().filter(sample -> isOfIt.test(sample.sample())).toList(),
        run.hops().stream().filter(hop -> isOfIt.test(hop.sample())).toList(),
        run.incidents(),
        run.clocks(),
        List.of(),
        run.remarks(),
        run.isInterrupted());
  }
}
