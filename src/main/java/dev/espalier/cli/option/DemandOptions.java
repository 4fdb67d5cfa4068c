package dev.espalier.cli.option;

import dev.espalier.cli.parse.MillisecondsConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.search.joint.ExitDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that state the demand on a plan that decides on exits. */
public final class DemandOptions {
  private static final String MIN_ACCURACY = "--min-accuracy";
  private static final String MAX_LATENCY = "--max-latency";
  private static final String PARETO = "--pareto";

  @Option(
      names = MIN_ACCURACY,
      paramLabel = "A",
      description = "With --exits: minimize latency at this accuracy or more, from 0 to 1.")
  private Double minAccuracy;

  @Option(
      names = MAX_LATENCY,
      converter = MillisecondsConverter.class,
      paramLabel = "T",
      description =
          "With --exits: maximize accuracy within this latency, in ms or with a unit, such as"
              + " 1.5s.")
  private Double maxLatencyMs;

  @Option(
      names = PARETO,
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "A,B",
      description =
          "Return the Pareto front of two objectives, such as latency,energy; with --exits and"
              + " without a value, that of accuracy and the objective.")
  private String pareto;

  /** Whether a Pareto front is demanded. */
  public boolean isPareto() {
    return pareto != null;
  }

  /** The two objectives whose front is demanded; empty unless they are named. */
  public Optional<String> objectives() {
    return Optional.ofNullable(pareto).filter(text -> !text.isEmpty());
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    if (minAccuracy != null) {
      given.add(MIN_ACCURACY);
    }
    if (maxLatencyMs != null) {
      given.add(MAX_LATENCY);
    }
    if (pareto != null) {
      given.add(PARETO);
    }
    return given;
  }

  /**
   * The demand; empty if the Pareto front is demanded.
   *
   * @throws InvalidFieldException unless exactly one of the options is given, in range
   */
  public Optional<ExitDemand> demand() {
    List<String> given = given();
    if (given.size() != 1) {
      throw new InvalidFieldException(
          "exits",
          "--exits needs one of %s, %s and %s but found %s"
              .formatted(
                  MIN_ACCURACY,
                  MAX_LATENCY,
                  PARETO,
                  given.isEmpty() ? "none" : String.join(" and ", given)));
    }
    try {
      return minAccuracy != null
          ? Optional.of(new ExitDemand.MinAccuracy(minAccuracy))
          : maxLatencyMs != null
              ? Optional.of(new ExitDemand.MaxLatency(maxLatencyMs))
              : Optional.empty();
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(e.field(), "--" + e.field() + ": " + e.getMessage());
    }
  }

  /**
   * Refuses the options where there are no exit data to use them on; a front of two objectives
   * needs none.
   *
   * @throws InvalidFieldException if one is given
   */
  public void refuse() {
    for (String option : given()) {
      if (!option.equals(PARETO)) {
        throw new InvalidFieldException("exits", option + " needs --exits FILE");
      }
    }
    if (isPareto() && objectives().isEmpty()) {
      throw new InvalidFieldException(
          "pareto", "--pareto needs two objectives, such as latency,energy, or --exits FILE");
    }
  }
}
