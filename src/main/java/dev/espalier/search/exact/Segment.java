package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.List;

/** The last slice of a partial plan, linked to the slices before it. */
record Segment(int device, int start, Segment before) {

  /** All slices of the plan that ends with this one. */
  List<Slice> slices(PlanningProblem problem) {
    int count = 0;
    for (Segment segment = this; segment != null; segment = segment.before) {
      count++;
    }
    int[] starts = new int[count];
    int[] devices = new int[count];
    int k = count;
    for (Segment segment = this; segment != null; segment = segment.before) {
      k--;
      starts[k] = segment.start;
      devices[k] = segment.device;
    }
    return CostTables.slices(problem, starts, devices, count);
  }
}
