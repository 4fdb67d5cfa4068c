package dev.espalier.exit;

import java.util.List;

/** Measured exit behaviour under one or more conditions, such as degrees of blur. */
public interface ExitData {

  /** Names of the exits, in the order in which samples meet them, the final one last. */
  List<String> exits();

  /** Names of the conditions, in the order of the data. */
  List<String> conditions();

  /**
   * What can be chosen under one condition.
   *
   * @throws IllegalArgumentException if there are no data for it
   */
  ExitChoices choices(String condition);
}
