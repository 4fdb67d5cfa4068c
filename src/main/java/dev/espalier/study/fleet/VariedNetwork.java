package dev.espalier.study.fleet;

import dev.espalier.device.Link;
import dev.espalier.internal.Checks;
import dev.espalier.study.random.Distribution;
import java.util.List;
import java.util.Optional;

/**
 * The links between the devices of a fleet.
 *
 * @param bandwidthMbps default bandwidth, 10^6 bits per second; one value for all links in a sample
 * @param latencyMs default latency, ms; one value for all links in a sample
 * @param links links that replace the default
 */
public record VariedNetwork(
    Distribution bandwidthMbps, Distribution latencyMs, List<VariedLink> links) {

  /**
   * The directed links from each device of a kind to each one of another, or of the same; each of
   * these draws its own numbers.
   *
   * @param from kind or always present device that sends
   * @param to kind or always present device that receives
   * @param bandwidthMbps 10^6 bits per second
   * @param latencyMs time before the first bit arrives, ms
   * @param medium name of the medium that it occupies; empty = none
   */
  public record VariedLink(
      String from,
      String to,
      Distribution bandwidthMbps,
      Distribution latencyMs,
      Optional<String> medium) {

    /**
     * @throws IllegalArgumentException if a name is blank or a value that may be drawn is out of
     *     range
     */
    public VariedLink {
      Checks.name("link", "from", from);
      Checks.name("link", "to", to);
      VariedNetwork.check("link \"%s\" -> \"%s\"".formatted(from, to), bandwidthMbps, latencyMs);
      medium.ifPresent(name -> Checks.name("link", "medium", name));
    }

    /** The same values always. */
    public static VariedLink of(Link link) {
      return new VariedLink(
          link.from(),
          link.to(),
          Distribution.constant(link.bandwidthMbps()),
          Distribution.constant(link.latencyMs()),
          link.medium());
    }
  }

  /**
   * @throws IllegalArgumentException if a value that may be drawn is out of range
   */
  public VariedNetwork {
    check("network", bandwidthMbps, latencyMs);
    links = List.copyOf(links);
  }

  private static void check(String subject, Distribution bandwidthMbps, Distribution latencyMs) {
    VariedDevice.checkEnds(
        "bandwidthMbps", bandwidthMbps, x -> Checks.positive(subject, "bandwidthMbps", x));
    VariedDevice.checkEnds(
        "latencyMs", latencyMs, x -> Checks.notNegative(subject, "latencyMs", x));
  }
}
