package dev.espalier.runtime.coordinator;

import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.runtime.wire.FrameLimits;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The agents of a run: connections, whether they are alive, and what they send. */
final class Fleet implements AutoCloseable {
  private static final int RETRY_MS = 50;
  private static final int FAREWELL_MS = 300;
  private static final long MIN_HANDSHAKE_MS = 500;
  private static final int PINGS = 40;
  private static final long JOIN_MS = 200;
  private static final long PING_NS = 250_000_000L;
  private static final int MAX_EVENTS = 4_096;
  private static final long OFFER_MS = 100;

  /** An agent whose last ping was answered or is younger is alive. */
  private static final long LIVELY_NS = 2 * PING_NS;

  private final RunOptions options;
  private final String session;
  private final Map<String, AgentLink> links = new LinkedHashMap<>();
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  /** Devices that were lost and are connected to again, but not in use yet. */
  private final Set<String> joining = ConcurrentHashMap.newKeySet();

  private volatile boolean isClosed;

  /** Bounded: an agent that sends more than is handled has to wait, and only it. */
  private final LinkedBlockingQueue<AgentEvent> events = new LinkedBlockingQueue<>(MAX_EVENTS);

  private long pingedNs = System.nanoTime();

  Fleet(RunOptions options, String session) {
    this.options = options;
    this.session = session;
  }

  /**
   * The connection of a device, which is opened if there is none.
   *
   * @throws DeviceLostException if there is no agent
   */
  AgentLink link(String device) throws DeviceLostException {
    AgentLink open = links.get(device);
    return open != null && open.isOpen() ? open : connect(device, options.endpoint());
  }

  private AgentLink connect(String device, Endpoint endpoint) throws DeviceLostException {
    AgentPlace place =
        options
            .agent(device)
            .orElseThrow(() -> new DeviceLostException(device, "no agent is listed for it"));
    try {
      AgentLink link = AgentLink.connect(place, session, endpoint, this::add);
      use(link);
      return link;
    } catch (IOException e) {
      throw new DeviceLostException(
          device, "%s: %s".formatted(LinkAddress.text(place.address()), LinkAddress.reason(e)));
    }
  }

  private void use(AgentLink link) {
    links.put(link.device(), link);
    options
        .steering()
        .imitation(link.device())
        .ifPresent(body -> link.send(Frame.control(FrameKind.IMITATE, 0, body.write())));
  }

  /** Connects to devices that are not in use yet; returns those that have no agent now. */
  Set<String> connect(Collection<String> devices) {
    Set<String> missing = new LinkedHashSet<>();
    for (String device : devices) {
      try {
        link(device);
      } catch (DeviceLostException e) {
        giveUp(device);
        missing.add(device);
      }
    }
    return missing;
  }

  /** Connects to devices that were given up as soon as their agents are there again. */
  void awaitAgain(Set<String> devices) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!isClosed) {
                  devices.stream()
                      .filter(device -> given.contains(device) && !joining.contains(device))
                      .forEach(this::join);
                  Thread.sleep(JOIN_MS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "espalier-join");
    thread.setDaemon(true);
    thread.start();
  }

  private void join(String device) {
    Optional<AgentPlace> place = options.agent(device);
    if (place.isEmpty()) {
      return;
    }
    try {
      AgentLink link = AgentLink.connect(place.get(), session, hasty(), this::add);
      joining.add(device);
      align(List.of(link));
      if (isClosed) {
        link.close();
      }
      add(new AgentEvent.Joined(link));
    } catch (IOException e) {
      // It is not there yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Uses a device again that was given up. */
  void joined(AgentLink link) {
    given.remove(link.device());
    joining.remove(link.device());
    use(link);
  }

  private void add(AgentEvent event) {
    try {
      while (!event.link().isClosed()) {
        if (events.offer(event, OFFER_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close(event);
  }

  private static void close(AgentEvent event) {
    if (event instanceof AgentEvent.Arrived arrived) {
      arrived.frame().close();
    } else if (event instanceof AgentEvent.Joined) {
      event.link().close();
    }
  }

  /** Whether an agent reacts, so that nothing but a link to another one may have failed. */
  boolean isLively(String device) {
    return open(device).filter(link -> link.silentNs() < LIVELY_NS).isPresent();
  }

  /** Tries for a while to reach an agent that was lost; returns whether it is back. */
  boolean reconnect(String device) throws InterruptedException {
    long endNs = System.nanoTime() + options.reconnect().toNanos();
    Endpoint endpoint = hasty();
    drop(device);
    while (!given.contains(device)) {
      try {
        connect(device, endpoint);
        return true;
      } catch (DeviceLostException e) {
        if (System.nanoTime() - endNs >= 0) {
          return false;
        }
        Thread.sleep(RETRY_MS);
      }
    }
    return false;
  }

  /** A process that is stopped accepts connections, too, but never proves who it is. */
  private Endpoint hasty() {
    FrameLimits limits = options.endpoint().limits();
    long handshakeMs =
        Math.min(limits.handshakeMs(), Math.max(MIN_HANDSHAKE_MS, options.reconnect().toMillis()));
    return new Endpoint(
        options.endpoint().security(),
        limits.withTimes(limits.frameMs(), (int) handshakeMs),
        options.endpoint().pool());
  }

  /** Uses a device no more. */
  void giveUp(String device) {
    given.add(device);
    drop(device);
  }

  private void drop(String device) {
    AgentLink link = links.remove(device);
    if (link != null) {
      link.close();
    }
  }

  /** Devices that are used no more. */
  Set<String> givenUp() {
    return Set.copyOf(given);
  }

  /** The next event; empty if none comes in time. Events of dropped connections are left out. */
  Optional<AgentEvent> poll(long waitNs) throws InterruptedException {
    long endNs = System.nanoTime() + waitNs;
    while (true) {
      AgentEvent event = events.poll(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (event == null) {
        return Optional.empty();
      }
      if (event instanceof AgentEvent.Joined || links.get(event.link().device()) == event.link()) {
        return Optional.of(event);
      }
      close(event);
    }
  }

  /** Sends pings in quick succession, so that clocks are known. */
  void alignClocks() throws InterruptedException {
    align(links.values());
  }

  private static void align(Collection<AgentLink> agents) throws InterruptedException {
    for (int i = 0; i < PINGS; i++) {
      agents.forEach(AgentLink::ping);
      Thread.sleep(1);
    }
  }

  /**
   * Pings the agents now and then, and checks that they answer.
   *
   * @throws DeviceLostException if one does not
   */
  void checkAlive(Collection<String> devices) throws DeviceLostException {
    long now = System.nanoTime();
    boolean isDue = now - pingedNs > PING_NS;
    if (isDue) {
      pingedNs = now;
    }
    long patienceNs = options.patience().toNanos();
    for (String device : devices) {
      AgentLink link = links.get(device);
      if (link == null) {
        continue;
      }
      if (isDue) {
        link.ping();
      }
      if (link.silentNs() > patienceNs) {
        throw new DeviceLostException(
            device,
            "it has not answered for %d ms"
                .formatted(TimeUnit.NANOSECONDS.toMillis(link.silentNs())));
      }
      if (link.busyNs() > patienceNs) {
        throw new DeviceLostException(
            device,
            "it has computed one sample for %d ms"
                .formatted(TimeUnit.NANOSECONDS.toMillis(link.busyNs())));
      }
    }
  }

  /** Whether one of some agents was computing a sample when it last said so. */
  boolean isComputing(Collection<String> devices) {
    return devices.stream().map(links::get).anyMatch(link -> link != null && link.busyNs() > 0);
  }

  /** The devices that are connected to. */
  Set<String> devices() {
    return Set.copyOf(links.keySet());
  }

  Collection<AgentLink> links() {
    return links.values();
  }

  Optional<AgentLink> open(String device) {
    return Optional.ofNullable(links.get(device)).filter(AgentLink::isOpen);
  }

  /** Ends the run for all agents; one that does not close its end soon is left to itself. */
  @Override
  public void close() {
    isClosed = true;
    links.values().forEach(link -> link.send(Frame.about(FrameKind.BYE, 0, Frame.NONE)));
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MS);
    try {
      while (links.values().stream().anyMatch(AgentLink::isOpen) && System.nanoTime() < endNs) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    links.values().forEach(AgentLink::close);
    for (AgentEvent event = events.poll(); event != null; event = events.poll()) {
      close(event);
    }
  }
}
