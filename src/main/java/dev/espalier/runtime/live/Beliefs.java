package dev.espalier.runtime.live;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.TransferTime;
import dev.espalier.device.Device;
import dev.espalier.device.Link;
import dev.espalier.internal.Units;
import dev.espalier.io.json.control.LinkBody;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.study.run.Hop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns what agents measure into changes of the world: the bandwidth of a link from transfers of
 * samples, or from probes where there are none; its latency from probes; the speed of a device from
 * the times of its segments. Not thread-safe.
 */
final class Beliefs {
  /** A transfer of fewer bytes says little of the bandwidth. */
  private static final long BULK_BYTES = 2_048;

  private static final double LINK_TOLERANCE = 0.2;
  private static final double DEVICE_TOLERANCE = 0.15;

  /** Threads take a part of a millisecond to wake up. */
  private static final double LINK_TOLERANCE_MS = 0.7;

  private static final double DEVICE_TOLERANCE_MS = 0.5;
  private static final int TRANSFERS = 4;
  private static final int PROBES = 2;
  private static final int HOPS = 6;

  /** A link whose transfers are shorter is as good as infinitely fast. */
  private static final double MIN_BYTES_MS = 0.02;

  private final Map<Ends, Drift> transfers = new HashMap<>();
  private final Map<Ends, Drift> probes = new HashMap<>();
  private final Map<Ends, Drift> roundTrips = new HashMap<>();
  private final Map<String, Drift> devices = new HashMap<>();

  /** When samples last said something of the bandwidth of a link, ms. */
  private final Map<Ends, Double> measuredMs = new HashMap<>();

  /** Ends of a directed link. */
  record Ends(String from, String to) {}

  /** When samples last said something of the bandwidth of a link, ms; long ago if never. */
  double measuredMs(Ends ends) {
    return measuredMs.getOrDefault(ends, Double.NEGATIVE_INFINITY);
  }

  /** Whether a link should be measured again, as the last time it seemed to have changed. */
  boolean isInDoubt(Ends ends) {
    return isInDoubt(probes, ends) || isInDoubt(roundTrips, ends);
  }

  private static boolean isInDoubt(Map<Ends, Drift> drifts, Ends ends) {
    return drifts.containsKey(ends) && drifts.get(ends).isInDoubt();
  }

  /** A sample was transferred. */
  Optional<Change> transferred(World world, Ends ends, long bytes, double ms, double atMs) {
    if (bytes < BULK_BYTES) {
      return Optional.empty();
    }
    measuredMs.put(ends, atMs);
    Link link = world.allDevices().catalog().link(ends.from, ends.to);
    double expectedMs = TransferTime.ms(link, bytes);
    return drift(transfers, ends, TRANSFERS).add(ms, expectedMs).stream()
        .mapToObj(ratio -> bandwidth(ends, bytes, ratio * expectedMs - link.latencyMs()))
        .findFirst();
  }

  private static Drift drift(Map<Ends, Drift> drifts, Ends ends, int inRow) {
    return drifts.computeIfAbsent(ends, any -> new Drift(LINK_TOLERANCE, LINK_TOLERANCE_MS, inRow));
  }

  private static Change bandwidth(Ends ends, long bytes, double bytesMs) {
    double mbps = Units.bytesOverLinkMs(bytes, 1) / Math.max(MIN_BYTES_MS, bytesMs);
    return new Change.OfLink(
        ends.from, ends.to, false, OptionalDouble.of(mbps), OptionalDouble.empty());
  }

  /** A link was probed. */
  Optional<Change> probed(World world, String from, LinkBody.Found found) {
    if (found.roundTripMs().isEmpty() || found.transferMs().isEmpty() || found.bytes() < 1) {
      return Optional.empty();
    }
    Ends ends = new Ends(from, found.device());
    Link there = world.allDevices().catalog().link(from, found.device());
    Link back = world.allDevices().catalog().link(found.device(), from);
    double roundTripMs = found.roundTripMs().getAsDouble();
    OptionalDouble longer =
        drift(roundTrips, ends, PROBES).add(roundTripMs, there.latencyMs() + back.latencyMs());
    if (longer.isPresent()) {
      return Optional.of(
          new Change.OfLink(
              from,
              found.device(),
              true,
              OptionalDouble.empty(),
              OptionalDouble.of(roundTripMs / 2)));
    }
    double expectedMs = TransferTime.occupancyMs(there, found.bytes());
    double bytesMs = Math.max(MIN_BYTES_MS, found.transferMs().getAsDouble() - roundTripMs);
    return drift(probes, ends, PROBES).add(bytesMs, expectedMs).stream()
        .mapToObj(ratio -> bandwidth(ends, found.bytes(), ratio * expectedMs))
        .findFirst();
  }

  /**
   * A device has computed some segments.
   *
   * @param world a world whose layers are the segments
   */
  Optional<Change> computed(World world, String device, Hop hop) {
    PlanningProblem problem = world.allDevices();
    Device known = problem.catalog().device(device);
    double factor = world.slowdown(device);
    double expectedMs = 0;
    for (int segment = hop.firstSegment(); segment < hop.endSegment(); segment++) {
      expectedMs += factor * ComputeTime.ms(problem, known, segment);
    }
    return devices
        .computeIfAbsent(device, any -> new Drift(DEVICE_TOLERANCE, DEVICE_TOLERANCE_MS, HOPS))
        .add(hop.computeMs(), expectedMs)
        .stream()
        .mapToObj(ratio -> (Change) Change.OfDevice.slowdown(device, ratio * factor))
        .findFirst();
  }

  /** What was measured of a device before it was lost counts no more. */
  void forget(String device) {
    devices.remove(device);
    for (Map<Ends, ?> each : List.of(transfers, probes, roundTrips, measuredMs)) {
      each.keySet().removeIf(ends -> ends.from.equals(device) || ends.to.equals(device));
    }
  }
}
