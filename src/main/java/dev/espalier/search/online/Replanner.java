package dev.espalier.search.online;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.local.Trial;
import dev.espalier.search.price.DevicePrices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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

  private static final double MS_PER_S = 1_000;

  private final MovePolicy policy;
  private final SearchOptions options;
  private final Deque<List<Slice>> pool = new ArrayDeque<>();
  private DevicePrices prices;

  /** The tables of the last problem, and that problem; null before the first search. */
  private CostTables tables;

  private PlanningProblem tabulated;
  private Probation probation;
  private final Optional<Foresight> foresight;
  private volatile Snapshot snapshot;

  private Replanner(ReplannerState state, MovePolicy policy, SearchOptions options) {
    this.policy = policy;
    this.options = options;
    snapshot = state.snapshot();
    pool.addAll(state.pool());
    prices = state.prices().toDevicePrices();
    probation = state.probation();
    foresight =
        policy.rule() == MoveRule.LEARNED
            ? Optional.of(new Foresight(policy, state.experience()))
            : Optional.empty();
  }

  /**
   * A replanner whose plan in force is the best one that a planner finds.
   *
   * @param options of each search; a time limit makes decisions depend on the machine
   */
  public static Replanner start(
      World world, Planner planner, MovePolicy policy, SearchOptions options) {
    Replanner replanner = new Replanner(ReplannerState.first(world, List.of()), policy, options);
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
    return new Replanner(ReplannerState.first(world, inForce), policy, options);
  }

  /** A replanner that goes on where another one was; equal changes give equal decisions. */
  public static Replanner resumed(ReplannerState state, MovePolicy policy, SearchOptions options) {
    return new Replanner(state, policy, options);
  }

  /** All that later decisions depend on. */
  public synchronized ReplannerState state() {
    return new ReplannerState(
        snapshot,
        List.copyOf(pool),
        ReplannerState.Prices.of(prices),
        probation,
        foresight.map(Foresight::experience).orElse(Experience.NONE));
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
   * @param atSeconds time of the last decision, s; negative infinity before the first
   * @param movedAtSeconds time of the last move, s; negative infinity before the first
   * @param lost what staying has lost from the last move to the last decision, ms times s
   * @param losing what the plan in force costs more than the best one since the last decision, ms
   */
  public record Snapshot(
      World world,
      List<Slice> inForce,
      List<Slice> previous,
      Optional<Decision> last,
      long decisions,
      long moves,
      double atSeconds,
      double movedAtSeconds,
      double lost,
      double losing) {

    public Snapshot {
      inForce = List.copyOf(inForce);
      previous = List.copyOf(previous);
    }

    /** The state before the first decision, in which a plan may be in force. */
    static Snapshot of(World world, List<Slice> inForce) {
      return new Snapshot(
          world,
          inForce,
          List.of(),
          Optional.empty(),
          0,
          0,
          Double.NEGATIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0,
          0);
    }

    /** The state after a decision upon this one. */
    Snapshot after(Decision decision, World newWorld, double newLost) {
      boolean isMove = decision.action().isMove();
      return new Snapshot(
          newWorld,
          decision.after().map(Plan::slices).orElse(List.of()),
          isMove ? inForce : previous,
          Optional.of(decision),
          decision.number(),
          moves + (isMove && !inForce.isEmpty() ? 1 : 0),
          decision.atSeconds(),
          isMove ? decision.atSeconds() : movedAtSeconds,
          isMove ? 0 : newLost,
          decision.losing());
    }

    /** What staying has lost since the last move at some time, ms times s. */
    double lostUntil(double seconds) {
      return losing > 0 ? lost + (seconds - atSeconds) * losing : lost;
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

  /**
   * Takes a measured latency of the plan in force. Where the plan of the last move turns out to be
   * slower than the one before would be now, decides to go back; see {@link Probation}.
   *
   * @param atSeconds time of the measurement, s, not before that of the last changes
   * @param measuredMs mean latency of the samples that were measured, ms, &gt; 0
   * @return the decision to go back; empty if the plan in force stays
   */
  public synchronized Optional<Decision> observe(double atSeconds, double measuredMs) {
    checkTime(atSeconds);
    Checks.positive("measurement", "latencyMs", measuredMs);
    World world = snapshot.world();
    Optional<Plan> now = priced(world, snapshot.inForce());
    if (now.isEmpty() || !(now.get().expectedLatencyMs() > 0)) {
      return Optional.empty();
    }
    probation = probation.measured(atSeconds, measuredMs / now.get().expectedLatencyMs());
    if (!probation.isDue(atSeconds)) {
      return Optional.empty();
    }
    Optional<Plan> back =
        priced(world, snapshot.previous())
            .filter(plan -> PlanValidator.violations(plan).isEmpty())
            .filter(plan -> isLatency(plan.problem().objective()))
            .filter(plan -> probation.isWorse(now.get(), plan));
    probation = probation.ended();
    return back.map(plan -> rollBack(now.get(), plan, atSeconds));
  }

  /** Of an energy or a period, a measured latency says nothing. */
  private static boolean isLatency(Objective objective) {
    return objective.isInMs() && objective.combination() == Objective.Combination.SUM;
  }

  private Decision rollBack(Plan now, Plan back, double atSeconds) {
    World world = snapshot.world();
    WarmSearch.Found found = search(world);
    prices = found.prices();
    double lost = snapshot.lostUntil(atSeconds);
    Deciding deciding =
        new Deciding(policy, snapshot, List.of(), world, atSeconds, lost, foresight);
    return record(world, lost, deciding.rollBack(now, back, found));
  }

  private void checkTime(double atSeconds) {
    double last = snapshot.atSeconds();
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
    Set<List<Slice>> starts = new LinkedHashSet<>();
    if (!snapshot.inForce().isEmpty()) {
      starts.add(snapshot.inForce());
    }
    starts.addAll(pool);
    return WarmSearch.search(
        problem, tables(problem), onPresentDevices(problem, starts), prices, options);
  }

  /** The tables of a problem: what did not change is that of the last one. */
  private CostTables tables(PlanningProblem problem) {
    if (tables == null || tabulated != problem) {
      tables = tables == null ? new CostTables(problem) : tables.updated(problem);
      tabulated = problem;
    }
    return tables;
  }

  private static List<List<Slice>> onPresentDevices(
      PlanningProblem problem, Collection<List<Slice>> plans) {
    Set<String> devices = Set.copyOf(problem.devices().stream().map(Device::name).toList());
    int length = problem.linearization().length();
    return plans.stream()
        .filter(
            slices ->
                slices.size() <= problem.maxSlices()
                    && slices.get(slices.size() - 1).to() == length
                    && slices.stream().allMatch(slice -> devices.contains(slice.device())))
        .toList();
  }

  private Decision decide(World world, double atSeconds, WarmSearch.Found found) {
    Snapshot old = snapshot;
    prices = found.prices();
    found.best().ifPresent(plan -> remember(plan.slices()));
    double lost = old.lostUntil(atSeconds);
    Optional<Plan> now = priced(world, old.inForce());
    List<Plan> working = candidates(world, now, found);
    if (foresight.isPresent() && found.best().isPresent()) {
      foresight.get().observe(atSeconds, found.best().get(), now, working);
    }
    Deciding deciding =
        new Deciding(policy, old, probation.barred(atSeconds), world, atSeconds, lost, foresight);
    return record(world, lost, deciding.decide(now, found, working));
  }

  /** The plan of slices in a world; empty if there is none. */
  private static Optional<Plan> priced(World world, List<Slice> slices) {
    return slices.isEmpty()
        ? Optional.empty()
        : world.problem().map(problem -> PlanEvaluator.evaluate(problem, slices));
  }

  private Decision record(World world, double lost, Decision decision) {
    if (decision.action().isMove()) {
      double loadMs = decision.move().map(Move::loadMs).orElse(0.0);
      double fromSeconds = decision.atSeconds() + policy.switching().delayMs(loadMs) / MS_PER_S;
      probation = probation.afterMove(fromSeconds, snapshot.inForce(), decision);
    }
    snapshot = snapshot.after(decision, world, lost);
    return decision;
  }

  private void remember(List<Slice> slices) {
    pool.remove(slices);
    pool.addFirst(slices);
    if (pool.size() > POOL) {
      pool.removeLast();
    }
  }

  /**
   * Plans that work now and may be better than the plan in force, now or later: former optima, and
   * the best one that loads no more devices than the policy allows, where the best of all does.
   */
  private List<Plan> candidates(World world, Optional<Plan> now, WarmSearch.Found found) {
    if (world.problem().isEmpty() || now.isEmpty()) {
      return List.of();
    }
    PlanningProblem problem = world.problem().get();
    CostTables costs = tables(problem);
    boolean isBroken = !PlanValidator.violations(now.get()).isEmpty();
    List<Plan> plans = new ArrayList<>();
    for (List<Slice> slices : onPresentDevices(problem, pool)) {
      Trial trial = Trial.of(problem, slices, costs);
      double value = costs.feasibleValue(trial.starts, trial.devices, trial.count);
      boolean works = value < Double.POSITIVE_INFINITY;
      boolean mayBeBest = isBroken || Rounding.isAtMost(value, now.get().value());
      if (works && (mayBeBest || foresight.filter(each -> each.covers(slices)).isPresent())) {
        plans.add(PlanEvaluator.evaluate(problem, slices));
      }
    }
    if (!isBroken) {
      nearby(now.get(), found).ifPresent(plans::add);
    }
    plans.removeIf(plan -> !PlanValidator.violations(plan).isEmpty());
    return plans;
  }

  private Optional<Plan> nearby(Plan now, WarmSearch.Found found) {
    if (policy.maxMovedDevices().isEmpty() || found.best().isEmpty()) {
      return Optional.empty();
    }
    int max = policy.maxMovedDevices().getAsInt();
    Plan best = found.best().get();
    if (Move.of(now, best, policy.repository()).devices() <= max) {
      return Optional.empty();
    }
    PlanningProblem problem = best.problem();
    return NearbySearch.search(problem, tables(problem), now.slices(), found.best(), max, options)
        .plan();
  }
}
