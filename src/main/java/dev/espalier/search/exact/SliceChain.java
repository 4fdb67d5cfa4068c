package dev.espalier.search.exact;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;

/** The slices of a partial plan, as a list linked from the last to the first. */
record SliceChain(int device, int start, SliceChain before) {

  /** The plan that ends with this slice. */
  Trial trial(CostTables costs) {
    Trial trial = new Trial(costs);
    for (SliceChain chain = this; chain != null; chain = chain.before) {
      trial.count++;
    }
    int k = trial.count;
    for (SliceChain chain = this; chain != null; chain = chain.before) {
      k--;
      trial.starts[k] = chain.start;
      trial.devices[k] = chain.device;
    }
    return trial;
  }
}
