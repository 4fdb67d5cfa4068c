package dev.espalier.search.baseline;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Goal;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Neurosurgeon: prices every cut between the local and the remote device and takes the best, by
 * latency or by the energy of the local device.
 *
 * <p>Source: Y. Kang, J. Hauswald, C. Gao, A. Rovinski, T. Mudge, J. Mars, L. Tang, "Neurosurgeon:
 * Collaborative Intelligence Between the Cloud and Mobile Edge", ASPLOS 2017, algorithm 1. Ours
 * takes the layer times of the problem instead of regression models; weighs them with the reach
 * where the objective is the expected latency; skips cuts that break a limit. The server's load
 * level is a factor on its compute time that counts for the decision alone: the plan is priced on
 * the catalog as it is. Energy is that of one full run, and proportional to how long the local
 * device computes and sends; the local device is assumed to be the source unless the problem names
 * one. Ties are broken by latency, then by the earlier boundary. O(L).
 */
record NeurosurgeonRule(double remoteLoad, Goal goal) implements CutRule {

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return remoteLoad == 1 ? Optional.empty() : CutRule.needsLatency(problem);
  }

  @Override
  public OptionalInt boundary(PairCosts costs) {
    double[] extraMs = remoteExtraMs(costs);
    Comparator<Integer> byLatency = Comparator.comparingDouble(b -> costs.value(b) + extraMs[b]);
    Comparator<Integer> order =
        goal == Goal.LATENCY
            ? byLatency
            : Comparator.<Integer>comparingDouble(b -> localBusyMs(costs, b))
                .thenComparing(byLatency);
    return costs.best(0, costs.length(), order);
  }

  /** Increase of the weighted compute time after each boundary due to the load, ms. */
  private double[] remoteExtraMs(PairCosts costs) {
    CostTables tables = costs.tables();
    double[] extra = new double[costs.length() + 1];
    for (int i = costs.length() - 1; i >= 0; i--) {
      double computeMs = tables.boundaryWeight(i) * tables.computeMs(costs.remote(), i, i + 1);
      extra[i] = extra[i + 1] + (remoteLoad - 1) * computeMs;
    }
    return extra;
  }

  private static double localBusyMs(PairCosts costs, int boundary) {
    CostTables tables = costs.tables();
    if (boundary == 0) {
      return costs.isSourceElsewhere() ? 0 : tables.transferMs(costs.local(), costs.remote(), 0);
    }
    double receiveMs = tables.entryMs(costs.local());
    double sendMs =
        boundary == costs.length()
            ? tables.finalSendMs(costs.local())
            : tables.transferMs(costs.local(), costs.remote(), boundary);
    return receiveMs + tables.computeMs(costs.local(), 0, boundary) + sendMs;
  }
}
