package dev.espalier.cost.table;

/**
 * A lower bound of the value of every plan that completes a partial one, with the rules relaxed: a
 * device may run several slices, limits on bytes and pins are checked layer by layer only, and
 * limits on time not at all.
 */
public sealed interface CompletionBound permits AdditiveCompletion, BottleneckCompletion {

  /** The bounds of the objective of a problem. */
  static CompletionBound of(CostTables costs) {
    return of(costs, costs.model());
  }

  /** The bounds of another cost model of a problem, such as that of a limit on whole plans. */
  static CompletionBound of(CostTables costs, CostModel model) {
    return model instanceof AdditiveCosts additive
        ? new AdditiveCompletion(costs, additive)
        : new BottleneckCompletion(costs, (BottleneckCosts) model);
  }

  /**
   * No plan that goes on from a partial one has a smaller value; infinite where none can end.
   *
   * @param state accumulators of the partial plan, which has not yet run {@code position}
   * @param at where they begin
   * @param used number of devices that it uses
   * @param left sum of the quotas of the devices that it does not use
   * @param device the last one that it uses, which runs {@code position}
   */
  double total(double[] state, int at, int used, double left, int device, int position);

  /** Quota of a device in what is left for the rest of a plan. */
  double quota(int device);

  /** A lower bound of the value of every feasible plan; infinite where there is none. */
  double lowerBound();
}
