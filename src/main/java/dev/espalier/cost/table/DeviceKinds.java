package dev.espalier.cost.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the devices that are interchangeable in every plan of a problem: of equal costs by the
 * objective and by the limits on whole plans, of equal limits and allowances, bound by no pin of
 * their own, and with equal links to and from every third device and among themselves.
 */
final class DeviceKinds {
  private DeviceKinds() {}

  static Kinds of(
      TimeTables times,
      Kinds linkKinds,
      SliceLimits limits,
      CostModel model,
      CostModel[] pathModels) {
    Kinds byTimes = times.kindsByResults();
    return Kinds.by(
        times.deviceCount(),
        d -> {
          List<Object> key = new ArrayList<>();
          key.add(byTimes.of(d));
          key.add(linkKinds.of(d));
          key.add(times.entryMs(d));
          key.add(limits.key(d));
          key.add(model.key(d));
          for (CostModel path : pathModels) {
            key.add(path.key(d));
          }
          return key;
        });
  }
}
