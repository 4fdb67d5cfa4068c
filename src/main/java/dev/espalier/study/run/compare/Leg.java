package dev.espalier.study.run.compare;

import dev.espalier.study.run.Hop;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sample spends at a stage and on the way to the next one, ms. All legs of a sample add up
 * to its latency.
 *
 * @param hop what happened at the stage
 * @param stage the stage
 * @param queueMs waiting for the device, and for the connection where the sample goes on; at the
 *     first stage, also from when the sample was due
 * @param copyMs deciding whether the sample leaves, and copying
 * @param wireMs time on the wire; 0 where the sample stays on the device
 * @param link {@linkplain PredictedTransfer#name name} of the transfer; empty where the sample
 *     stays on the device
 */
record Leg(
    Hop hop, Stage stage, double queueMs, double copyMs, double wireMs, Optional<String> link) {

  /**
   * The legs of an answered sample.
   *
   * @param exit the exit at which it left
   * @param hops its hops in order, at least one
   */
  static List<Leg> of(SampleRun sample, PredictedExit exit, List<Hop> hops, RunMeasurement run) {
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      double queueMs = hop.begunMs() - (i == 0 ? sample.startMs() : hop.arrivedMs());
      boolean isLast = i == hops.size() - 1;
      double endMs = isLast ? sample.endMs() : hops.get(i + 1).arrivedMs();
      Optional<Stage> receiver = run.receiver(hop);
      Stage stage = run.stage(hop);
      legs.add(
          receiver.isPresent()
              ? sent(hop, stage, receiver.get(), queueMs, endMs, answer(hop, exit))
              : new Leg(hop, stage, queueMs, endMs - hop.lastSegmentEndMs(), 0, Optional.empty()));
    }
    return legs;
  }

  /** Name of the exit if its answer is sent, and no tensors for other segments. */
  private static String answer(Hop hop, PredictedExit exit) {
    boolean isAnswer = hop.isComputed() && hop.endSegment() == exit.segment() + 1;
    return isAnswer ? exit.name() : "";
  }

  private static Leg sent(
      Hop hop, Stage stage, Stage receiver, double queueMs, double endMs, String answer) {
    double waitMs = queueMs + hop.sentMs() - hop.readyMs();
    if (receiver.device().equals(stage.device())) {
      double copyMs = endMs - hop.sentMs() + hop.readyMs() - hop.lastSegmentEndMs();
      return new Leg(hop, stage, waitMs, copyMs, 0, Optional.empty());
    }
    return new Leg(
        hop,
        stage,
        waitMs,
        hop.readyMs() - hop.lastSegmentEndMs(),
        endMs - hop.sentMs(),
        Optional.of(PredictedTransfer.name(stage.device(), receiver.device(), answer)));
  }
}
