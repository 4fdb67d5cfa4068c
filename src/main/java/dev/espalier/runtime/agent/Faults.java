package dev.espalier.runtime.agent;

import java.util.OptionalInt;

/** Reports to the coordinator what went wrong. */
@FunctionalInterface
interface Faults {
  /**
   * Reports something.
   *
   * @param epoch the deployment in which it went wrong: another one may have begun meanwhile
   * @param reason what
   * @param stage the stage that is to blame; empty for the agent itself
   */
  void report(int epoch, String reason, OptionalInt stage);

  /** What went wrong in one line; some exceptions say nothing but their name. */
  static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
