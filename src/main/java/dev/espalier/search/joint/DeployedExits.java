package dev.espalier.search.joint;

import dev.espalier.exit.ThresholdChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One choice of deployed exits: layers that serve only other exits are removed, and the remaining
 * choices are thresholds, which determine the probabilities, and plans.
 *
 * @param pool the plans for these exits
 * @param thresholds the thresholds to choose from
 */
record DeployedExits(PlanPool pool, ThresholdChoices thresholds) {

  /** Whether a side exit, by its index among all exits, is deployed. */
  boolean has(int sideExit) {
    return pool.sideExits().get(sideExit);
  }

  /** Number of deployed exits, the final one included. */
  int size() {
    return pool.size();
  }

  /** Behavior of the exits at these thresholds; empty if it was not measured. */
  Optional<Choice> choice(int[] index) {
    return thresholds
        .at(index)
        .map(behavior -> new Choice(index, behavior.accuracy(), behavior.probabilities()));
  }

  /** Every measured choice of thresholds, unless the search must stop. */
  List<Choice> choices(InnerSearch search) {
    return choices(1, search);
  }

  /** Every choice of each n-th value of each threshold, unless the search must stop. */
  List<Choice> choices(int n, InnerSearch search) {
    List<Choice> choices = new ArrayList<>();
    int[] index = new int[thresholds.dimensions()];
    do {
      choice(index.clone()).ifPresent(choices::add);
    } while (!search.mustStop() && advance(index, n));
    return choices;
  }

  /** Number of choices of thresholds, including those that were not measured. */
  long choiceCount() {
    return IntStream.range(0, thresholds.dimensions())
        .mapToLong(thresholds::size)
        .reduce(1, (a, b) -> a * b);
  }

  private boolean advance(int[] index, int step) {
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] += step;
      if (index[d] < thresholds.size(d)) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }
}
