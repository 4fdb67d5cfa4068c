package dev.espalier.search.baseline;

import dev.espalier.plan.PlanningProblem;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cuts directly after the layer of the network's n-th fork, so that its side branch and all that
 * follows run on the remote device: DDNN style.
 *
 * <p>Source: S. Teerapittayanon, B. McDanel, H. T. Kung, "Distributed Deep Neural Networks over the
 * Cloud, the Edge and End Devices", ICDCS 2017, which maps the sections of a network between its
 * exits to tiers; as Na et al. 2023 (Sensors 23(3) 1500, tables 3 and 8) measure it under the names
 * First-Fork and Second-Fork. Ours runs the branch where they do, on the far side of the cut; DDNN
 * itself runs it on the near side. The cut is fixed: limits are checked, but move nothing.
 */
record ForkRule(int fork) implements CutRule {

  @Override
  public OptionalInt boundary(PairCosts costs) {
    return OptionalInt.of(costs.net().forkPositions().get(fork - 1) + 1);
  }

  @Override
  public boolean concerns(PlanningProblem problem) {
    return fork <= forks(problem);
  }

  private static int forks(PlanningProblem problem) {
    return problem.linearization().forkPositions().size();
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    if (!concerns(problem)) {
      return Optional.of(
          "fork %d is needed, but model \"%s\" has %d"
              .formatted(fork, problem.linearization().net().name(), forks(problem)));
    }
    return problem.maxSlices() < 2
        ? Optional.of("two slices are needed, but one is allowed")
        : Optional.empty();
  }
}
