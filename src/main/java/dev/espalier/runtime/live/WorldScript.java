package dev.espalier.runtime.live;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.io.json.control.LinkBody;
import dev.espalier.io.json.control.LinkShape;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.runtime.coordinator.Steering;
import dev.espalier.runtime.standin.LocalAgents;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.run.live.Forecast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A world that changes at given times, imitated by agents on this machine: links become slower or
 * faster, devices too, and agents are killed and started again.
 */
public final class WorldScript implements Imitation, AutoCloseable {
  private static final double MS_PER_S = 1e3;

  private final List<Event> events;
  private final LocalAgents agents;
  private final Planner planner;
  private final List<Forecast> optimal = new ArrayList<>();
  private final List<World> worlds = new ArrayList<>();

  /** Agents take longer to start than a coordinator may pause. */
  private final ExecutorService hands =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "espalier-script");
            thread.setDaemon(true);
            return thread;
          });

  private double beginMs = Double.POSITIVE_INFINITY;
  private int next;

  /**
   * Something that happens.
   *
   * @param atSeconds when, s since the first measured sample
   */
  public record Event(double atSeconds, Change change) {}

  /**
   * @param problem the problem in the world of the beginning
   * @param events what happens, in the order of their times
   * @param planner finds the best plans, to compare with
   * @throws dev.espalier.error.InvalidFieldException if a change names what there is not
   */
  public WorldScript(
      PlanningProblem problem, List<Event> events, LocalAgents agents, Planner planner) {
    this.events = List.copyOf(events);
    this.agents = agents;
    this.planner = planner;
    worlds.add(World.of(problem));
    for (Event event : this.events) {
      worlds.add(worlds.get(worlds.size() - 1).with(event.change()));
    }
  }

  private World now() {
    return worlds.get(next);
  }

  @Override
  public Optional<LinkBody.Imitation> of(String device) {
    DeviceCatalog catalog = now().allDevices().catalog();
    Map<String, LinkShape> links = new LinkedHashMap<>();
    catalog.devices().stream()
        .map(each -> each.name())
        .filter(other -> !other.equals(device))
        .forEach(other -> links.put(other, shape(catalog.link(device, other))));
    return Optional.of(new LinkBody.Imitation(links, now().slowdown(device)));
  }

  private static LinkShape shape(Link link) {
    return new LinkShape(
        OptionalDouble.of(link.bandwidthMbps()), link.latencyMs(), OptionalLong.empty());
  }

  @Override
  public void begin(double atMs) {
    beginMs = atMs;
  }

  @Override
  public List<Steering.Order> orders(double nowMs) {
    boolean isNews = false;
    while (next < events.size() && nowMs - beginMs >= events.get(next).atSeconds() * MS_PER_S) {
      Change change = events.get(next).change();
      next++;
      isNews = true;
      if (change instanceof Change.Gone gone) {
        hands.execute(() -> agents.kill(gone.device()));
      } else if (change instanceof Change.Back back) {
        hands.execute(() -> agents.start(back.device()));
      }
    }
    List<Steering.Order> orders = new ArrayList<>();
    if (isNews) {
      for (String device :
          now().allDevices().catalog().devices().stream().map(each -> each.name()).toList()) {
        orders.add(new Steering.Order(device, FrameKind.IMITATE, of(device).orElseThrow().write()));
      }
    }
    return orders;
  }

  /** The best plan after each event that has happened, found when it is needed. */
  @Override
  public List<Forecast> optimal() {
    for (int i = optimal.size(); i <= next; i++) {
      double fromMs = i == 0 ? 0 : events.get(i - 1).atSeconds() * MS_PER_S;
      optimal.add(
          worlds
              .get(i)
              .problem()
              .flatMap(this::best)
              .map(plan -> LiveLog.forecast(fromMs, plan))
              .orElse(new Forecast(fromMs, Map.of())));
    }
    return List.copyOf(optimal);
  }

  private Optional<Plan> best(PlanningProblem problem) {
    return planner.plan(problem, SearchOptions.defaults()) instanceof PlanningResult.Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }
}
