package dev.espalier.segment;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.TransferTime;
import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicted times of segments and transfers, in their order. The overhead of a slice is charged to
 * its first segment. On a chain of one exit, all of them add up to the worst-case latency of the
 * plan, the transfers of source and sink aside.
 *
 * @param computeMs time of computing each segment, ms; empty where the devices are not known
 * @param transferMs time of each transfer, ms; empty where the links are not known
 */
public record Prediction(List<Double> computeMs, List<Double> transferMs) {
  /** Nothing is predicted. */
  public static final Prediction NONE = new Prediction(List.of(), List.of());

  /** Copies the lists. */
  public Prediction {
    computeMs = List.copyOf(computeMs);
    transferMs = List.copyOf(transferMs);
  }

  /** The times on the devices and links of a problem. */
  public static Prediction of(PlanningProblem problem, Segmentation segmentation) {
    List<Double> compute = new ArrayList<>();
    int lastSlice = -1;
    for (Segment segment : segmentation.segments()) {
      Device device = problem.catalog().device(segment.device());
      double layers =
          IntStream.range(segment.from(), segment.to())
              .mapToDouble(position -> ComputeTime.ms(problem, device, position))
              .sum();
      compute.add(layers + (segment.slice() == lastSlice ? 0 : device.sliceOverheadMs()));
      lastSlice = segment.slice();
    }
    List<Double> transfers =
        segmentation.transfers().stream()
            .map(sent -> TransferTime.ms(problem.catalog(), sent.from(), sent.to(), sent.bytes()))
            .toList();
    return new Prediction(compute, transfers);
  }
}
