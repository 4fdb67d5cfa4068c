package dev.espalier.search.baseline;

import dev.espalier.plan.PlanningProblem;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * DADS: the minimum s-t cut of the layer graph, so that a network that is not a chain can be cut
 * between any of its layers.
 *
 * <p>Source: C. Hu, W. Bao, D. Wang, F. Liu, "Dynamic Adaptive DNN Surgery for Inference
 * Acceleration on the Edge", INFOCOM 2019, the light-load case (algorithm DSL); see {@link
 * LayerCutGraph} for the graph. A plan of Espalier cuts the linearization, so a minimum cut that is
 * no prefix of it is replaced by the best cut between its first remote and its last local layer;
 * and where the cut breaks limits, which DADS ignores, the best cut that keeps them replaces it. On
 * a chain it is the best single cut.
 */
record DadsRule() implements CutRule {

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return CutRule.needsSum(problem);
  }

  @Override
  public OptionalInt boundary(PairCosts costs) {
    Set<Integer> locals = new LayerCutGraph(costs).localLayers();
    int firstRemote = 0;
    while (locals.contains(firstRemote)) {
      firstRemote++;
    }
    int behindLastLocal = locals.stream().mapToInt(position -> position + 1).max().orElse(0);
    return costs.best(firstRemote, Math.max(firstRemote, behindLastLocal));
  }
}
