package dev.espalier.cli;

import dev.espalier.exit.ExitData;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogData;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.io.csv.ExitTableFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how the exits behave. */
final class ExitOptions {
  @Option(
      names = "--exits",
      paramLabel = "FILE",
      description =
          "Exit table or exit log, CSV: decide on exits and thresholds with its shares and"
              + " accuracies.")
  private String exits;

  @Option(
      names = "--condition",
      paramLabel = "NAME",
      description = "Condition of the exit data to plan for; all of them by default.")
  private String condition;

  @Option(
      names = "--thresholds",
      paramLabel = "LIST",
      description =
          "With an exit log: thresholds to choose from, such as 0.6,0.8 or 0.5:0.95:0.05; by"
              + " default ten for each exit.")
  private String thresholds;

  @Option(
      names = "--fallback",
      paramLabel = "final|most-confident",
      description =
          "With an exit log: who decides on a sample that reaches no threshold; the final exit by"
              + " default.")
  private String fallback;

  /** Whether exit data are given. */
  boolean areGiven() {
    return exits != null;
  }

  String fileName() {
    return exits;
  }

  /**
   * Refuses the other options where there are no exit data to use them on.
   *
   * @throws InvalidFieldException if one is given
   */
  void refuse() {
    refuse("--condition", condition, "--exits FILE");
    refuse("--thresholds", thresholds, "--exits FILE");
    refuse("--fallback", fallback, "--exits FILE");
  }

  /**
   * Reads the exit data.
   *
   * @throws InvalidFileException if they cannot be read or are those of other exits
   */
  ExitData read(BranchyNet net) {
    ExitData data = read(InputOptions.path("exits", exits));
    List<String> expected = net.exits().stream().map(Exit::name).toList();
    if (!data.exits().equals(expected)) {
      throw new InvalidFileException(
          "%s: expected the exits of model \"%s\", %s, but found %s"
              .formatted(
                  exits, net.name(), String.join(", ", expected), String.join(", ", data.exits())));
    }
    return data;
  }

  private ExitData read(Path path) {
    if (ExitTableFile.isTable(path)) {
      refuse("--thresholds", thresholds, "an exit log, as a table has thresholds of its own");
      refuse("--fallback", fallback, "an exit log");
      return ExitTableFile.read(path);
    }
    return new LogData(ExitLogFile.read(path), grid(), fallback());
  }

  private static void refuse(String option, String value, String needed) {
    if (value != null) {
      throw new InvalidFieldException("exits", option + " needs " + needed);
    }
  }

  private Optional<double[]> grid() {
    if (thresholds == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(thresholds.split(",")).mapToDouble(Double::parseDouble).sorted().toArray());
  }

  private Fallback fallback() {
    if (fallback == null) {
      return Fallback.FINAL;
    }
    return Arrays.stream(Fallback.values())
        .filter(each -> each.label().equals(fallback))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "fallback",
                    "--fallback must be final or most-confident but is \"%s\""
                        .formatted(fallback)));
  }

  /** The conditions to plan for: the one that is named, or all. */
  List<String> conditions(ExitData data) {
    if (condition == null) {
      return data.conditions();
    }
    if (!data.conditions().contains(condition)) {
      throw new InvalidFieldException(
          "condition",
          "--condition %s is not in %s, which has %s"
              .formatted(condition, exits, String.join(", ", data.conditions())));
    }
    return List.of(condition);
  }

  /** The condition that is named, if any. */
  Optional<String> condition() {
    return Optional.ofNullable(condition);
  }

  /**
   * Refuses a list of thresholds to choose from where thresholds are not chosen.
   *
   * @throws InvalidFieldException if one is given
   */
  void refuseThresholds() {
    refuse("--thresholds", thresholds, "a command that chooses; give --threshold or vary it");
  }
}
