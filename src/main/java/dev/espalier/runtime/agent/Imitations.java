package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.LinkBody;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.runtime.standin.LinkShaper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent imitates: links to other devices, and how slow its own device is. Both may change
 * while a run goes on. Thread-safe.
 */
final class Imitations {
  /** Links that the coordinator set; every epoch sends over the same one. */
  private final Map<String, LinkShaper> links = new HashMap<>();

  private volatile double slowdown = 1;

  /** Imitates something else from now on. */
  synchronized void set(LinkBody.Imitation next) {
    slowdown = next.slowdown();
    next.links()
        .forEach(
            (device, shape) -> {
              LinkShaper link = shaper(shape);
              LinkShaper before = links.putIfAbsent(device, link);
              if (before != null) {
                before.become(link);
              }
            });
  }

  /** How many times as long segments take as they did at the start of the run. */
  double slowdown() {
    return slowdown;
  }

  /**
   * The link to a device.
   *
   * @param deployed the link of the deployment, which counts where the coordinator set none
   */
  synchronized LinkShaper to(String device, Optional<LinkShape> deployed) {
    LinkShaper set = links.get(device);
    return set != null ? set : deployed.map(Imitations::shaper).orElseGet(LinkShaper::unlimited);
  }

  private static LinkShaper shaper(LinkShape shape) {
    double mbps = shape.bandwidthMbps().orElse(LinkShape.UNLIMITED_MBPS);
    return shape.burstBytes().isPresent()
        ? LinkShaper.beforeBucket(mbps, shape.latencyMs(), shape.burstBytes().getAsLong())
        : LinkShaper.of(mbps, shape.latencyMs());
  }
}
