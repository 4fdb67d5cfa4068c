package dev.espalier.cost;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.internal.Units;

/** Time to move bytes between devices: {@code latencyMs + 8 n / bandwidth}, 0 on one device. */
public final class TransferTime {
  private TransferTime() {}

  /** Time of {@code bytes} over a link, ms. */
  public static double ms(Link link, double bytes) {
    return link.latencyMs() + occupancyMs(link, bytes);
  }

  /** Time for which {@code bytes} occupy a link, without its latency, ms. */
  public static double occupancyMs(Link link, double bytes) {
    return Units.bytesOverLinkMs(bytes, link.bandwidthMbps());
  }

  /** Time of {@code bytes} from one device to another, ms; 0 where they are the same. */
  public static double ms(DeviceCatalog catalog, String from, String to, double bytes) {
    return from.equals(to) ? 0 : ms(catalog.link(from, to), bytes);
  }
}
