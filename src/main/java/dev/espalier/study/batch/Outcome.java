package dev.espalier.study.batch;

import dev.espalier.search.PlanningResult;
import java.util.Optional;

/** What came of a scenario. */
public sealed interface Outcome {

  /** Name of the scenario, if it has one and that could be read. */
  Optional<String> id();

  /** What kind of outcome it is. */
  Status status();

  /**
   * The outcome of a search.
   *
   * @param result a plan, a proof that there is none, or neither
   */
  record Searched(Optional<String> id, PlanningResult result) implements Outcome {
    @Override
    public Status status() {
      if (result instanceof PlanningResult.Planned) {
        return Status.PLANNED;
      }
      return result instanceof PlanningResult.Infeasible ? Status.INFEASIBLE : Status.UNDECIDED;
    }
  }

  /**
   * There is nothing to search, as what every plan needs is gone.
   *
   * @param obstacle what is missing
   */
  record Obstructed(Optional<String> id, String obstacle) implements Outcome {
    @Override
    public Status status() {
      return Status.INFEASIBLE;
    }
  }

  /**
   * The scenario is wrong.
   *
   * @param message where, what was found and what was expected
   */
  record Invalid(Optional<String> id, String message) implements Outcome {
    @Override
    public Status status() {
      return Status.INVALID;
    }
  }

  /**
   * Planning ended with an error that is none of the scenario's.
   *
   * @param message the error
   */
  record Failed(Optional<String> id, String message) implements Outcome {
    @Override
    public Status status() {
      return Status.FAILED;
    }
  }
}
