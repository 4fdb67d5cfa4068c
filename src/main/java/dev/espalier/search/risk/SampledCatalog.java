package dev.espalier.search.risk;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog whose bandwidths are samples: the catalog of each sample, and of means over them. What
 * a transfer takes is linear in 1 / bandwidth, so that a plan's mean value over samples is its
 * value on links of the mean time for a byte.
 */
final class SampledCatalog {
  private final DeviceCatalog catalog;
  private final int network;

  /** By column, the two devices of its links; none for the network's. */
  private final List<List<String>> ends;

  /** By sample, then column: seconds for a megabit. */
  private final double[][] times;

  /**
   * @throws InvalidFieldException if a column names no two devices of the catalog, or the links of
   *     another column
   */
  SampledCatalog(DeviceCatalog catalog, List<String> columns, double[][] mbps) {
    this.catalog = catalog;
    network = columns.indexOf(BandwidthSamples.NETWORK);
    ends = ends(catalog, columns);
    times = new double[mbps.length][columns.size()];
    for (int s = 0; s < mbps.length; s++) {
      for (int c = 0; c < columns.size(); c++) {
        times[s][c] = 1 / mbps[s][c];
      }
    }
  }

  /**
   * The two devices of each column, none for the network's.
   *
   * @throws InvalidFieldException if a column names no two devices of the catalog, or the links of
   *     another column
   */
  static List<List<String>> ends(DeviceCatalog catalog, List<String> columns) {
    List<List<String>> ends = new ArrayList<>();
    Set<Set<String>> pairs = new HashSet<>();
    for (String column : columns) {
      List<String> pair =
          column.equals(BandwidthSamples.NETWORK) ? List.of() : ends(catalog, column);
      if (!pair.isEmpty() && !pairs.add(Set.copyOf(pair))) {
        throw new InvalidFieldException(
            "columns",
            "column \"%s\": the links between these devices are those of another column, too"
                .formatted(Printable.line(column)));
      }
      ends.add(pair);
    }
    return ends;
  }

  /** Names of devices may have colons, too. */
  private static List<String> ends(DeviceCatalog catalog, String column) {
    for (int at = column.indexOf(':'); at >= 0; at = column.indexOf(':', at + 1)) {
      String from = column.substring(0, at).strip();
      String to = column.substring(at + 1).strip();
      if (catalog.indexOf(from) >= 0 && catalog.indexOf(to) >= 0 && !from.equals(to)) {
        return List.of(from, to);
      }
    }
    throw new InvalidFieldException(
        "columns",
        "column \"%s\": expected %s or DEVICE:DEVICE of the catalog, whose devices are %s"
            .formatted(
                Printable.line(column),
                BandwidthSamples.NETWORK,
                Printable.list(catalog.devices().stream().map(Device::name).toList())));
  }

  /** The catalog whose links take the mean time for a byte under these weights, which sum to 1. */
  DeviceCatalog mean(double[] weights) {
    Map<List<String>, Link> links = new HashMap<>();
    DeviceCatalog mean = catalog;
    if (network >= 0) {
      mean = catalog.withDefaultBandwidthMbps(1 / mean(weights, network, 0));
      if (isCapped()) {
        putCappedLinks(weights, links);
      }
    }
    for (int c = 0; c < ends.size(); c++) {
      if (!ends.get(c).isEmpty()) {
        double mbps = 1 / mean(weights, c, 0);
        String a = ends.get(c).get(0);
        String b = ends.get(c).get(1);
        put(links, link(a, b).withBandwidthMbps(mbps));
        put(links, link(b, a).withBandwidthMbps(mbps));
      }
    }
    return links.isEmpty() ? mean : withLinks(mean, links);
  }

  private Link link(String from, String to) {
    return catalog.link(from, to);
  }

  private static void put(Map<List<String>, Link> links, Link link) {
    links.put(List.of(link.from(), link.to()), link);
  }

  private static DeviceCatalog withLinks(DeviceCatalog mean, Map<List<String>, Link> links) {
    List<Link> all = new ArrayList<>();
    Map<List<String>, Link> left = new HashMap<>(links);
    for (Link link : mean.network().links()) {
      Link own = left.remove(List.of(link.from(), link.to()));
      all.add(own == null ? link : own);
    }
    for (Device from : mean.devices()) {
      for (Device to : mean.devices()) {
        Optional.ofNullable(left.get(List.of(from.name(), to.name()))).ifPresent(all::add);
      }
    }
    return mean.withNetwork(mean.network().withLinks(all));
  }

  /**
   * Links that the network limits in some samples and an uplink or downlink in others: their mean
   * is that of no default bandwidth.
   */
  private void putCappedLinks(double[] weights, Map<List<String>, Link> links) {
    double min = Double.POSITIVE_INFINITY;
    double max = 0;
    for (int s = 0; s < times.length; s++) {
      if (weights[s] > 0) {
        min = Math.min(min, times[s][network]);
        max = Math.max(max, times[s][network]);
      }
    }
    Set<List<String>> explicit = new HashSet<>();
    catalog.network().links().forEach(link -> explicit.add(List.of(link.from(), link.to())));
    for (Device from : catalog.devices()) {
      for (Device to : catalog.devices()) {
        double cap = Math.max(time(from.uplinkMbps().orElse(0)), time(to.downlinkMbps().orElse(0)));
        boolean isOwn = from.equals(to) || explicit.contains(List.of(from.name(), to.name()));
        if (!isOwn && cap > min && cap < max) {
          double mbps = 1 / mean(weights, network, cap);
          put(links, link(from.name(), to.name()).withBandwidthMbps(mbps));
        }
      }
    }
  }

  /** Whether some links may be slower than the network's bandwidth, which is sampled. */
  boolean isCapped() {
    return network >= 0
        && catalog.devices().stream()
            .anyMatch(
                device -> device.uplinkMbps().isPresent() || device.downlinkMbps().isPresent());
  }

  private static double time(double mbps) {
    return mbps > 0 ? 1 / mbps : 0;
  }

  /** The mean time of a column, where none is below a minimum. */
  private double mean(double[] weights, int column, double minimum) {
    double sum = 0;
    for (int s = 0; s < times.length; s++) {
      if (weights[s] > 0) {
        sum += weights[s] * Math.max(minimum, times[s][column]);
      }
    }
    return sum;
  }
}
