package dev.espalier.study.replay;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import dev.espalier.search.predict.RatePredictor;
import dev.espalier.study.trace.BandwidthTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a policy does along a trace. It sees the rate of a step when the step begins, and nothing
 * later; what it does is priced at the rates of the trace.
 *
 * <p>While a move is under way, rates are observed and nothing is decided.
 */
final class PolicyRun {
  private final CostsOverTime costs;
  private final MovePolicy policy;
  private final RatePredictor predictor;

  PolicyRun(CostsOverTime costs, MovePolicy policy, RatePredictor predictor) {
    this.costs = costs;
    this.policy = policy;
    this.predictor = predictor;
  }

  /** The course; empty if no plan works at some time. */
  Optional<Course> course(String name, Planner planner, SearchOptions options) {
    World world = World.of(costs.traced().problem()).with(observed(0));
    Replanner replanner = Replanner.start(world, planner, policy, options);
    List<Slice> first = replanner.snapshot().inForce();
    List<Relocation> moves = new ArrayList<>();
    List<Slice> inForce = first;
    int free = 1;
    for (int step = 1; step < costs.traced().steps() && !inForce.isEmpty(); step++) {
      Change change = observed(step);
      if (step < free) {
        continue;
      }
      Decision decision = replanner.apply(costs.traced().start(step), List.of(change));
      List<Slice> after = decision.after().map(Plan::slices).orElse(List.of());
      if (!after.isEmpty() && !after.equals(inForce)) {
        Relocation move = costs.move(step, inForce, after);
        moves.add(move);
        free = costs.stepAfter(move);
      }
      inForce = after;
    }
    return inForce.isEmpty() ? Optional.empty() : Optional.of(costs.course(name, first, moves));
  }

  /** Observes the rate of a step, and predicts. */
  private Change observed(int step) {
    predictor.observe(costs.traced().start(step), costs.traced().mbps(step));
    return costs.traced().changeTo(BandwidthTrace.linkMbps(predictor.predictMbps()));
  }
}
