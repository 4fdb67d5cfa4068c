package dev.espalier.exit.log;

/** Receives the decision on each sample of a log. */
@FunctionalInterface
public interface DecisionVisitor {

  /**
   * Receives a decision.
   *
   * @param sample index of the sample
   * @param exit index of the exit at which it leaves
   * @param decider index of the exit whose class counts: the same, unless the sample leaves at the
   *     final exit and the {@link Fallback} is another one
   */
  void decided(int sample, int exit, int decider);
}
