package dev.espalier.exit;

import java.util.BitSet;
import java.util.List;

/** Measured exit behavior under one or more conditions, such as degrees of blur. */
public interface ExitData {

  /** Names of the exits, in the order in which samples meet them, the final one last. */
  List<String> exits();

  /** Names of the conditions, in the order of the data. */
  List<String> conditions();

  /**
   * The choices under one condition.
   *
   * @throws IllegalArgumentException if there are no data for it
   */
  ExitChoices choices(String condition);

  /**
   * Thresholds, ascending, for which {@link #behavior} has an answer; empty if it has one for all.
   *
   * @throws IllegalArgumentException if there are no data for the condition
   */
  List<Double> thresholds(String condition);

  /**
   * Checks that a threshold is in the range of what decides whether samples leave; by default any
   * is.
   *
   * @throws IllegalArgumentException if it is not
   */
  default void checkThreshold(double threshold) {}

  /**
   * Behavior of the exits with some side exits deployed, all at the same threshold.
   *
   * @param deployed indices into {@link #exits} of the side exits that are deployed
   * @throws IllegalArgumentException if there are no data for the condition, the threshold or these
   *     exits
   */
  ExitBehavior behavior(String condition, double threshold, BitSet deployed);

  /**
   * Behavior of the exits with all side exits deployed at the same threshold.
   *
   * @throws IllegalArgumentException if there are no data for the condition or the threshold
   */
  default ExitBehavior behavior(String condition, double threshold) {
    return behavior(condition, threshold, SideExits.all(exits()));
  }
}
