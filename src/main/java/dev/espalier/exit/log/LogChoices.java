package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ThresholdChoices;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The choices that a log allows: every combination of thresholds of a grid and deployed side exits.
 *
 * <p>Exact: probabilities and accuracies are quotients of counts of samples. Choices for a set of
 * deployed exits are computed from the samples at each call ({@link CountCube}), so callers should
 * reuse them; they then answer in O(exits), and in O(samples) only where the grid has so many
 * combinations that counts of all of them would not fit into memory. Immutable and thread-safe.
 */
public final class LogChoices implements ExitChoices {
  private final String condition;
  private final SortedLog sorted;
  private final Fallback fallback;

  private LogChoices(String condition, SortedLog sorted, Fallback fallback) {
    this.condition = condition;
    this.sorted = sorted;
    this.fallback = fallback;
  }

  /**
   * Sorts the samples of a log into a grid.
   *
   * @param condition under which the log was taken
   * @throws IllegalArgumentException if the grid is not one of as many side exits as the log has
   */
  public static LogChoices of(
      String condition, ExitLog log, ThresholdGrid grid, Fallback fallback) {
    if (grid.sideExits() != log.exits().size() - 1) {
      throw new InvalidFieldException(
          "grid",
          "exit log: expected thresholds of %d side exits but found those of %d"
              .formatted(log.exits().size() - 1, grid.sideExits()));
    }
    return new LogChoices(condition, new SortedLog(log, grid), Objects.requireNonNull(fallback));
  }

  @Override
  public String condition() {
    return condition;
  }

  @Override
  public OptionalInt samples() {
    return OptionalInt.of(sorted.log().samples());
  }

  @Override
  public List<String> exits() {
    return sorted.log().exits();
  }

  @Override
  public ThresholdChoices forDeployed(BitSet deployed) {
    int[] side = sorted.log().sideExits(deployed);
    LevelCounts counts =
        CountCube.fits(sorted, side)
            ? new CountCube(sorted, side, fallback)
            : new CountedSamples(sorted, side, fallback);
    return new Choices(sorted, (BitSet) deployed.clone(), side, counts);
  }

  /** Nothing: all exits ran on all samples. */
  @Override
  public List<String> assumptions() {
    return List.of();
  }

  private record Choices(SortedLog sorted, BitSet deployed, int[] side, LevelCounts counts)
      implements ThresholdChoices {

    @Override
    public int dimensions() {
      return side.length;
    }

    @Override
    public int size(int dimension) {
      return sorted.grid().size(side[dimension]);
    }

    @Override
    public Optional<ExitBehavior> at(int... index) {
      if (index.length != side.length) {
        throw new IllegalArgumentException(
            "expected %d indices but found %s".formatted(side.length, Arrays.toString(index)));
      }
      int[] levels = new int[side.length];
      double[] thresholds = new double[sorted.grid().sideExits()];
      for (int d = 0; d < side.length; d++) {
        levels[d] = sorted.level(side[d], Objects.checkIndex(index[d], size(d)));
        thresholds[side[d]] = sorted.grid().threshold(side[d], index[d]);
      }
      return Optional.of(counts.at(levels).behavior(sorted.log(), thresholds, deployed));
    }
  }
}
