package dev.espalier.cost.table;

import dev.espalier.cost.TransferTime;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The links between the chosen devices, by index. What a link is depends on the kinds of its two
 * ends alone, and there is one kind where all links are alike: memory grows with the square of the
 * number of kinds, not of devices.
 */
final class LinkTable {
  /** Up to so many devices, a table by device is small, and spares looking up their kinds. */
  static final int FLAT_DEVICES = 64;

  private final DeviceCatalog catalog;
  private final List<String> names;
  private final int deviceCount;
  private final Kinds kinds;
  private final boolean isFlat;
  private final int stride;

  /** Latency of each pair, ms, and time of a byte, ms: side by side, as most are read together. */
  private final double[] times;

  /**
   * The links of a problem.
   *
   * @param old links of a similar problem, of which those are taken over that are equal; null if
   *     there are none
   */
  LinkTable(PlanningProblem problem, LinkTable old) {
    List<Device> devices = problem.devices();
    catalog = problem.catalog();
    names = devices.stream().map(Device::name).toList();
    deviceCount = devices.size();
    kinds = kinds(problem, false);
    isFlat = deviceCount <= FLAT_DEVICES;
    stride = isFlat ? deviceCount : kinds.count();
    if (old != null && isFlat && differsInLinksOnly(old)) {
      times = old.times.clone();
      updateFrom(old);
      return;
    }
    times = new double[Math.multiplyExact(2, Math.multiplyExact(stride, stride))];
    for (int from = 0; from < stride; from++) {
      for (int to = 0; to < stride; to++) {
        int sender = isFlat ? from : kinds.first(from);
        int receiver = isFlat ? to : kinds.other(from, to);
        if (receiver >= 0 && receiver != sender) {
          fill(from * stride + to, sender, receiver);
        }
      }
    }
  }

  private void fill(int pair, int sender, int receiver) {
    Link link = catalog.link(names.get(sender), names.get(receiver));
    times[2 * pair] = TransferTime.ms(link, 0);
    times[2 * pair + 1] = TransferTime.occupancyMs(link, 1);
  }

  /** Whether the same devices hang on a network of the same default links. */
  private boolean differsInLinksOnly(LinkTable old) {
    Network network = catalog.network();
    Network before = old.catalog.network();
    return names.equals(old.names)
        && network.bandwidthMbps() == before.bandwidthMbps()
        && network.latencyMs() == before.latencyMs()
        && names.stream()
            .allMatch(name -> isAttachedAlike(catalog.device(name), old.catalog.device(name)));
  }

  private static boolean isAttachedAlike(Device a, Device b) {
    return a == b
        || a.uplinkMbps().equals(b.uplinkMbps())
            && a.downlinkMbps().equals(b.downlinkMbps())
            && a.accessLatencyMs() == b.accessLatencyMs();
  }

  private void updateFrom(LinkTable old) {
    if (catalog.network().links() == old.catalog.network().links()) {
      return;
    }
    Set<Link> links = new LinkedHashSet<>(catalog.network().links());
    Set<Link> before = new HashSet<>(old.catalog.network().links());
    Set<Link> changed = new LinkedHashSet<>(links);
    changed.removeAll(before);
    before.removeAll(links);
    changed.addAll(before);
    Map<String, Integer> index = new HashMap<>();
    for (int d = 0; d < deviceCount; d++) {
      index.put(names.get(d), d);
    }
    for (Link link : changed) {
      Integer from = index.get(link.from());
      Integer to = index.get(link.to());
      if (from != null && to != null) {
        fill(from * stride + to, from, to);
      }
    }
  }

  /**
   * Kinds of devices such that two links are alike where their ends are of the same two kinds.
   *
   * @param withMedia whether links that occupy different media differ
   */
  static Kinds kinds(PlanningProblem problem, boolean withMedia) {
    List<Device> devices = problem.devices();
    Map<String, Object> explicit = explicit(problem, withMedia);
    return Kinds.by(
        devices.size(), d -> key(problem.catalog(), devices.get(d), explicit, withMedia));
  }

  /** By device, its explicit links to and from other chosen devices: what they are, by name. */
  private static Map<String, Object> explicit(PlanningProblem problem, boolean withMedia) {
    Map<String, Map<String, Object>> sent = new HashMap<>();
    Map<String, Map<String, Object>> received = new HashMap<>();
    for (Device device : problem.devices()) {
      sent.put(device.name(), new HashMap<>());
      received.put(device.name(), new HashMap<>());
    }
    for (Link link : problem.catalog().network().links()) {
      if (sent.containsKey(link.from()) && sent.containsKey(link.to())) {
        List<Object> value =
            List.of(link.bandwidthMbps(), link.latencyMs(), withMedia ? link.medium() : "");
        sent.get(link.from()).put(link.to(), value);
        received.get(link.to()).put(link.from(), value);
      }
    }
    Map<String, Object> both = new HashMap<>();
    sent.forEach((device, links) -> both.put(device, List.of(links, received.get(device))));
    return both;
  }

  private static Object key(
      DeviceCatalog catalog, Device device, Map<String, Object> explicit, boolean withMedia) {
    double mbps = catalog.network().bandwidthMbps();
    return List.of(
        Math.min(mbps, device.uplinkMbps().orElse(mbps)),
        Math.min(mbps, device.downlinkMbps().orElse(mbps)),
        device.accessLatencyMs(),
        withMedia ? device.medium() : "",
        explicit.get(device.name()));
  }

  /** Kinds of devices by their links, whatever media these occupy. */
  Kinds kinds() {
    return kinds;
  }

  int deviceCount() {
    return deviceCount;
  }

  private int pair(int from, int to) {
    return 2 * (isFlat ? from * stride + to : kinds.of(from) * stride + kinds.of(to));
  }

  double latencyMs(int from, int to) {
    return times[pair(from, to)];
  }

  double msPerByte(int from, int to) {
    return times[pair(from, to) + 1];
  }

  double transferMs(int from, int to, double bytes) {
    int pair = pair(from, to);
    return times[pair] + bytes * times[pair + 1];
  }

  /** No link has a longer latency, ms. */
  double maxLatencyMs() {
    return max(0, 0, stride);
  }

  /** No link takes longer for a byte, ms. */
  double maxMsPerByte() {
    return max(1, 0, stride);
  }

  /** No link of a sender has a longer latency, ms. */
  double maxLatencyMs(int from) {
    return max(0, row(from), 1);
  }

  /** No link of a sender takes longer for a byte, ms. */
  double maxMsPerByte(int from) {
    return max(1, row(from), 1);
  }

  /** No link of a sender has a shorter latency, ms; infinite where it has no link. */
  double minLatencyMsFrom(int from) {
    return min(0, from, true);
  }

  /** No link of a receiver has a shorter latency, ms; infinite where it has no link. */
  double minLatencyMsTo(int to) {
    return min(0, to, false);
  }

  /** No link of a sender is faster, ms for a byte; infinite where it has no link. */
  double minMsPerByteFrom(int from) {
    return min(1, from, true);
  }

  /** No link of a receiver is faster, ms for a byte; infinite where it has no link. */
  double minMsPerByteTo(int to) {
    return min(1, to, false);
  }

  private double min(int column, int device, boolean isSender) {
    double min = Double.POSITIVE_INFINITY;
    for (int kind = 0; kind < kinds.count(); kind++) {
      int other = kinds.first(kind) == device ? kinds.other(kind, kind) : kinds.first(kind);
      if (other >= 0) {
        int pair = isSender ? pair(device, other) : pair(other, device);
        min = Math.min(min, times[pair + column]);
      }
    }
    return min;
  }

  private int row(int from) {
    return isFlat ? from : kinds.of(from);
  }

  private double max(int column, int row, int rows) {
    double max = 0;
    for (int i = 2 * row * stride; i < 2 * (row + rows) * stride; i += 2) {
      max = Math.max(max, times[i + column]);
    }
    return max;
  }
}
