package dev.espalier.exit;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * What can be decided of the exits of a network under one condition: which side exits are deployed
 * and, for these, the thresholds. Implementations are immutable and thread-safe.
 */
public interface ExitChoices {

  /** Name of the condition. */
  String condition();

  /** Number of samples that were measured; empty if the data do not tell. */
  OptionalInt samples();

  /** Names of all exits in the order in which samples meet them, the final one last. */
  List<String> exits();

  /**
   * The thresholds to choose from once it is decided which side exits are deployed.
   *
   * @param deployed indices into {@link #exits} of the side exits that are deployed
   */
  ThresholdChoices forDeployed(BitSet deployed);

  /**
   * What has to be assumed where a side exit is left out, one sentence each; empty if that was
   * measured too.
   */
  List<String> assumptions();
}
