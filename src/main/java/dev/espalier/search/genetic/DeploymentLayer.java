package dev.espalier.search.genetic;

import dev.espalier.cost.CostTables;

/**
 * The second layer: selects a deployment for a fixed partition, as an assignment of slices to
 * devices.
 *
 * <p>Where all links are alike, what a slice costs on a device does not depend on where its
 * neighbours run, and the assignment is the best deployment. Where they differ, each boundary is
 * charged at the mean over the other devices, and {@link LocalMoves} do the rest.
 */
final class DeploymentLayer {
  private final CostTables costs;

  /** Mean over all other devices of latency and of time per byte, to and from each device. */
  private final double[] meanOutLatencyMs;

  private final double[] meanOutMsPerByte;
  private final double[] meanInLatencyMs;
  private final double[] meanInMsPerByte;

  DeploymentLayer(CostTables costs) {
    this.costs = costs;
    int n = costs.deviceCount();
    meanOutLatencyMs = new double[n];
    meanOutMsPerByte = new double[n];
    meanInLatencyMs = new double[n];
    meanInMsPerByte = new double[n];
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        if (from != to) {
          meanOutLatencyMs[from] += costs.linkLatencyMs(from, to) / (n - 1);
          meanOutMsPerByte[from] += costs.linkMsPerByte(from, to) / (n - 1);
          meanInLatencyMs[to] += costs.linkLatencyMs(from, to) / (n - 1);
          meanInMsPerByte[to] += costs.linkMsPerByte(from, to) / (n - 1);
        }
      }
    }
  }

  /** Gives every slice of a trial a device of its own. */
  void deploy(Trial trial) {
    double[][] table = new double[trial.count][costs.deviceCount()];
    for (int k = 0; k < trial.count; k++) {
      for (int d = 0; d < costs.deviceCount(); d++) {
        table[k][d] = sliceMs(trial, k, d);
      }
    }
    System.arraycopy(Assignment.solve(table), 0, trial.devices, 0, trial.count);
  }

  private double sliceMs(Trial trial, int k, int device) {
    int from = trial.starts[k];
    int to = trial.end(k);
    boolean isLast = k == trial.count - 1;
    double receiveMs =
        k == 0
            ? costs.entryMs(device)
            : meanInLatencyMs[device] + costs.payloadBytes(from) * meanInMsPerByte[device];
    double sendMs =
        isLast
            ? costs.finalSendMs(device)
            : meanOutLatencyMs[device] + costs.payloadBytes(to) * meanOutMsPerByte[device];
    // A cut belongs to both of its slices: half of it is charged to each.
    double latencyMs =
        costs.latencyMs(device, from, to)
            + (k == 0 ? receiveMs : costs.boundaryWeight(from) * receiveMs / 2)
            + (isLast ? 0 : costs.boundaryWeight(to) * sendMs / 2);
    double excess =
        costs.excess(device, from, to, receiveMs + costs.busyMs(device, from, to) + sendMs);
    return latencyMs + costs.penaltyMs(excess);
  }
}
