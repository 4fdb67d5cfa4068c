package dev.espalier.study.run;

import dev.espalier.internal.Checks;
import java.util.List;

/**
 * The way of the samples from one moment of a run on.
 *
 * @param epoch its number, which the hops repeat
 * @param stages the stages in order, at least one
 */
public record Deployment(int epoch, List<Stage> stages) {

  /**
   * @throws IllegalArgumentException if there is no stage
   */
  public Deployment {
    stages = List.copyOf(stages);
    Checks.notEmpty("deployment", "stages", stages);
  }
}
