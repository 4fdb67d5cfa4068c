package dev.espalier.benchmarks.fleet;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws devices for a network; device d is of kind d modulo the number of kinds.
 *
 * <p>Speed: a kind takes {@value #MEDIAN_MS} ms for a mean layer, half of it for operations and
 * half for moved bytes, each divided by a log-uniform factor from 1/sqrt(10) to sqrt(10). Memory:
 * from a plan that is hidden in the problem. It has one slice on each device, in random order, each
 * with a part of the weights in proportion to a number from 1 to 4, log-uniform by kind, and at
 * least a position. A kind has the memory of the largest slice of its devices, times a log-uniform
 * factor; the hidden plan is therefore feasible. Links: the mean tensor takes {@value #TRANSFER_MS}
 * ms after a latency of {@value #LATENCY_MS} ms; ordered pairs with links of their own take from a
 * tenth to ten times as long (log-uniform), after 0 to 2 ms (uniform). Power: 1 to 20 W,
 * log-uniform by kind; energy is not limited.
 */
final class FleetCatalog {
  private static final double MEDIAN_MS = 1;
  private static final double TRANSFER_MS = 2;
  private static final double LATENCY_MS = 1;
  private static final double SPREAD = Math.sqrt(10);
  private static final double LINK_SPREAD = 10;
  private static final double MAX_SHARE = 4;
  private static final double MAX_LATENCY_MS = 2;
  private static final double MAX_POWER_W = 20;
  private static final double BYTES_OF_MIB = 1024.0 * 1024;

  private final Linearization net;
  private final int devices;
  private final int kinds;
  private final RandomGenerator random;

  FleetCatalog(BranchyNet net, int devices, int kinds, RandomGenerator random) {
    this.net = Linearization.of(net);
    this.devices = devices;
    this.kinds = kinds;
    this.random = random;
  }

  /**
   * The catalog.
   *
   * @param minMemory smallest factor of the memory of the hidden plan
   * @param maxMemory largest factor of it
   * @param ownLinks probability that an ordered pair has a link of its own
   */
  DeviceCatalog draw(double minMemory, double maxMemory, double ownLinks) {
    double[] bytes = hiddenBytes();
    List<Device> ofKind = new ArrayList<>();
    for (int kind = 0; kind < kinds; kind++) {
      double factor = Draws.logUniform(minMemory, maxMemory, random);
      ofKind.add(device("kind" + kind, factor * bytes[kind] / BYTES_OF_MIB));
    }
    Network network = Network.uniform(mbps(TRANSFER_MS), LATENCY_MS).withLinks(links(ownLinks));
    double[] watts = new double[kinds];
    Arrays.setAll(watts, kind -> Draws.logUniform(1, MAX_POWER_W, random));
    List<Device> all = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      Device kind = ofKind.get(d % kinds);
      all.add(kind.toBuilder().name("d" + d).powerW(watts[d % kinds]).build());
    }
    return new DeviceCatalog("drawn", all, network);
  }

  private Device device(String name, double memoryMiB) {
    double flops = net.layers().stream().mapToDouble(Layer::flops).sum();
    double moved = 0;
    for (int i = 0; i < net.length(); i++) {
      moved += (double) net.readBytes(i) + net.layer(i).outputBytes();
    }
    double seconds = MEDIAN_MS * net.length() / 2 / 1000;
    double gflops = flops / 1e9 / seconds * Draws.logUniform(1 / SPREAD, SPREAD, random);
    double ioMBps = moved / 1e6 / seconds * Draws.logUniform(1 / SPREAD, SPREAD, random);
    return Device.builder(name, gflops, ioMBps).memoryMiB(memoryMiB).build();
  }

  /** Bytes that each kind needs for the largest slice of its devices in the hidden plan. */
  private double[] hiddenBytes() {
    double[] share = new double[kinds];
    for (int kind = 0; kind < kinds; kind++) {
      share[kind] = Draws.logUniform(1, MAX_SHARE, random);
    }
    double open = 0;
    for (int d = 0; d < devices; d++) {
      open += share[d % kinds];
    }
    double[] bytes = new double[kinds];
    int[] order = Draws.permutation(devices, random);
    double weights = net.layers().stream().mapToDouble(Layer::weightBytes).sum();
    int from = 0;
    for (int k = 0; k < devices; k++) {
      int kind = order[k] % kinds;
      int to = end(from, devices - k - 1, weights * share[kind] / open);
      bytes[kind] = Math.max(bytes[kind], residentBytes(from, to));
      for (int i = from; i < to; i++) {
        weights -= net.layer(i).weightBytes();
      }
      open -= share[kind];
      from = to;
    }
    return bytes;
  }

  /** Where a slice ends that holds about these weights and leaves a position to each later one. */
  private int end(int from, int later, double weightBytes) {
    int to = from + 1;
    double held = net.layer(from).weightBytes();
    while (to < net.length() - later
        && (later == 0 || held + net.layer(to).weightBytes() / 2.0 < weightBytes)) {
      held += net.layer(to).weightBytes();
      to++;
    }
    return to;
  }

  /** Weights and the most tensors that live at once: what {@code SliceLimit.MEMORY} counts. */
  private double residentBytes(int from, int to) {
    double weights = 0;
    double live = 0;
    for (int i = from; i < to; i++) {
      weights += net.layer(i).weightBytes();
      live = Math.max(live, net.liveBytes(i));
    }
    return weights + live;
  }

  private List<Link> links(double probability) {
    List<Link> links = new ArrayList<>();
    for (int from = 0; probability > 0 && from < devices; from++) {
      for (int to = 0; to < devices; to++) {
        if (to != from && random.nextDouble() < probability) {
          double ms = TRANSFER_MS * Draws.logUniform(1 / LINK_SPREAD, LINK_SPREAD, random);
          links.add(new Link("d" + from, "d" + to, mbps(ms), random.nextDouble(MAX_LATENCY_MS)));
        }
      }
    }
    return links;
  }

  /** The bandwidth at which the mean tensor of a boundary takes this long. */
  private double mbps(double ms) {
    double bytes = 0;
    for (int boundary = 1; boundary < net.length(); boundary++) {
      bytes += net.payloadBytes(boundary);
    }
    return 8 * bytes / (net.length() - 1) / 1000 / ms;
  }
}
