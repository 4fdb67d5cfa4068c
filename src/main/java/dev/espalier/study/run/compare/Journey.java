package dev.espalier.study.run.compare;

import dev.espalier.study.run.Hop;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.SampleRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The way of a sample that was answered as planned: by the planned stages, at the first attempt.
 *
 * @param sample the sample
 * @param exit the exit at which it left
 * @param legs its legs in order, at least one
 */
record Journey(SampleRun sample, PredictedExit exit, List<Leg> legs) {

  /** The samples of a run that were answered as planned, in order of their numbers. */
  static List<Journey> of(RunPrediction prediction, RunMeasurement run) {
    Map<Long, List<Hop>> hops = new HashMap<>();
    run.hops()
        .forEach(hop -> hops.computeIfAbsent(hop.sample(), any -> new ArrayList<>()).add(hop));
    List<Journey> journeys = new ArrayList<>();
    for (SampleRun sample : run.samples()) {
      List<Hop> way = hops.getOrDefault(sample.sample(), new ArrayList<>());
      way.sort(Comparator.comparingInt(Hop::place));
      if (sample.isAnswered() && sample.attempts() == 1) {
        PredictedExit exit = prediction.exit(sample.exit().orElseThrow());
        if (isAsPlanned(way, exit, run)) {
          journeys.add(new Journey(sample, exit, Leg.of(sample, exit, way, run)));
        }
      }
    }
    return journeys;
  }

  /** Whether the hops are at planned stages and run all segments up to the exit, each once. */
  private static boolean isAsPlanned(List<Hop> way, PredictedExit exit, RunMeasurement run) {
    if (!isWhole(way, run)) {
      return false;
    }
    int segment = 0;
    for (Hop hop : way) {
      int index = run.stages().indexOf(run.stage(hop));
      boolean followsOn = !hop.isComputed() || hop.firstSegment() == segment;
      if (index != hop.stage() || !followsOn) {
        return false;
      }
      segment += hop.segmentEndsMs().size();
    }
    return segment == exit.segment() + 1;
  }

  /** Whether no hop is missing: its time would count as that of another one. */
  private static boolean isWhole(List<Hop> way, RunMeasurement run) {
    if (way.isEmpty() || !run.stages().get(0).isSlice() && way.get(0).stage() != 0) {
      return false;
    }
    for (int i = 0; i < way.size() - 1; i++) {
      if (way.get(i).to() != way.get(i + 1).stage()) {
        return false;
      }
    }
    return way.get(way.size() - 1).to() < 0;
  }

  /** Latency, ms. */
  double latencyMs() {
    return sample.latencyMs();
  }
}
