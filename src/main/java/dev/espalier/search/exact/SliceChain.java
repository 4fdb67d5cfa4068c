package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.List;

/** The slices of a partial plan, as a list linked from the last to the first. */
record SliceChain(int device, int start, SliceChain before) {

  /** All slices of the plan that ends with this one. */
  List<Slice> slices(PlanningProblem problem) {
    int count = 0;
    for (SliceChain chain = this; chain != null; chain = chain.before) {
      count++;
    }
    int[] starts = new int[count];
    int[] devices = new int[count];
    int k = count;
    for (SliceChain chain = this; chain != null; chain = chain.before) {
      k--;
      starts[k] = chain.start;
      devices[k] = chain.device;
    }
    return CostTables.slices(problem, starts, devices, count);
  }
}
