package dev.espalier.runtime.live;

import dev.espalier.plan.change.Change;
import dev.espalier.report.Numbers;

/** Changes of the world in words. */
final class ChangeText {
  private ChangeText() {}

  static String of(Change change) {
    if (change instanceof Change.OfLink link) {
      String ends = link.from() + (link.isBothWays() ? " <-> " : " -> ") + link.to();
      return link.bandwidthMbps().isPresent()
          ? "%s: %s Mbps".formatted(ends, number(link.bandwidthMbps().getAsDouble()))
          : "%s: latency %s ms".formatted(ends, number(link.latencyMs().orElse(0)));
    }
    if (change instanceof Change.Gone gone) {
      return gone.device() + " is gone";
    }
    if (change instanceof Change.Back back) {
      return back.device() + " is back";
    }
    if (change instanceof Change.OfDevice device && device.slowdown().isPresent()) {
      return "%s takes %s times as long as in the catalog"
          .formatted(device.device(), number(device.slowdown().getAsDouble()));
    }
    return change.toString();
  }

  private static String number(double value) {
    return Numbers.of(value);
  }
}
