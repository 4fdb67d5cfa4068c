package dev.espalier.cli.option;

import dev.espalier.cli.parse.NumberList;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.sweep.Value;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Thresholds to choose from where an exit log allows any. */
public final class ThresholdsOption {
  @Option(
      names = "--thresholds",
      paramLabel = "LIST",
      description =
          "With an exit log: thresholds to choose from, such as 0.6,0.8 or 0.5:0.95:0.05; by"
              + " default ten for each exit.")
  private String thresholds;

  /** The thresholds as typed; empty for the default ones. */
  public Optional<String> given() {
    return Optional.ofNullable(thresholds);
  }

  /**
   * The thresholds, ascending; empty for the default ones.
   *
   * @throws InvalidFieldException if they are no list of numbers
   */
  public Optional<double[]> grid() {
    if (thresholds == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          NumberList.parse(thresholds).stream().mapToDouble(Value::number).sorted().toArray());
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(
          "thresholds", "--thresholds %s: %s".formatted(thresholds, e.getMessage()));
    }
  }
}
