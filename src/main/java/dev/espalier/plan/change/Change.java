package dev.espalier.plan.change;

import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.internal.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A change of the world that a problem is planned in; see {@link World#with}. Immutable. */
public sealed interface Change {

  /**
   * Another bandwidth or latency of a link; what is empty stays as it is.
   *
   * @param from name of one device, the sender
   * @param to name of the other device
   * @param isBothWays whether the link back changes alike
   * @param bandwidthMbps bandwidth, 10^6 bits per second
   * @param latencyMs latency, ms
   */
  record OfLink(
      String from,
      String to,
      boolean isBothWays,
      OptionalDouble bandwidthMbps,
      OptionalDouble latencyMs)
      implements Change {

    /** Another bandwidth between two devices, both ways. */
    public static OfLink bandwidth(String a, String b, double mbps) {
      return new OfLink(a, b, true, OptionalDouble.of(mbps), OptionalDouble.empty());
    }
  }

  /**
   * Other values of the links that have none of their own; what is empty stays as it is.
   *
   * @param bandwidthMbps default bandwidth, 10^6 bits per second
   * @param latencyMs default latency, ms
   */
  record OfNetwork(OptionalDouble bandwidthMbps, OptionalDouble latencyMs) implements Change {}

  /** A device that can run nothing until it is {@link Back}. */
  record Gone(String device) implements Change {}

  /** A device that was gone and can run slices again. */
  record Back(String device) implements Change {}

  /**
   * A device that was not in the catalog.
   *
   * @param device the device
   * @param links links from or to it that replace the network's default
   */
  record Joined(Device device, List<Link> links) implements Change {
    public Joined {
      links = List.copyOf(links);
    }
  }

  /**
   * Another state of a device; what is empty stays as it is.
   *
   * @param device its name
   * @param slowdown how many times as long as in the catalog it takes for every layer, &gt; 0
   * @param energyJ energy that is left, J
   * @param memoryMiB memory that is free for slices, MiB
   */
  record OfDevice(
      String device, OptionalDouble slowdown, OptionalDouble energyJ, OptionalDouble memoryMiB)
      implements Change {

    /**
     * @throws IllegalArgumentException if the slowdown is not from 1e-30 to 1e30
     */
    public OfDevice {
      slowdown.ifPresent(
          factor -> Checks.positive(Checks.quoted("device", device), "slowdown", factor));
    }

    /** Another speed of a device; 1 is that of the catalog. */
    public static OfDevice slowdown(String device, double factor) {
      return new OfDevice(
          device, OptionalDouble.of(factor), OptionalDouble.empty(), OptionalDouble.empty());
    }
  }

  /**
   * Times of layers as measured now, which replace the computed or formerly measured ones.
   *
   * @param device name of the device
   * @param ms time by name of the layer, ms
   */
  record LayerTimes(String device, Map<String, Double> ms) implements Change {
    public LayerTimes {
      ms = Collections.unmodifiableMap(new LinkedHashMap<>(ms));
    }
  }

  /**
   * Other probabilities of exits. Exits that are not named divide the rest in proportion to their
   * present probabilities.
   *
   * @param byExit probability by name of the exit
   */
  record ExitProbabilities(Map<String, Double> byExit) implements Change {
    public ExitProbabilities {
      byExit = Collections.unmodifiableMap(new LinkedHashMap<>(byExit));
    }
  }

  /** Another condition, such as blur, whose probabilities of the exits are known beforehand. */
  record Condition(String name) implements Change {}

  /**
   * Another deadline of an exit.
   *
   * @param exit name of the exit
   * @param ms maximum latency, ms; empty = none from now on
   */
  record Deadline(String exit, OptionalDouble ms) implements Change {}
}
