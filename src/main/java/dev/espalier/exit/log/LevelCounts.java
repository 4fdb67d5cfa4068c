package dev.espalier.exit.log;

/**
 * What the deployed exits of a log do under each combination of levels: a level is a threshold by
 * its strictness, 0 the one that lets most samples leave.
 */
interface LevelCounts {

  /**
   * The counts under a combination.
   *
   * @param levels of each deployed side exit
   */
  ExitCounts at(int[] levels);
}
