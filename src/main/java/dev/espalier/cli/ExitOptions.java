package dev.espalier.cli;

import dev.espalier.exit.ExitData;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.ExitTableFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how the exits behave. */
final class ExitOptions {
  @Option(
      names = "--exits",
      paramLabel = "FILE",
      description = "Exit table: choose thresholds and exits, with its shares and accuracies.")
  private String exits;

  @Option(
      names = "--condition",
      paramLabel = "NAME",
      description = "Condition of the exit table to plan for; all of them by default.")
  private String condition;

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
    if (condition != null) {
      throw new InvalidFieldException("exits", "--condition needs --exits FILE");
    }
  }

  /**
   * Reads the exit data.
   *
   * @throws InvalidFileException if they cannot be read or are those of other exits
   */
  ExitData read(BranchyNet net) {
    ExitData data = ExitTableFile.read(InputOptions.path("exits", exits));
    List<String> expected = net.exits().stream().map(Exit::name).toList();
    if (!data.exits().equals(expected)) {
      throw new InvalidFileException(
          "%s: expected the exits of model \"%s\", %s, but found %s"
              .formatted(
                  exits, net.name(), String.join(", ", expected), String.join(", ", data.exits())));
    }
    return data;
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
}
