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
import java.util.ArrayList;
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
  private static final int TRANSFERS = 6;
  private static final int PROBES = 4;
  private static final int HOPS = 8;

  /** Disturbances of a machine last for less, mostly. */
  private static final double LINK_WHILE_MS = 400;

  private static final double DEVICE_WHILE_MS = 800;
  private static final double OUTDATED_MS = 5_000;

  /** A link whose transfers are shorter is as good as infinitely fast. */
  private static final double MIN_BYTES_MS = 0.02;

  /** What a latency of 0 counts as, which no factor makes longer. */
  private static final double MIN_ROUND_TRIP_MS = 1e-3;

  private final Map<Ends, Drift> transfers = new HashMap<>();
  private final Map<Ends, Drift> probes = new HashMap<>();
  private final Map<Ends, Drift> roundTrips = new HashMap<>();
  private final Map<String, Drift> devices = new HashMap<>();

  /** When samples last said something of the bandwidth of a link, ms. */
  private final Map<Ends, Double> measuredMs = new HashMap<>();

  /** When a device last computed a sample, ms. */
  private final Map<String, Double> computedMs = new HashMap<>();

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
    return drift(transfers, ends, TRANSFERS, false).add(ms, expectedMs, atMs).stream()
        .mapToObj(ratio -> changed(ends, link, bytes, ratio * expectedMs))
        .findFirst();
  }

  /** Bytes that take no time do not make a message so much faster: then latency is what changed. */
  private static Change changed(Ends ends, Link link, long bytes, double ms) {
    double bytesMs = TransferTime.occupancyMs(link, bytes);
    return ms < link.latencyMs()
        ? new Change.OfLink(
            ends.from,
            ends.to,
            false,
            OptionalDouble.empty(),
            OptionalDouble.of(Math.max(0, ms - bytesMs)))
        : bandwidth(ends, bytes, ms - link.latencyMs());
  }

  private static Drift drift(Map<Ends, Drift> drifts, Ends ends, int inRow, boolean isDifference) {
    return drifts.computeIfAbsent(
        ends,
        any -> new Drift(LINK_TOLERANCE, LINK_TOLERANCE_MS, inRow, LINK_WHILE_MS, isDifference));
  }

  private static Change bandwidth(Ends ends, long bytes, double bytesMs) {
    double mbps = Units.bytesOverLinkMs(bytes, 1) / Math.max(MIN_BYTES_MS, bytesMs);
    return new Change.OfLink(
        ends.from, ends.to, false, OptionalDouble.of(mbps), OptionalDouble.empty());
  }

  /** A link was probed. */
  Optional<Change> probed(World world, String from, LinkBody.Found found, double atMs) {
    if (found.roundTripMs().isEmpty() || found.transferMs().isEmpty() || found.bytes() < 1) {
      return Optional.empty();
    }
    Ends ends = new Ends(from, found.device());
    Link there = world.allDevices().catalog().link(from, found.device());
    Link back = world.allDevices().catalog().link(found.device(), from);
    double roundTripMs = found.roundTripMs().getAsDouble();
    double latenciesMs = there.latencyMs() + back.latencyMs();
    double expectedRoundTripMs = Math.max(MIN_ROUND_TRIP_MS, latenciesMs);
    OptionalDouble longer =
        drift(roundTrips, ends, PROBES, false).add(roundTripMs, expectedRoundTripMs, atMs);
    if (longer.isPresent()) {
      return Optional.of(
          new Change.OfLink(
              from,
              found.device(),
              true,
              OptionalDouble.empty(),
              OptionalDouble.of(longer.getAsDouble() * expectedRoundTripMs / 2)));
    }
    // The shorter round trip was disturbed less: what is left are the bytes, and never too few ms.
    double baseMs = Math.min(roundTripMs, latenciesMs);
    double expectedMs = TransferTime.occupancyMs(there, found.bytes());
    double bytesMs = Math.max(MIN_BYTES_MS, found.transferMs().getAsDouble() - baseMs);
    return drift(probes, ends, PROBES, true).add(bytesMs, expectedMs, atMs).stream()
        .mapToObj(ratio -> bandwidth(ends, found.bytes(), ratio * expectedMs))
        .findFirst();
  }

  /**
   * A device has computed some segments.
   *
   * @param world a world whose layers are the segments
   */
  Optional<Change> computed(World world, String device, Hop hop) {
    computedMs.put(device, hop.computedMs());
    PlanningProblem problem = world.allDevices();
    Device known = problem.catalog().device(device);
    double factor = world.slowdown(device);
    double expectedMs = 0;
    for (int segment = hop.firstSegment(); segment < hop.endSegment(); segment++) {
      expectedMs += factor * ComputeTime.ms(problem, known, segment);
    }
    if (!(expectedMs > 0)) {
      return Optional.empty(); // no factor makes nothing longer
    }
    return devices
        .computeIfAbsent(
            device,
            any -> new Drift(DEVICE_TOLERANCE, DEVICE_TOLERANCE_MS, HOPS, DEVICE_WHILE_MS, false))
        .add(hop.computeMs(), expectedMs, hop.computedMs())
        .stream()
        .mapToObj(ratio -> (Change) Change.OfDevice.slowdown(device, ratio * factor))
        .findFirst();
  }

  /**
   * What was measured of devices that compute nothing now. After a while they count as fast as in
   * the catalog again: else one that was slow once would never be used again.
   */
  List<Change> outdated(World world, double nowMs) {
    List<Change> changes = new ArrayList<>();
    computedMs.forEach(
        (device, atMs) -> {
          if (nowMs - atMs > OUTDATED_MS && world.slowdown(device) != 1) {
            changes.add(Change.OfDevice.slowdown(device, 1));
          }
        });
    return changes;
  }

  /** What was measured of a device before it was lost counts no more. */
  void forget(String device) {
    devices.remove(device);
    for (Map<Ends, ?> each : List.of(transfers, probes, roundTrips, measuredMs)) {
      each.keySet().removeIf(ends -> ends.from.equals(device) || ends.to.equals(device));
    }
  }
}
