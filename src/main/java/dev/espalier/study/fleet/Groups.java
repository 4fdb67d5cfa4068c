package dev.espalier.study.fleet;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Tolerance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists the groups that a budget and a maximum number of devices allow. */
final class Groups {
  /** More groups would have more rows, and samples, than a study is read for. */
  static final int MAX_GROUPS = 20_000;

  private final Fleet fleet;
  private final FleetQuestion question;
  private final List<Group> found = new ArrayList<>();

  private Groups(Fleet fleet, FleetQuestion question) {
    this.fleet = fleet;
    this.question = question;
  }

  /**
   * The groups, the cheapest first, of equally dear ones those of fewer devices. The group without
   * any bought device is among them where some devices are always there.
   *
   * @throws InvalidFieldException if there are more than 20,000, or none
   */
  static List<Group> of(Fleet fleet, FleetQuestion question) {
    Groups groups = new Groups(fleet, question);
    groups.extend(new int[fleet.kinds().size()], 0, 0, 0);
    if (groups.found.isEmpty()) {
      throw new InvalidFieldException(
          "budget",
          "no group is within the budget of %s; the cheapest device costs %s"
              .formatted(
                  question.budget().orElseThrow(),
                  fleet.kinds().stream().mapToDouble(DeviceKind::cost).min().orElseThrow()));
    }
    groups.found.sort(Comparator.comparingDouble(Group::price).thenComparingInt(Group::devices));
    return groups.found;
  }

  private void extend(int[] counts, int kind, int devices, double price) {
    if (kind == counts.length) {
      if (devices > 0 || !fleet.devices().isEmpty()) {
        add(Group.of(fleet, counts));
      }
      return;
    }
    DeviceKind next = fleet.kinds().get(kind);
    int maximum = Math.min(next.max(), question.maxDevices().orElse(Integer.MAX_VALUE) - devices);
    double budget = question.budget().orElse(Double.POSITIVE_INFINITY);
    for (int count = 0; count <= maximum; count++) {
      double cost = price + count * next.cost();
      if (!Tolerance.isWithin(cost, budget)) {
        break;
      }
      counts[kind] = count;
      extend(counts, kind + 1, devices + count, cost);
    }
    counts[kind] = 0;
  }

  private void add(Group group) {
    if (found.size() == MAX_GROUPS) {
      throw new InvalidFieldException(
          "max-devices",
          "there are more than %d groups; fewer devices of a kind, a smaller budget or fewer devices in all leave fewer"
              .formatted(MAX_GROUPS));
    }
    found.add(group);
  }
}
