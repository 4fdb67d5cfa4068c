package dev.espalier.cost.table;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.SliceUse;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import java.util.Locale;

/** Unweighted times and bytes of a problem by index: what all cost models are made of. */
final class TimeTables {
  /** Maximum time of a device for the whole network, ms: sums stay exact far below 1e-9. */
  private static final double MAX_TOTAL_MS = 1e18;

  private final PlanningProblem problem;
  private final Linearization net;
  private final int length;
  private final double[] payloadBytes;

  /** Per device, compute time by position, ms. */
  private final double[][] layerMs;

  private final PrefixSums[] computeMs;
  private final LinkTable links;

  TimeTables(PlanningProblem problem) {
    this.problem = problem;
    net = problem.linearization();
    length = net.length();
    payloadBytes = new double[length];
    for (int i = 0; i < length; i++) {
      payloadBytes[i] = net.payloadBytes(i);
    }
    layerMs = new double[problem.devices().size()][length];
    computeMs = new PrefixSums[layerMs.length];
    for (int d = 0; d < layerMs.length; d++) {
      Device device = problem.devices().get(d);
      for (int i = 0; i < length; i++) {
        layerMs[d][i] = ComputeTime.ms(problem, device, i);
      }
      computeMs[d] = new PrefixSums(layerMs[d]);
      checkTotal(device, computeMs[d].sum(0, length));
    }
    links = new LinkTable(problem);
  }

  private void checkTotal(Device device, double totalMs) {
    if (!(totalMs <= MAX_TOTAL_MS)) {
      throw new InvalidFieldException(
          "devices",
          String.format(
              Locale.ROOT,
              "device \"%s\": it would run model \"%s\" for %.3g ms; rates and measured times must"
                  + " keep that below 1e18 ms (leave out a device that cannot run it)",
              device.name(),
              net.net().name(),
              totalMs));
    }
  }

  int length() {
    return length;
  }

  int deviceCount() {
    return layerMs.length;
  }

  double layerMs(int device, int position) {
    return layerMs[device][position];
  }

  /** Compute time of the positions [from, to) on a device, ms. */
  double computeMs(int device, int from, int to) {
    return computeMs[device].sum(from, to);
  }

  double sliceOverheadMs(int device) {
    return problem.devices().get(device).sliceOverheadMs();
  }

  /** Payload by boundary, bytes; not to be written to. */
  double[] payloadBytes() {
    return payloadBytes;
  }

  LinkTable links() {
    return links;
  }

  double linkLatencyMs(int from, int to) {
    return links.latencyMs(from, to);
  }

  double linkMsPerByte(int from, int to) {
    return links.msPerByte(from, to);
  }

  /** Time to bring the payload of a boundary from one device to another, ms. */
  double transferMs(int from, int to, int boundary) {
    return links.transferMs(from, to, payloadBytes[boundary]);
  }

  /** Whether a device gets the model input over a link, if it runs the first slice. */
  boolean isFed(int device) {
    return problem.source().filter(source -> !source.equals(name(device))).isPresent();
  }

  /** Whether a device sends results over a link. */
  boolean isDrained(int device) {
    return problem.sink().filter(sink -> !sink.equals(name(device))).isPresent();
  }

  double inputBytes() {
    return net.inputBytes();
  }

  /** Time to bring the model input from the source to a device, ms. */
  double entryMs(int device) {
    return SliceUse.entryMs(problem, name(device));
  }

  /** Time to bring the output of an exit from a device to the sink, ms. */
  double resultMs(int device, int exit) {
    return SliceUse.resultMs(problem, name(device), exit);
  }

  double resultBytes(int exit) {
    return net.resultBytes(exit);
  }

  int exitPosition(int exit) {
    return net.exitPosition(exit);
  }

  private String name(int device) {
    return problem.devices().get(device).name();
  }
}
