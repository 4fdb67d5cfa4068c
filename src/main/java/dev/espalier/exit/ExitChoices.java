package dev.espalier.exit;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The choices of exits under one condition: which side exits to deploy and, for these, the exit
 * thresholds. Implementations are immutable and thread-safe.
 */
public interface ExitChoices {

  /** Name of the condition. */
  String condition();

  /** Number of samples that were measured; empty if unknown. */
  OptionalInt samples();

  /** Names of all exits in the order in which samples meet them, the final one last. */
  List<String> exits();

  /**
   * The thresholds to choose from for a set of deployed side exits.
   *
   * @param deployed indices into {@link #exits} of the side exits that are deployed
   */
  ThresholdChoices forDeployed(BitSet deployed);

  /**
   * Assumptions made where a side exit is not deployed, one sentence each; empty if that case was
   * measured too.
   */
  List<String> assumptions();
}
