package dev.espalier.search.online;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.price.DevicePrices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a problem and the plan in force, takes changes of the world, and decides whether to move.
 *
 * <p>Method: a change updates the tables; a search then starts from the plan in force, from former
 * optima and from the last prices ({@code ExactSearch}), so that it ends within a millisecond where
 * a dozen devices run some dozen layers. Among the plans found, the one whose move gains the most
 * over the horizon is moved to, if the policy's rule says that it pays. A plan that no longer works
 * is left at once. Reproducible: equal changes give equal decisions. Thread-safe; changes are taken
 * one after another, and {@link #snapshot} never waits for them.
 */
public final class Replanner {
  /** Former optima that a search starts from. */
  private static final int POOL = 16;

  private final MovePolicy policy;
  private final SearchOptions options;
  private final Deque<List<Slice>> pool = new ArrayDeque<>();
  private DevicePrices prices = DevicePrices.NONE;
  private volatile Snapshot snapshot;

  private Replanner(World world, MovePolicy policy, SearchOptions options) {
    this.policy = policy;
    this.options = options;
    snapshot = Snapshot.of(world);
  }

  /**
   * A replanner whose plan in force is the best one that a planner finds.
   *
   * @param options of each search; a time limit makes decisions depend on the machine
   */
  public static Replanner start(
      World world, Planner planner, MovePolicy policy, SearchOptions options) {
    Replanner replanner = new Replanner(world, policy, options);
    Optional<PlanningProblem> problem = world.problem();
    WarmSearch.Found found =
        problem
            .map(now -> WarmSearch.Found.of(planner.plan(now, options), DevicePrices.NONE))
            .orElseGet(() -> new WarmSearch.Found(Optional.empty(), 0, true, DevicePrices.NONE));
    replanner.decide(world, 0, found);
    return replanner;
  }

  /**
   * A replanner with a plan that is in force already, whether or not it is the best one.
   *
   * @param inForce slices of the plan
   * @throws InvalidFieldException if they are no plan for the problem
   */
  public static Replanner keeping(
      World world, List<Slice> inForce, MovePolicy policy, SearchOptions options) {
    Plan.checkCover(world.allDevices(), inForce);
    Replanner replanner = new Replanner(world, policy, options);
    replanner.snapshot = replanner.snapshot.withInForce(inForce);
    return replanner;
  }

  /**
   * The state of a replanner at one time. Immutable.
   *
   * @param world the world
   * @param inForce slices of the plan in force; empty if none is
   * @param previous slices of the plan before the last move; empty if none
   * @param last the last decision; empty before the first
   * @param decisions number of decisions so far
   * @param moves number of moves so far, the first plan not counted
   * @param movedAtSeconds time of the last move, s; negative infinity before the first
   * @param lost what staying has lost since the last move, ms times s
   */
  public record Snapshot(
      World world,
      List<Slice> inForce,
      List<Slice> previous,
      Optional<Decision> last,
      long decisions,
      long moves,
      double movedAtSeconds,
      double lost) {

    public Snapshot {
      inForce = List.copyOf(inForce);
      previous = List.copyOf(previous);
    }

    private static Snapshot of(World world) {
      return new Snapshot(
          world, List.of(), List.of(), Optional.empty(), 0, 0, Double.NEGATIVE_INFINITY, 0);
    }

    private Snapshot withInForce(List<Slice> slices) {
      return new Snapshot(world, slices, previous, last, decisions, moves, movedAtSeconds, lost);
    }
  }

  /** The present state. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** The policy. */
  public MovePolicy policy() {
    return policy;
  }

  /**
   * Takes changes and decides.
   *
   * @param atSeconds time of the changes, s, not before that of the last ones
   * @throws InvalidFieldException if a change names what there is not or has a value out of range;
   *     the state is then as before
   */
  public synchronized Decision apply(double atSeconds, List<Change> changes) {
    checkTime(atSeconds);
    World world = snapshot.world().with(changes);
    return decide(world, atSeconds, search(world));
  }

  /**
   * Searches as long as the options allow, from what is known, and decides again: proves how good
   * the last decision was, or finds a better plan.
   */
  public synchronized Decision refine(Planner planner, double atSeconds) {
    checkTime(atSeconds);
    World world = snapshot.world();
    WarmSearch.Found warm = search(world);
    WarmSearch.Found found =
        world
            .problem()
            .map(
                problem ->
                    WarmSearch.Found.of(
                        planner.plan(problem, options.withStartFrom(warm.best().stream().toList())),
                        warm.prices()))
            .orElse(warm);
    return decide(world, atSeconds, found);
  }

  private void checkTime(double atSeconds) {
    double last = snapshot.last().map(Decision::atSeconds).orElse(Double.NEGATIVE_INFINITY);
    if (!(atSeconds >= last) || Double.isInfinite(atSeconds)) {
      throw new InvalidFieldException(
          "at",
          "time must not be before that of the last change, %s s, but is %s"
              .formatted(last, atSeconds));
    }
  }

  private WarmSearch.Found search(World world) {
    if (world.problem().isEmpty()) {
      return new WarmSearch.Found(Optional.empty(), 0, true, prices);
    }
    PlanningProblem problem = world.problem().get();
    Set<String> devices = Set.copyOf(problem.devices().stream().map(Device::name).toList());
    Set<List<Slice>> starts = new LinkedHashSet<>();
    if (!snapshot.inForce().isEmpty()) {
      starts.add(snapshot.inForce());
    }
    starts.addAll(pool);
    starts.removeIf(
        slices ->
            slices.size() > problem.maxSlices()
                || !slices.stream().allMatch(slice -> devices.contains(slice.device())));
    return WarmSearch.search(
        problem, new CostTables(problem), List.copyOf(starts), prices, options);
  }

  private Decision decide(World world, double atSeconds, WarmSearch.Found found) {
    Snapshot old = snapshot;
    prices = found.prices();
    found.best().ifPresent(plan -> remember(plan.slices()));
    double lost = old.lost() + lostSince(old, atSeconds);
    Optional<Plan> before =
        old.inForce().isEmpty()
            ? Optional.empty()
            : world.problem().map(problem -> PlanEvaluator.evaluate(problem, old.inForce()));
    Decision decision =
        new Deciding(policy, old, world, atSeconds, lost).decide(before, found, candidates(world));
    boolean isMove = decision.action().isMove();
    List<Slice> inForce = decision.after().map(Plan::slices).orElse(List.of());
    snapshot =
        new Snapshot(
            world,
            inForce,
            isMove ? old.inForce() : old.previous(),
            Optional.of(decision),
            decision.number(),
            old.moves() + (isMove && !old.inForce().isEmpty() ? 1 : 0),
            isMove ? atSeconds : old.movedAtSeconds(),
            isMove ? 0 : lost);
    return decision;
  }

  /** What staying has lost since the last decision, at the costs that held since then. */
  private static double lostSince(Snapshot old, double atSeconds) {
    return old.last()
        .filter(last -> last.after().isPresent() && last.best().isPresent())
        .map(
            last ->
                (atSeconds - last.atSeconds())
                    * Math.max(0, last.after().get().value() - last.best().get().value()))
        .orElse(0.0);
  }

  private void remember(List<Slice> slices) {
    pool.remove(slices);
    pool.addFirst(slices);
    if (pool.size() > POOL) {
      pool.removeLast();
    }
  }

  /** The former optima that work now. */
  private List<Plan> candidates(World world) {
    if (world.problem().isEmpty()) {
      return List.of();
    }
    PlanningProblem problem = world.problem().get();
    List<Plan> plans = new ArrayList<>();
    for (List<Slice> slices : pool) {
      if (slices.get(slices.size() - 1).to() == problem.linearization().length()) {
        Plan plan = PlanEvaluator.evaluate(problem, slices);
        if (PlanValidator.violations(plan).isEmpty()) {
          plans.add(plan);
        }
      }
    }
    return plans;
  }
}
