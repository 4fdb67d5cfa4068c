package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Weighting;
import java.util.List;

/**
 * Use of a limit by a slice, straight from the definition in {@link SliceLimit}; linear in the
 * number of layers.
 */
public final class SliceUse {
  private SliceUse() {}

  /** Use of a limit by slice {@code k}, in the limit's unit. */
  public static double of(PlanningProblem problem, SliceLimit limit, List<Slice> slices, int k) {
    Slice slice = slices.get(k);
    Device device = problem.catalog().device(slice.device());
    SliceLimit.Rates rates = limit.rates(problem, device);
    Weighting weighting = limit.weighting(problem);
    Linearization net = problem.linearization();
    double use =
        rates.constant()
            + rates.perResidentByte() * residentBytes(net, slice.from(), slice.to())
            + rates.perBufferedByte() * bufferedBytes(problem, slice);
    if (rates.perComputeMs() > 0) {
      use += rates.perComputeMs() * computeMs(problem, slice, weighting);
    }
    if (rates.perTransferMs() > 0) {
      use += rates.perTransferMs() * transferMs(problem, slices, k, weighting);
    }
    return use;
  }

  /** Computing, receiving and sending of slice {@code k} in one full run, ms. */
  public static double busyMs(PlanningProblem problem, List<Slice> slices, int k) {
    Slice slice = slices.get(k);
    Device device = problem.catalog().device(slice.device());
    return computeMs(problem, slice, Weighting.FULL)
        + transferMs(problem, slices, k, Weighting.FULL);
  }

  /**
   * Weights of the positions [from, to) plus the largest set of tensors that is live while one of
   * them runs, bytes.
   */
  public static long residentBytes(Linearization net, int from, int to) {
    long weights = 0;
    long live = 0;
    for (int i = from; i < to; i++) {
      weights += net.layer(i).weightBytes();
      live = Math.max(live, net.liveBytes(i));
    }
    return weights + live;
  }

  /** Bytes of a message that the slice receives plus those of one that it sends. */
  static double bufferedBytes(PlanningProblem problem, Slice slice) {
    return receivedBytes(problem, slice.device(), slice.from())
        + sentBytes(problem, slice.device(), slice.to());
  }

  /** Bytes of the message that a slice from a position on receives, 0 if it receives none. */
  public static double receivedBytes(PlanningProblem problem, String device, int from) {
    if (from > 0) {
      return problem.linearization().payloadBytes(from);
    }
    boolean receives = problem.source().filter(source -> !source.equals(device)).isPresent();
    return receives ? problem.linearization().inputBytes() : 0;
  }

  /** Bytes of the message that a slice up to a position sends, 0 if it sends none. */
  public static double sentBytes(PlanningProblem problem, String device, int to) {
    Linearization net = problem.linearization();
    if (to < net.length()) {
      return net.payloadBytes(to);
    }
    boolean sends = problem.sink().filter(sink -> !sink.equals(device)).isPresent();
    return sends ? net.resultBytes(net.net().exits().size() - 1) : 0;
  }

  /** Time of computing a slice with its overheads, each layer with its weight, ms. */
  public static double computeMs(PlanningProblem problem, Slice slice, Weighting weighting) {
    Device device = problem.catalog().device(slice.device());
    Linearization net = problem.linearization();
    double ms = weighting.layer(net, slice.from()) * device.sliceOverheadMs();
    for (int i = slice.from(); i < slice.to(); i++) {
      ms += weighting.layer(net, i) * ComputeTime.ms(problem, device, i);
    }
    return ms;
  }

  /** Receiving and sending, results for the sink included. */
  private static double transferMs(
      PlanningProblem problem, List<Slice> slices, int k, Weighting weighting) {
    Linearization net = problem.linearization();
    Slice slice = slices.get(k);
    double[] exits = weighting.exits(net);
    double ms =
        k == 0
            ? weighting.layer(net, 0) * entryMs(problem, slice.device())
            : weighting.layer(net, slice.from()) * cutMs(problem, slices.get(k - 1), slice);
    if (k + 1 < slices.size()) {
      ms += weighting.layer(net, slice.to()) * cutMs(problem, slice, slices.get(k + 1));
    }
    for (int e = 0; e < net.net().exits().size(); e++) {
      int position = net.exitPosition(e);
      if (slice.from() <= position && position < slice.to()) {
        ms += exits[e] * resultMs(problem, slice.device(), e);
      }
    }
    return ms;
  }

  /** Unweighted time to bring the model input from the source to a device, ms. */
  public static double entryMs(PlanningProblem problem, String device) {
    double bytes = problem.linearization().inputBytes();
    return problem
        .source()
        .map(source -> TransferTime.ms(problem.catalog(), source, device, bytes))
        .orElse(0.0);
  }

  /** Unweighted time to bring the output of an exit from a device to the sink, ms. */
  public static double resultMs(PlanningProblem problem, String device, int exit) {
    Linearization net = problem.linearization();
    double bytes = net.resultBytes(exit);
    return problem
        .sink()
        .map(sink -> TransferTime.ms(problem.catalog(), device, sink, bytes))
        .orElse(0.0);
  }

  private static double cutMs(PlanningProblem problem, Slice before, Slice after) {
    return TransferTime.ms(
        problem.catalog(),
        before.device(),
        after.device(),
        problem.linearization().payloadBytes(after.from()));
  }
}
