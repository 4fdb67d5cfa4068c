package dev.espalier.exit;

import java.util.Optional;

/**
 * A grid of thresholds: one dimension for each threshold that can be chosen by itself. A log has
 * one for each deployed side exit; a table, which has one threshold for all, has a single one.
 */
public interface ThresholdChoices {

  /** Number of thresholds that can be chosen independently, possibly 0. */
  int dimensions();

  /** Number of values of one of them, at least 1. Neighboring indices are neighboring values. */
  int size(int dimension);

  /**
   * Behavior of the exits under a choice.
   *
   * @param index a value of each dimension
   * @return empty if that was not measured
   */
  Optional<ExitBehavior> at(int... index);
}
