package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What others do: all exits deployed, one threshold for all of them, and the best plan for it. */
final class GlobalThresholds {
  private static final double TOLERANCE = 1e-9;

  /** Less than this is no gain. */
  private static final double GAIN = 1e-6;

  private GlobalThresholds() {}

  /**
   * The plan of a global threshold.
   *
   * @param index of the threshold in the list that all exits probability
   */
  record Global(int index, double accuracy, double latencyMs) {}

  /** Plans for every global threshold; none if the network with all exits fits nowhere. */
  static List<Global> plans(PlanningProblem problem, ExitChoices choices) {
    BitSet all = new BitSet();
    all.set(0, choices.exits().size() - 1);
    ThresholdChoices thresholds = choices.forDeployed(all);
    List<Global> plans = new ArrayList<>();
    for (int k = 0; k < thresholds.size(0); k++) {
      int[] same = new int[thresholds.dimensions()];
      Arrays.fill(same, k);
      ExitBehavior behavior = thresholds.at(same).orElseThrow();
      PlanningProblem own = problem.withNet(net(problem.linearization().net(), behavior));
      if (Planners.exact().plan(own, SearchOptions.defaults())
          instanceof PlanningResult.Planned planned) {
        plans.add(new Global(k, behavior.accuracy(), planned.plan().value()));
      }
    }
    return plans;
  }

  private static BranchyNet net(BranchyNet net, ExitBehavior behavior) {
    List<Exit> exits = new ArrayList<>();
    for (int e = 0; e < net.exits().size(); e++) {
      Exit exit = net.exits().get(e);
      exits.add(exit.withProbability(behavior.exits().get(e).probability()));
    }
    return net.withExits(exits);
  }

  /**
   * Whether a joint plan for the accuracy of a global threshold is faster; it must not be slower.
   */
  static boolean isFaster(JointResult joint, Global global, String context) {
    ExitPlan plan = met(joint, context);
    assertThat(plan.accuracy()).as(context).isGreaterThanOrEqualTo(global.accuracy() - TOLERANCE);
    assertThat(plan.value()).as(context).isLessThanOrEqualTo(global.latencyMs() * (1 + TOLERANCE));
    return plan.value() < global.latencyMs() * (1 - GAIN);
  }

  /**
   * Whether a joint plan for the latency of a global threshold is more accurate; it must not be
   * less so.
   */
  static boolean isMoreAccurate(JointResult joint, Global global, String context) {
    ExitPlan plan = met(joint, context);
    assertThat(plan.accuracy()).as(context).isGreaterThanOrEqualTo(global.accuracy() - TOLERANCE);
    assertThat(plan.value())
        .as(context)
        .isLessThanOrEqualTo(global.latencyMs() * (1 + 2 * TOLERANCE));
    return plan.accuracy() > global.accuracy() + GAIN;
  }

  /** The plan that meets a demand; it meets every limit and is as accurate as it says. */
  static ExitPlan met(JointResult result, String context) {
    assertThat(result).as(context).isInstanceOf(JointResult.Met.class);
    ExitPlan plan = ((JointResult.Met) result).plan();
    Oracle.checkFeasible(plan.planned().plan(), context);
    return plan;
  }
}
