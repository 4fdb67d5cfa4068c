package dev.espalier.runtime.live;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.io.json.control.LinkBody;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.runtime.coordinator.Route;
import dev.espalier.runtime.coordinator.Steering;
import dev.espalier.runtime.placement.Replacement;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.Replanner;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.live.LiveRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a run follow the world. What agents measure becomes changes of the world, and a replanner
 * decides whether to move. A device whose agent fails is gone, and back when its agent can be
 * reached again. All methods but the constructor are called by the coordinator's thread.
 */
public final class LiveSteering implements Steering, Replacement {
  private static final double MS_PER_S = 1e3;

  /** A replanner decides again after this time, ms: staying may have come to cost too much. */
  private static final double AGAIN_MS = 250;

  /** A plan that is better by less than this part is not moved to. */
  private static final double MIN_GAIN = 0.05;

  /** After a move that came to nothing, the next one is not tried before this time, ms. */
  private static final double REFUSED_MS = 2_000;

  private final LiveSettings settings;
  private final Imitation imitation;
  private final PlanningProblem problem;
  private final Beliefs beliefs = new Beliefs();
  private final Transfers transfers = new Transfers();
  private final Probing probing;
  private final LiveLog log = new LiveLog();
  private final List<Change> pending = new ArrayList<>();
  private Replanner replanner;

  /** The world as it is believed to be; the replanner may not have taken the last changes yet. */
  private World world;

  private Optional<Decision> decided = Optional.empty();
  private List<Stage> stages;
  private double decideAtMs = Double.NEGATIVE_INFINITY;
  private double nowMs;

  /** Whether the samples that warm up are done; before, agents are slower than they will be. */
  private boolean isMeasuring;

  /**
   * @param problem the problem of placing the segments of the run, on devices that have agents
   * @param planned the way that the manifest plans
   * @param imitation what happens to links and devices that are imitated
   */
  public LiveSteering(
      PlanningProblem problem, Route planned, LiveSettings settings, Imitation imitation) {
    this.problem = problem;
    this.settings = settings;
    this.imitation = imitation;
    stages = planned.stages();
    probing = new Probing(settings.probeEvery().toMillis(), settings.addresses());
    world = World.of(problem);
    replanner = keeping();
  }

  private Replanner keeping() {
    return Replanner.keeping(world, slices(stages), settings.policy(), SearchOptions.defaults());
  }

  private static List<Slice> slices(List<Stage> stages) {
    return stages.stream()
        .filter(Stage::isSlice)
        .map(stage -> new Slice(stage.device(), stage.firstSegment(), stage.endSegment()))
        .toList();
  }

  @Override
  public Set<String> devices() {
    return settings.devices();
  }

  @Override
  public boolean isPreloaded() {
    return settings.isPreloaded();
  }

  @Override
  public Optional<LinkBody.Imitation> imitation(String device) {
    return imitation.of(device);
  }

  @Override
  public void measuring(double atMs) {
    isMeasuring = true;
    log.measuring(atMs);
    imitation.begin(atMs);
  }

  @Override
  public void moved(Route to, MoveTimes times) {
    if (times.lost().isPresent() || !stages.equals(to.stages())) {
      log.moved(stages, to, times, decided);
    } else {
      // The first deployment.
      probing.add(settings.devices(), times.atMs());
      world.gone().forEach(probing::remove);
    }
    stages = to.stages();
    predict(times.atMs());
  }

  @Override
  public void refused(Route to, String reason, double atMs) {
    log.noticed(atMs, "a move to %s came to nothing: %s".formatted(to.text(), reason));
    pending.clear();
    replanner = keeping();
    // What changes meanwhile is decided on as much earlier.
    decideAtMs = atMs + REFUSED_MS + AGAIN_MS;
  }

  private void predict(double atMs) {
    world
        .problem()
        .ifPresent(now -> log.deployed(atMs, PlanEvaluator.evaluate(now, slices(stages))));
  }

  @Override
  public void passed(Hop hop, Route route) {
    String device = route.stages().get(hop.stage()).device();
    for (Transfers.Transfer each : transfers.add(hop)) {
      String from = route.stages().get(each.from()).device();
      String to = route.stages().get(each.to()).device();
      note(
          beliefs.transferred(
              world, new Beliefs.Ends(from, to), each.bytes(), each.ms(), hop.sentMs()));
    }
    if (hop.isComputed()) {
      note(beliefs.computed(world, device, hop));
    }
  }

  @Override
  public void measured(String from, LinkBody.Found found, double atMs) {
    nowMs = atMs;
    probing.done(from, found);
    note(beliefs.probed(world, from, found, atMs));
  }

  private void note(Optional<Change> change) {
    change.ifPresent(this::change);
  }

  private void change(Change change) {
    world = world.with(change);
    pending.add(change);
    log.noticed(nowMs, ChangeText.of(change));
  }

  @Override
  public void lost(String device, double atMs) {
    nowMs = atMs;
    change(new Change.Gone(device));
    probing.remove(device);
    beliefs.forget(device);
  }

  @Override
  public void joined(String device, double atMs) {
    nowMs = atMs;
    change(new Change.Back(device));
    probing.add(Set.of(device), atMs);
  }

  @Override
  public List<Order> orders(double atMs) {
    nowMs = atMs;
    List<Order> orders = new ArrayList<>(imitation.orders(atMs));
    if (isMeasuring) {
      orders.addAll(probing.due(beliefs, atMs));
    }
    return orders;
  }

  @Override
  public Optional<Route> move(double atMs) {
    nowMs = atMs;
    if (!isMeasuring) {
      return Optional.empty();
    }
    beliefs.outdated(world, atMs).forEach(this::change);
    boolean isDue = !pending.isEmpty() && atMs >= decideAtMs - AGAIN_MS;
    if (!isDue && atMs < decideAtMs) {
      return Optional.empty();
    }
    Decision decision = decide();
    if (isTooSmall(decision)) {
      replanner = keeping();
      return Optional.empty();
    }
    return decision.action().isMove()
        ? decision.after().map(plan -> route(plan.slices()))
        : Optional.empty();
  }

  /** What is measured is not known better than that, and no move should follow from noise. */
  private static boolean isTooSmall(Decision decision) {
    return decision.violations().isEmpty()
        && decision.before().isPresent()
        && decision.after().isPresent()
        && decision.action().isMove()
        && decision.after().get().value() > (1 - MIN_GAIN) * decision.before().get().value();
  }

  private Decision decide() {
    List<Change> changes = List.copyOf(pending);
    pending.clear();
    Decision decision = replanner.apply(nowMs / MS_PER_S, changes);
    decided = Optional.of(decision);
    decideAtMs = nowMs + AGAIN_MS;
    if (!changes.isEmpty()) {
      predict(nowMs);
    }
    return decision;
  }

  private Route route(List<Slice> slices) {
    return Route.of(stages(slices), problem.source(), problem.sink());
  }

  private static List<Stage> stages(List<Slice> slices) {
    return slices.stream()
        .map(slice -> new Stage(slice.device(), slice.from(), slice.to()))
        .toList();
  }

  /** The plan that the replanner moves to when the devices are gone. */
  @Override
  public Optional<List<Stage>> without(Set<String> failed) {
    failed.stream()
        .filter(device -> problem.catalog().indexOf(device) >= 0)
        .filter(device -> !world.gone().contains(device))
        .map(Change.Gone::new)
        .forEach(this::change);
    return decide().after().map(plan -> stages(plan.slices()));
  }

  /** What became of the run. */
  public LiveRun result(RunMeasurement run) {
    return log.result(run, imitation.optimal());
  }
}
