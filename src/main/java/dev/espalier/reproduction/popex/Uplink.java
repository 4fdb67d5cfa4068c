package dev.espalier.reproduction.popex;

import java.util.List;

/**
 * A network between edge and cloud.
 *
 * @param name what the paper calls it
 * @param mbps its rate from edge to cloud, 10^6 bits per second
 */
record Uplink(String name, double mbps) {
  /** The rates that the paper prints, the slowest first. */
  static final List<Uplink> PRINTED =
      List.of(new Uplink("3G", 1.1), new Uplink("4G", 5.5), new Uplink("Wi-Fi", 18.8));

  /** The rates in the code of its authors. */
  static final List<Uplink> IN_CODE =
      List.of(PRINTED.get(0), new Uplink("4G", 5.85), PRINTED.get(2));
}
