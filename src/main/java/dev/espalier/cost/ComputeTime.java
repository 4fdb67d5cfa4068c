package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.internal.Units;
import dev.espalier.model.Block;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import java.util.OptionalDouble;

/**
 * Time a layer computes on a device, in the roofline-style sum of PALEO (Qi, Sparks, Talwalkar,
 * ICLR 2017): {@code t(d,i) = flops_i / gflops_d + (read_i + write_i) / io_d}. Reading, computing
 * and writing are assumed not to overlap.
 */
public final class ComputeTime {
  private ComputeTime() {}

  /** {@code flops / gflops + bytes / io}, ms. */
  public static double ms(Device device, double flops, double readAndWrittenBytes) {
    return Units.flopsToMs(flops, device.gflops())
        + Units.bytesToMs(readAndWrittenBytes, device.ioMBps());
  }

  /**
   * Time of one position on a device, ms: the measured one where there is one, else the predicted
   * one, else the computed one.
   */
  public static double ms(PlanningProblem problem, Device device, int position) {
    Linearization net = problem.linearization();
    String layer = net.layer(position).name();
    OptionalDouble given = problem.measuredMs(device.name(), layer);
    if (given.isEmpty()) {
      given = problem.predictedMs(device.name(), layer);
    }
    return given.isPresent() ? given.getAsDouble() : ms(net, device, position);
  }

  /** Computed time of one position on a device, its overhead for each layer included, ms. */
  public static double ms(Linearization net, Device device, int position) {
    return ms(
        device, net.layer(position).flops(), movedBytes(net, position), layers(net, position));
  }

  /** Computed time of a position that stands for some layers, their overhead included, ms. */
  public static double ms(Device device, double flops, double readAndWrittenBytes, int layers) {
    return ms(device, flops, readAndWrittenBytes) + layers * device.layerOverheadMs();
  }

  /** Bytes that a position reads and writes. */
  public static double movedBytes(Linearization net, int position) {
    return (double) net.readBytes(position) + net.layer(position).outputBytes();
  }

  /** Number of layers that a position stands for. */
  public static int layers(Linearization net, int position) {
    return net.layer(position).block().map(Block::layers).orElse(1);
  }
}
