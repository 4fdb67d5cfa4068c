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

  /** By column, the two devices of its links; null for the network's. */
  private final List<String[]> ends = new ArrayList<>();

  /** By sample, then column: seconds for a megabit. */
  private final double[][] times;

  /**
   * @throws InvalidFieldException if a column names no two devices of the catalog, or the links of
   *     another column
   */
  SampledCatalog(DeviceCatalog catalog, List<String> columns, double[][] mbps) {
    this.catalog = catalog;
    network = columns.indexOf(BandwidthSamples.NETWORK);
    Set<Set<String>> pairs = new HashSet<>();
    for (int c = 0; c < columns.size(); c++) {
      String[] pair = c == network ? null : ends(columns.get(c));
      if (pair != null && !pairs.add(Set.of(pair))) {
        throw new InvalidFieldException(
            "columns/" + c,
            "column \"%s\": the links between \"%s\" and \"%s\" are those of another column, too"
                .formatted(Printable.line(columns.get(c)), pair[0], pair[1]));
      }
      ends.add(pair);
    }
    times = new double[mbps.length][columns.size()];
    for (int s = 0; s < mbps.length; s++) {
      for (int c = 0; c < columns.size(); c++) {
        times[s][c] = 1 / mbps[s][c];
      }
    }
  }

  /** Names of devices may have colons, too. */
  private String[] ends(String column) {
    for (int at = column.indexOf(':'); at >= 0; at = column.indexOf(':', at + 1)) {
      String[] pair = {column.substring(0, at).strip(), column.substring(at + 1).strip()};
      boolean known = catalog.indexOf(pair[0]) >= 0 && catalog.indexOf(pair[1]) >= 0;
      if (known && !pair[0].equals(pair[1])) {
        return pair;
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
      if (catalog.devices().stream().anyMatch(SampledCatalog::isCapped)) {
        putCappedLinks(weights, links);
      }
    }
    for (int c = 0; c < ends.size(); c++) {
      if (ends.get(c) != null) {
        double mbps = 1 / mean(weights, c, 0);
        put(links, link(ends.get(c)[0], ends.get(c)[1]).withBandwidthMbps(mbps));
        put(links, link(ends.get(c)[1], ends.get(c)[0]).withBandwidthMbps(mbps));
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

  private static boolean isCapped(Device device) {
    return device.uplinkMbps().isPresent() || device.downlinkMbps().isPresent();
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
