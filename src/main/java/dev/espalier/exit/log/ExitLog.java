package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.SideExits;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * The certainty and the correctness of every exit of a network on every sample: all exits ran on
 * all samples, under one condition. Which samples would leave where under any thresholds, with any
 * of the side exits left out, is a matter of counting.
 *
 * <p>Immutable and thread-safe. Takes 9 bytes for each sample and exit.
 */
public final class ExitLog {
  private final List<String> exits;
  private final Criterion criterion;
  private final double[][] values;
  private final boolean[][] correct;

  /**
   * Takes ownership of the arrays.
   *
   * @param values of each exit, of each sample
   * @param correct of each exit, of each sample
   */
  ExitLog(List<String> exits, Criterion criterion, double[][] values, boolean[][] correct) {
    this.exits = exits;
    this.criterion = criterion;
    this.values = values;
    this.correct = correct;
  }

  /**
   * A log to be filled sample by sample.
   *
   * @param exits names of all exits in the order in which samples meet them, the final one last
   * @throws IllegalArgumentException if there is none, or one is blank or there twice
   */
  public static ExitLogBuilder builder(List<String> exits, Criterion criterion) {
    return new ExitLogBuilder(exits, criterion);
  }

  /**
   * The samples of several logs as one.
   *
   * @param logs of the same exits and criterion, at least one
   * @throws IllegalArgumentException if they are not
   */
  public static ExitLog joined(Collection<ExitLog> logs) {
    List<ExitLog> parts = List.copyOf(logs);
    if (parts.isEmpty()) {
      throw new InvalidFieldException("logs", "expected logs to join but found none");
    }
    ExitLog first = parts.get(0);
    if (!parts.stream().allMatch(first::isOfTheSameKind)) {
      throw new InvalidFieldException(
          "logs", "logs to join must be of the same exits and of the same criterion");
    }
    int samples = parts.stream().mapToInt(ExitLog::samples).reduce(0, Math::addExact);
    double[][] values = new double[first.exits.size()][samples];
    boolean[][] correct = new boolean[first.exits.size()][samples];
    int offset = 0;
    for (ExitLog part : parts) {
      for (int e = 0; e < values.length; e++) {
        System.arraycopy(part.values[e], 0, values[e], offset, part.samples());
        System.arraycopy(part.correct[e], 0, correct[e], offset, part.samples());
      }
      offset += part.samples();
    }
    return new ExitLog(first.exits, first.criterion, values, correct);
  }

  private boolean isOfTheSameKind(ExitLog other) {
    return exits.equals(other.exits) && criterion == other.criterion;
  }

  /** Names of all exits in the order in which samples meet them, the final one last. */
  public List<String> exits() {
    return exits;
  }

  /** The criterion of the values. */
  public Criterion criterion() {
    return criterion;
  }

  /** Number of samples, at least 1. */
  public int samples() {
    return values[0].length;
  }

  /** Certainty of an exit about a sample. */
  public double value(int exit, int sample) {
    return values[exit][sample];
  }

  /** Whether an exit classified a sample correctly. */
  public boolean isCorrect(int exit, int sample) {
    return correct[exit][sample];
  }

  /**
   * Behavior of the exits under these thresholds, by a pass over all samples.
   *
   * @param thresholds of each side exit; those of exits that are not deployed are not read
   * @param deployed indices of the side exits that are deployed
   * @throws IllegalArgumentException if a threshold is missing or NaN, or no such side exit is
   *     there
   */
  public ExitBehavior behavior(double[] thresholds, BitSet deployed, Fallback fallback) {
    return count(thresholds, deployed, fallback).behavior(this, thresholds, deployed);
  }

  /** The counts behind {@link #behavior}. */
  ExitCounts count(double[] thresholds, BitSet deployed, Fallback fallback) {
    ExitCounts counts = ExitCounts.none(exits.size());
    decide(
        thresholds,
        deployed,
        fallback,
        (sample, exit, decider) -> counts.add(exit, correct[decider][sample]));
    return counts;
  }

  /**
   * Passes on where each sample leaves under these thresholds, sample by sample.
   *
   * @param thresholds of each side exit; those of exits that are not deployed are not read
   * @param deployed indices of the side exits that are deployed
   * @throws IllegalArgumentException if a threshold is missing or NaN, or no such side exit is
   *     there
   */
  public void decide(
      double[] thresholds, BitSet deployed, Fallback fallback, DecisionVisitor visitor) {
    checkThresholds(thresholds, deployed);
    int[] side = sideExits(deployed);
    for (int s = 0; s < samples(); s++) {
      int exit = exitOf(s, thresholds, side);
      visitor.decided(s, exit, exit < exits.size() - 1 ? exit : decider(s, side, fallback));
    }
  }

  private int exitOf(int sample, double[] thresholds, int[] side) {
    for (int e : side) {
      if (criterion.leaves(values[e][sample], thresholds[e])) {
        return e;
      }
    }
    return exits.size() - 1;
  }

  /** Whether a sample that reaches no threshold of these side exits is classified correctly. */
  boolean isCorrectAtTheEnd(int sample, int[] side, Fallback fallback) {
    return correct[decider(sample, side, fallback)][sample];
  }

  /** The exit that decides on a sample that reaches no threshold of these side exits. */
  private int decider(int sample, int[] side, Fallback fallback) {
    int decider = exits.size() - 1;
    if (fallback == Fallback.MOST_CONFIDENT) {
      // From the last to the first: an earlier exit must be more certain, not just as certain.
      for (int i = side.length - 1; i >= 0; i--) {
        if (criterion.isMoreCertain(values[side[i]][sample], values[decider][sample])) {
          decider = side[i];
        }
      }
    }
    return decider;
  }

  private void checkThresholds(double[] thresholds, BitSet deployed) {
    if (thresholds.length != exits.size() - 1) {
      throw new InvalidFieldException(
          "thresholds",
          "exit log: expected a threshold for each of %d side exits but found %d"
              .formatted(exits.size() - 1, thresholds.length));
    }
    for (int e : sideExits(deployed)) {
      if (Double.isNaN(thresholds[e])) {
        throw new InvalidFieldException(
            "thresholds/" + e,
            "exit log: threshold of exit \"%s\" must be a number but is NaN"
                .formatted(exits.get(e)));
      }
    }
  }

  /** Indices of the deployed side exits, ascending. */
  int[] sideExits(BitSet deployed) {
    return SideExits.checked("exit log", deployed, exits).stream().toArray();
  }
}
