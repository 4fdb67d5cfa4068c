package dev.espalier.runtime.standin;

import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.runtime.RuntimeFailedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace of Linux for each device, with links between them whose bandwidth the kernel
 * limits. Each device has one address, at which all devices that it has a link with and this
 * machine reach it; routes decide over which pair of virtual interfaces. The pair to this machine
 * is not limited. Latency, which only some kernels can add, is left to the senders ({@link
 * #shaper}). All is removed by {@link #close}; what a process left that was killed is removed when
 * the next namespaces are made.
 */
public final class NetworkNamespaces implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Set<NetworkNamespaces> PRESENT = ConcurrentHashMap.newKeySet();

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  /** Commands that remove what was made, the last one first. */
  private final Deque<String> removals = new ArrayDeque<>();

  private final AddressBlock block;

  private NetworkNamespaces(AddressBlock block) {
    this.block = block;
    PRESENT.add(this);
  }

  /** What this machine lacks, as a message; empty if namespaces can be made. */
  public static Optional<String> missing() {
    return Iproute.missing();
  }

  /**
   * Makes namespaces and links.
   *
   * @param devices names of the devices
   * @param links directed links; devices without one do not reach each other. What is sent against
   *     the direction of a single link, its acknowledgments, is not limited
   * @throws RuntimeFailedException if that is not possible; nothing is left
   * @throws IllegalArgumentException if a link leads to no listed device, or its bandwidth cannot
   *     be imitated
   */
  public static NetworkNamespaces create(List<String> devices, List<Link> links) {
    check(devices, links);
    missing()
        .ifPresent(
            reason -> {
              throw new RuntimeFailedException(reason);
            });
    Leftovers.remove();
    String used = Iproute.run("ip", "-4", "route", "show", "table", "all");
    NetworkNamespaces namespaces =
        new NetworkNamespaces(
            AddressBlock.unused(used, ProcessHandle.current().pid() + NUMBERS.get()));
    try {
      devices.forEach(namespaces::addDevice);
      namespaces.addLinks(links);
      return namespaces;
    } catch (RuntimeFailedException e) {
      namespaces.removeAfter(e);
      throw e;
    }
  }

  private static void check(List<String> devices, List<Link> links) {
    if (devices.size() > AddressBlock.MAX_DEVICES) {
      throw new InvalidFieldException(
          "devices",
          "%d devices are more than the %d that network namespaces are made for"
              .formatted(devices.size(), AddressBlock.MAX_DEVICES));
    }
    for (Link link : links) {
      TokenBucket.burstBytes(link);
      for (String end : List.of(link.from(), link.to())) {
        if (!devices.contains(end)) {
          throw new InvalidFieldException(
              "links", "a link names %s, which is not listed".formatted(quoted(end)));
        }
      }
    }
  }

  private static String quoted(String device) {
    return Checks.quoted("device", device);
  }

  private synchronized void addDevice(String device) {
    int number = NUMBERS.getAndIncrement();
    long pid = ProcessHandle.current().pid();
    String name = Leftovers.name(pid, number);
    String address = block.device(names.size());
    ip("netns add " + name);
    removals.push("netns del " + name);
    names.put(device, name);
    addresses.put(device, address);
    ip("-n %s addr add %s/32 dev lo".formatted(name, address));
    ip("-n %s link set lo up".formatted(name));
    // Names of interfaces have up to 15 characters, process ids up to 7.
    String outside = "esp%d.%d".formatted(pid, number);
    ip("link add %s type veth peer name machine netns %s".formatted(outside, name));
    removals.push("link del " + outside);
    ip("addr add %s/32 dev %s".formatted(block.machine(), outside));
    ip("link set %s up".formatted(outside));
    ip("-n %s link set machine up".formatted(name));
    ip("route add %s dev %s src %s".formatted(address, outside, block.machine()));
    ip("-n %s route add %s dev machine src %s".formatted(name, block.machine(), address));
  }

  private synchronized void addLinks(List<Link> links) {
    List<Set<String>> pairs = new ArrayList<>();
    for (Link link : links) {
      Set<String> ends = Set.of(link.from(), link.to());
      if (!pairs.contains(ends)) {
        pairs.add(ends);
        connect(link.from(), link.to(), "link" + (pairs.size() - 1));
      }
      TokenBucket.limit(names.get(link.from()), "link" + pairs.indexOf(ends), link);
    }
  }

  private void connect(String one, String other, String name) {
    ip(
        "link add %s netns %s type veth peer name %s netns %s"
            .formatted(name, names.get(one), name, names.get(other)));
    for (String end : List.of(one, other)) {
      ip("-n %s link set %s up".formatted(names.get(end), name));
    }
    route(one, other, name);
    route(other, one, name);
  }

  private void route(String from, String to, String name) {
    ip(
        "-n %s route add %s dev %s src %s"
            .formatted(names.get(from), addresses.get(to), name, addresses.get(from)));
  }

  private static void ip(String arguments) {
    Iproute.run(("ip " + arguments).split(" "));
  }

  /** Address of a device, at which an agent in its namespace listens. */
  public String address(String device) {
    return known(addresses, device);
  }

  /** The command line that runs a command in the namespace of a device, in the same process. */
  public List<String> command(String device, List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", known(names, device)));
    all.addAll(command);
    return all;
  }

  private static String known(Map<String, String> map, String device) {
    String found = map.get(device);
    if (found == null) {
      throw new IllegalArgumentException("%s has no namespace".formatted(quoted(device)));
    }
    return found;
  }

  /** Bytes that the kernel lets pass at once on an idle link, for {@link #shaper}. */
  public static long burstBytes(Link link) {
    return TokenBucket.burstBytes(link);
  }

  /** What senders have to add so that a frame takes what it takes on the link of a catalog. */
  public static LinkShaper shaper(Link link) {
    return LinkShaper.beforeBucket(
        link.bandwidthMbps(), link.latencyMs(), TokenBucket.burstBytes(link));
  }

  /**
   * Kills the processes that are left in the namespaces and removes everything.
   *
   * @throws RuntimeFailedException if something is left
   */
  @Override
  public synchronized void close() {
    PRESENT.remove(this);
    Optional<RuntimeFailedException> failure = Optional.empty();
    names.values().forEach(Leftovers::killProcesses);
    while (!removals.isEmpty()) {
      try {
        ip(removals.pop());
      } catch (RuntimeFailedException e) {
        failure = Optional.of(failure.orElse(e));
      }
    }
    failure.ifPresent(
        e -> {
          throw e;
        });
  }

  private void removeAfter(RuntimeFailedException cause) {
    try {
      close();
    } catch (RuntimeFailedException e) {
      cause.addSuppressed(e);
    }
  }

  /** Removes all namespaces of this process, as far as possible: the process ends. */
  public static void closeAll() {
    for (NetworkNamespaces namespaces : PRESENT) {
      try {
        namespaces.close();
      } catch (RuntimeFailedException e) {
        // The next run removes what is left.
      }
    }
  }
}
