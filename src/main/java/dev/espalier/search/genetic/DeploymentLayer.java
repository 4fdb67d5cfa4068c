package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostModel;
import dev.espalier.cost.table.CostTables;

/**
 * The second layer: selects a deployment for a fixed partition, as an assignment of slices to
 * devices.
 *
 * <p>Where all links are alike, what a slice costs on a device does not depend on where its
 * neighbors run, and the assignment is the best deployment. Where they differ, each boundary is
 * charged at the mean over the other devices, and {@link LocalMoves} do the rest.
 */
final class DeploymentLayer {
  private final CostTables costs;
  private final CostModel model;

  /** Mean over all other devices, to and from each device, of costs and of times. */
  private final MeanLinks outCosts;

  private final MeanLinks inCosts;
  private final MeanLinks outMs;
  private final MeanLinks inMs;

  DeploymentLayer(CostTables costs) {
    this.costs = costs;
    model = costs.model();
    int n = costs.deviceCount();
    outCosts = MeanLinks.of(n, model::handOver, model::perByte);
    inCosts =
        MeanLinks.of(n, (d, other) -> model.handOver(other, d), (d, o) -> model.perByte(o, d));
    outMs = MeanLinks.of(n, costs::linkLatencyMs, costs::linkMsPerByte);
    inMs =
        MeanLinks.of(
            n, (d, other) -> costs.linkLatencyMs(other, d), (d, o) -> costs.linkMsPerByte(o, d));
  }

  /**
   * Transfers to or from each device, in the mean over the other ones.
   *
   * @param fixed cost independent of the payload
   * @param perByte cost of a byte
   */
  private record MeanLinks(double[] fixed, double[] perByte) {

    /** A number of an ordered pair of devices. */
    private interface OfPair {
      double of(int device, int other);
    }

    static MeanLinks of(int n, OfPair fixed, OfPair perByte) {
      MeanLinks means = new MeanLinks(new double[n], new double[n]);
      for (int d = 0; d < n; d++) {
        for (int other = 0; other < n; other++) {
          if (other != d) {
            means.fixed[d] += fixed.of(d, other) / (n - 1);
            means.perByte[d] += perByte.of(d, other) / (n - 1);
          }
        }
      }
      return means;
    }

    double of(int device, double bytes) {
      return fixed[device] + bytes * perByte[device];
    }
  }

  /** Gives every slice of a trial a device of its own. */
  void deploy(Trial trial) {
    double[][] table = new double[trial.count][costs.deviceCount()];
    for (int k = 0; k < trial.count; k++) {
      for (int d = 0; d < costs.deviceCount(); d++) {
        table[k][d] = model.summable(sliceCost(trial, k, d));
      }
    }
    System.arraycopy(Assignment.solve(table), 0, trial.devices, 0, trial.count);
  }

  /** A cut belongs to both of its slices: half of it is charged to each. */
  private double sliceCost(Trial trial, int k, int device) {
    int from = trial.starts[k];
    int to = trial.end(k);
    boolean isLast = k == trial.count - 1;
    double receive =
        k == 0
            ? costs.entry(device)
            : model.weight(from) * inCosts.of(device, costs.payloadBytes(from)) / 2
                + model.perSlice(device);
    double send = isLast ? 0 : model.weight(to) * outCosts.of(device, costs.payloadBytes(to)) / 2;
    double cost = model.join(model.join(model.slice(device, from, to), receive), send);
    return costs.hasSliceLimits() ? cost + costs.penalty(excess(trial, k, device)) : cost;
  }

  private double excess(Trial trial, int k, int device) {
    int from = trial.starts[k];
    int to = trial.end(k);
    double receiveMs = k == 0 ? costs.entryMs(device) : inMs.of(device, costs.payloadBytes(from));
    double sendMs = k == trial.count - 1 ? 0 : outMs.of(device, costs.payloadBytes(to));
    return costs.excess(device, from, to, receiveMs, sendMs);
  }
}
