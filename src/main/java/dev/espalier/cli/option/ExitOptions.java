package dev.espalier.cli.option;

import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogData;
import dev.espalier.internal.NearestName;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.ExitDataFile;
import dev.espalier.model.BranchyNet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe the behavior of the exits. */
public final class ExitOptions {
  @Option(
      names = "--exits",
      paramLabel = "FILE",
      description =
          "Exit table or exit log (CSV): measured probabilities and accuracies of the exits.")
  private String exits;

  @Option(
      names = "--condition",
      paramLabel = "NAME",
      description = "Condition of the exit data to plan for; all of them by default.")
  private String condition;

  @Option(
      names = "--fallback",
      paramLabel = "final|most-confident",
      description =
          "With an exit log: which exit decides on a sample that reaches no threshold; the"
              + " final exit by default.")
  private String fallback;

  @Mixin private CriterionOption criterionOption;

  /** Whether exit data are given. */
  public boolean areGiven() {
    return exits != null;
  }

  /** Name of the file of exit data; null if there is none. */
  public String fileName() {
    return exits;
  }

  /**
   * Refuses the other options where there are no exit data to use them on.
   *
   * @throws InvalidFieldException if one is given
   */
  public void refuse() {
    refuse("--condition", condition != null, "--exits FILE");
    refuse("--fallback", fallback != null, "--exits FILE");
    refuse("--criterion", criterionOption.criterion().isPresent(), "--exits FILE");
  }

  /**
   * Reads the exit data.
   *
   * @param grid thresholds to choose from in a log; empty for the usual ones
   * @throws InvalidFileException if they cannot be read or are those of other exits
   */
  public ExitData read(BranchyNet net, Optional<double[]> grid) {
    ExitData data = read(InputOptions.path("exits", exits), grid);
    ExitDataFile.checkExits(data, net, exits);
    return data;
  }

  private ExitData read(Path path, Optional<double[]> grid) {
    try (ExitDataFile file = ExitDataFile.open(path)) {
      if (!file.isTable()) {
        return logData(file, grid);
      }
      if (grid.isPresent()) {
        throw new InvalidFieldException(
            "exits", "--thresholds needs an exit log, as a table has thresholds of its own");
      }
      refuse("--fallback", fallback != null, "an exit log");
      refuse("--criterion", criterionOption.criterion().isPresent(), "an exit log");
      return file.table();
    }
  }

  private LogData logData(ExitDataFile file, Optional<double[]> grid) {
    Fallback fallback = fallback();
    Map<String, ExitLog> logs = file.logs(criterionOption.criterion());
    try {
      return new LogData(logs, grid, fallback);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("thresholds", "--thresholds: " + e.getMessage());
    }
  }

  /** The source of the exit data and their use, by the names of the options. */
  public Map<String, String> described(ExitData data) {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("file", exits);
    if (data instanceof LogData log) {
      described.put("criterion", log.criterion().label());
      described.put("fallback", fallback().label());
    }
    return described;
  }

  private static void refuse(String option, boolean isGiven, String needed) {
    if (isGiven) {
      throw new InvalidFieldException("exits", option + " needs " + needed);
    }
  }

  private Fallback fallback() {
    if (fallback == null) {
      return Fallback.FINAL;
    }
    return Fallback.labeled(fallback)
        .orElseThrow(() -> Choices.none("fallback", fallback, "final", "most-confident"));
  }

  /** The conditions to plan for: the one that is named, or all. */
  public List<String> conditions(ExitData data) {
    if (condition == null) {
      return data.conditions();
    }
    if (!data.conditions().contains(condition)) {
      throw new InvalidFieldException(
          "condition",
          data.conditions().equals(List.of(LogData.ONLY_CONDITION))
              ? "--condition \"%s\": %s has no conditions".formatted(condition, exits)
              : "--condition \"%s\" is not in %s, which has %s%s"
                  .formatted(
                      condition,
                      exits,
                      String.join(", ", data.conditions()),
                      NearestName.hint(condition, data.conditions())));
    }
    return List.of(condition);
  }

  /** The condition that is named, if any. */
  Optional<String> condition() {
    return Optional.ofNullable(condition);
  }
}
