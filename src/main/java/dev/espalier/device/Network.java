package dev.espalier.device;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The network between the devices: a default link for every ordered pair, and links that replace
 * it.
 *
 * @param bandwidthMbps default bandwidth, 10^6 bits per second
 * @param latencyMs default latency, ms
 * @param links directed links that replace the default, at most one for each ordered pair
 * @param source source of the default values
 */
public record Network(
    double bandwidthMbps, double latencyMs, List<Link> links, Optional<String> source) {

  /**
   * @throws IllegalArgumentException if the bandwidth is not from 1e-30 to 1e30, the latency not
   *     from 0 to 1e30, or an ordered pair has two links
   */
  public Network {
    Checks.positive("network", "bandwidthMbps", bandwidthMbps);
    Checks.notNegative("network", "latencyMs", latencyMs);
    links = List.copyOf(links);
    Set<List<String>> pairs = new HashSet<>();
    for (int i = 0; i < links.size(); i++) {
      if (!pairs.add(List.of(links.get(i).from(), links.get(i).to()))) {
        throw new InvalidFieldException(
            "links/" + i,
            "link \"%s\" -> \"%s\" is listed twice"
                .formatted(links.get(i).from(), links.get(i).to()));
      }
    }
  }

  /** A network in which every ordered pair of devices has the same link. */
  public static Network uniform(double bandwidthMbps, double latencyMs) {
    return new Network(bandwidthMbps, latencyMs, List.of(), Optional.empty());
  }

  /** This network with links of its own for some ordered pairs. */
  public Network withLinks(List<Link> newLinks) {
    return new Network(bandwidthMbps, latencyMs, newLinks, source);
  }
}
