package dev.espalier.search.exhaustive;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.OwnPeriod;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import dev.espalier.search.Workers;
import dev.espalier.search.exact.Infeasibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Prices every partition x every deployment: the yardstick of all other planners.
 *
 * <p>Guarantee: the plan is optimal unless the search was stopped; nothing is pruned, so the number
 * of evaluations is {@link PlanCount}. Complexity: O(1) a plan, as siblings in the search tree
 * reuse the cost of their common first slices. Reproducible: of equally good plans the first in the
 * order of enumeration (fewer slices, then devices and cuts in lexical order) is returned, on any
 * number of threads. Thread-safe.
 *
 * <p>Source: the exhaustive search that Na et al. 2023 (Sensors 23(3) 1500, tables 5 and 10) prove
 * their plans with; theirs prices each plan from scratch on one thread.
 */
public final class ExhaustivePlanner implements Planner {
  private static final String NAME = "exhaustive";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<PlannerTrait> traits() {
    return Set.of(PlannerTrait.PROVES_OPTIMALITY, PlannerTrait.ENUMERATES);
  }

  @Override
  public int usualThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
    return OwnPeriod.plan(problem, options, ExhaustivePlanner::search);
  }

  private static PlanningResult search(PlanningProblem problem, SearchOptions options) {
    StopSignal stop = StopSignal.start(options);
    SearchEvents events = new SearchEvents(NAME, problem, options);
    events.phase(SearchListener.Phase.SEARCHING);
    CostTables costs = new CostTables(problem);
    OptionalLong count = PlanCount.ifCountable(problem);
    Tally tally = new Tally(count.orElse(0), stop, events);
    Best best = enumerate(problem, costs, tally, events, options.threads(), stop);
    boolean complete = count.isPresent() && tally.done() == count.getAsLong();
    SearchRecord search =
        new SearchRecord(NAME, options.seed(), tally.done(), 0, stop.elapsedMs(), !complete);
    if (best.starts == null) {
      return complete
          ? Infeasibility.explain(problem, options, search)
          : new PlanningResult.Undecided(List.of(), search);
    }
    Plan plan =
        PlanEvaluator.evaluate(
            problem, CostTables.slices(problem, best.starts, best.devices, best.starts.length));
    return complete
        ? PlanningResult.Planned.of(plan, plan.value(), true, search)
        : PlanningResult.Planned.bounded(plan, costs, search);
  }

  /**
   * The best of some subtrees.
   *
   * @param subtree index of the subtree that the plan is from
   */
  private record Best(double value, long subtree, int[] starts, int[] devices) {
    static final Best NONE = new Best(Double.POSITIVE_INFINITY, Long.MAX_VALUE, null, null);

    /** Of two equally good plans the one that is enumerated first. */
    Best orBetter(Best other) {
      boolean isBetter = other.value < value || (other.value == value && other.subtree < subtree);
      return isBetter ? other : this;
    }
  }

  private static Best enumerate(
      PlanningProblem problem,
      CostTables costs,
      Tally tally,
      SearchEvents events,
      int threads,
      StopSignal stop) {
    Tails tails = new Tails(costs);
    AtomicLong next = new AtomicLong();
    Consumer<Best> report =
        best ->
            events.incumbent(
                () -> CostTables.slices(problem, best.starts, best.devices, best.starts.length),
                best.value,
                0);
    ExecutorService pool = Workers.pool(threads);
    try {
      List<Future<Best>> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        workers.add(pool.submit(() -> bestOfNext(costs, tails, tally, next, report, stop)));
      }
      return workers.stream().map(stop::await).reduce(Best.NONE, Best::orBetter);
    } finally {
      // Where one worker has failed, the work of the others is useless.
      tally.abort();
      pool.shutdown();
    }
  }

  /** Takes one subtree after another until there is none left. */
  private static Best bestOfNext(
      CostTables costs,
      Tails tails,
      Tally tally,
      AtomicLong next,
      Consumer<Best> report,
      StopSignal stop) {
    Best best = Best.NONE;
    while (!stop.requested() && !tally.isAborted()) {
      long index = next.getAndIncrement();
      Optional<Subtree> subtree = Subtree.at(index, costs);
      if (subtree.isEmpty()) {
        break;
      }
      SubtreeEnumeration plans =
          new SubtreeEnumeration(costs, tails, subtree.get().slices(), tally);
      plans.run(subtree.get().firstDevice(), subtree.get().firstEnd());
      best = best.orBetter(new Best(plans.best(), index, plans.bestStarts(), plans.bestDevices()));
      report.accept(best);
    }
    return best;
  }
}
