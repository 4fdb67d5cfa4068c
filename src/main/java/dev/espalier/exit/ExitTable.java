package dev.espalier.exit;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Summary of measured exit behavior. For each condition and each threshold, common to all exits, it
 * holds the probability that a sample leaves at each exit with all exits deployed, and the accuracy
 * there. Immutable; created by {@link #builder}.
 */
public final class ExitTable implements ExitData {
  /**
   * Maximum deviation from 1 of the sum of the probabilities at one threshold: they are printed
   * with few digits.
   */
  private static final double SUM_TOLERANCE = 1e-6;

  private final List<String> exits;
  private final Map<String, List<Measured>> byCondition;

  private ExitTable(List<String> exits, Map<String, List<Measured>> byCondition) {
    this.exits = exits;
    this.byCondition = byCondition;
  }

  /**
   * All exits at one threshold.
   *
   * @param threshold the one threshold of all side exits
   * @param probabilities probability that a sample leaves at each exit
   * @param accuracies accuracy on the samples that leave there; empty where none left
   */
  record Measured(double threshold, List<Double> probabilities, List<OptionalDouble> accuracies) {}

  @Override
  public List<String> exits() {
    return exits;
  }

  @Override
  public List<String> conditions() {
    return List.copyOf(byCondition.keySet());
  }

  @Override
  public ExitChoices choices(String condition) {
    return new TableChoices(condition, exits, measured(condition));
  }

  @Override
  public List<Double> thresholds(String condition) {
    return measured(condition).stream().map(Measured::threshold).toList();
  }

  @Override
  public ExitBehavior behavior(String condition, double threshold, BitSet deployed) {
    int row = thresholds(condition).indexOf(threshold);
    if (row < 0) {
      throw new InvalidFieldException(
          "threshold",
          "threshold %s is not in the exit table under condition \"%s\", which has %s"
              .formatted(
                  threshold,
                  condition,
                  String.join(", ", thresholds(condition).stream().map(String::valueOf).toList())));
    }
    return choices(condition)
        .forDeployed(deployed)
        .at(row)
        .orElseThrow(() -> unmeasured(condition, threshold, deployed));
  }

  private InvalidFieldException unmeasured(String condition, double threshold, BitSet deployed) {
    return new InvalidFieldException(
        "deployed",
        ("with %s deployed, samples leave at an exit where none left under condition \"%s\""
                + " at threshold %s, so that its accuracy was not measured")
            .formatted(
                deployed.isEmpty()
                    ? "no side exit"
                    : String.join(", ", deployed.stream().mapToObj(exits::get).toList()) + " alone",
                condition,
                threshold));
  }

  private List<Measured> measured(String condition) {
    List<Measured> measured = byCondition.get(condition);
    if (measured == null) {
      throw new InvalidFieldException(
          "condition",
          "condition \"%s\" is not in the exit table, which has %s%s"
              .formatted(
                  condition,
                  String.join(", ", conditions()),
                  NearestName.hint(condition, conditions())));
    }
    return measured;
  }

  /** Starts a table. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the rows of a table. Not thread-safe. */
  public static final class Builder {
    private final Set<String> exits = new LinkedHashSet<>();
    private final Map<String, NavigableMap<Double, Map<String, ExitUse>>> rows =
        new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds the behavior of one exit. Samples meet exits in the order in which they are first added.
     *
     * @param accuracy empty if no sample left there
     * @throws IllegalArgumentException if a number is out of range or the row is there already
     */
    public Builder row(
        String condition,
        double threshold,
        String exit,
        double probability,
        OptionalDouble accuracy) {
      Checks.name("exit table", "condition", condition);
      Checks.name("exit table", "exit", exit);
      Checks.notNegative(Checks.quoted("exit", exit), "threshold", threshold);
      ExitUse use = new ExitUse(exit, true, OptionalDouble.of(threshold), probability, accuracy);
      exits.add(exit);
      Map<String, ExitUse> row =
          rows.computeIfAbsent(condition, any -> new TreeMap<>())
              .computeIfAbsent(threshold + 0.0, any -> new LinkedHashMap<>());
      if (row.put(exit, use) != null) {
        throw new InvalidFieldException(
            "exit",
            "%s has a second row for exit \"%s\"".formatted(place(condition, threshold), exit));
      }
      return this;
    }

    private static String place(String condition, double threshold) {
      return "condition \"%s\", threshold %s".formatted(condition, threshold);
    }

    /**
     * The finished table.
     *
     * @throws IllegalArgumentException if there is no row, if an exit is missing at a threshold, or
     *     if the probabilities of a threshold do not sum to 1
     */
    public ExitTable build() {
      if (rows.isEmpty()) {
        throw new InvalidFieldException("", "an exit table must have rows but has none");
      }
      Map<String, List<Measured>> measured = new LinkedHashMap<>();
      rows.forEach(
          (condition, thresholds) -> {
            List<Measured> all = new ArrayList<>();
            thresholds.forEach((threshold, row) -> all.add(measured(condition, threshold, row)));
            measured.put(condition, List.copyOf(all));
          });
      return new ExitTable(List.copyOf(exits), Collections.unmodifiableMap(measured));
    }

    private Measured measured(String condition, double threshold, Map<String, ExitUse> row) {
      for (String exit : exits) {
        if (!row.containsKey(exit)) {
          throw new InvalidFieldException(
              "exit", "%s has no row for exit \"%s\"".formatted(place(condition, threshold), exit));
        }
      }
      List<ExitUse> uses = exits.stream().map(row::get).toList();
      double sum = uses.stream().mapToDouble(ExitUse::probability).sum();
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new InvalidFieldException(
            "probability",
            "%s: the probabilities of its exits, %s, must sum to 1 but sum to %s"
                .formatted(place(condition, threshold), String.join(", ", exits), sum));
      }
      return new Measured(
          threshold,
          uses.stream().map(ExitUse::probability).toList(),
          uses.stream().map(ExitUse::accuracy).toList());
    }
  }
}
