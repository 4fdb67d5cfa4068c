package dev.espalier.search.local;

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
public final class DeploymentLayer {
  private final CostTables costs;
  private final CostModel model;

  /** Mean over all other devices, to and from each device, of costs and of times. */
  private final MeanLinks outCosts;

  private final MeanLinks inCosts;
  private final MeanLinks outMs;
  private final MeanLinks inMs;

  public DeploymentLayer(CostTables costs) {
    this.costs = costs;
    model = costs.model();
    int n = costs.deviceCount();
    outCosts = new MeanLinks(n);
    inCosts = new MeanLinks(n);
    outMs = new MeanLinks(n);
    inMs = new MeanLinks(n);
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        if (from != to) {
          outCosts.add(from, model.handOver(from, to), model.perByte(from, to));
          inCosts.add(to, model.handOver(from, to), model.perByte(from, to));
          outMs.add(from, costs.linkLatencyMs(from, to), costs.linkMsPerByte(from, to));
          inMs.add(to, costs.linkLatencyMs(from, to), costs.linkMsPerByte(from, to));
        }
      }
    }
  }

  /** Transfers to or from each device, in the mean over the other ones. */
  private static final class MeanLinks {
    private final double[] fixed;
    private final double[] perByte;

    MeanLinks(int devices) {
      fixed = new double[devices];
      perByte = new double[devices];
    }

    void add(int device, double fixedOfLink, double perByteOfLink) {
      fixed[device] += fixedOfLink / (fixed.length - 1);
      perByte[device] += perByteOfLink / (fixed.length - 1);
    }

    double of(int device, double bytes) {
      return fixed[device] + bytes * perByte[device];
    }
  }

  /** Gives every slice of a trial a device of its own. */
  public void deploy(Trial trial) {
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
