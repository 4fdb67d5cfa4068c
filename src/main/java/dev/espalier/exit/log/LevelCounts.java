package dev.espalier.exit.log;

/**
 * Behavior of the deployed exits of a log under each combination of levels. A level ranks a
 * threshold by its strictness; level 0 lets the most samples leave.
 */
interface LevelCounts {

  /**
   * The counts under a combination.
   *
   * @param levels of each deployed side exit
   */
  ExitCounts at(int[] levels);
}
