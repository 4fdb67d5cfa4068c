package dev.espalier.spark;

import dev.espalier.batch.BatchPlanner;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.io.line.InputLine;
import dev.espalier.study.batch.ScenarioSpace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What plans the scenarios of a job in the process of a worker. Thread-safe.
 *
 * @param planner plans lines
 * @param space what is generated; empty if scenarios have a file
 */
record WorkerPlanner(BatchPlanner planner, Optional<ScenarioSpace> space) {
  private static final String EXITS = "--exits";

  private static final Kept<WorkerPlanner> KEPT = new Kept<>();

  /**
   * What goes to the workers.
   *
   * @param arguments those of the command line, which workers read as the driver does
   * @param exits absolute path of the file of exit data on the driver; null if there is none
   * @param inputs the files
   * @param headerLine number of the line with the names of the fields
   * @param header that line; null where scenarios are JSON
   * @param job what distinguishes this job from all others
   */
  record Settings(
      List<String> arguments,
      String exits,
      ShippedInputs inputs,
      long headerLine,
      String header,
      String job)
      implements Serializable {

    /** These settings for rows of CSV. */
    Settings withHeader(long line, String text) {
      return new Settings(arguments, exits, inputs, line, text, job);
    }

    /** Reads the lines of the file. */
    ScenarioLines lines() {
      return header == null
          ? ScenarioLines.json()
          : ScenarioLines.csv(InputLine.of(headerLine, header), "scenarios");
    }
  }

  /** The planner of a job in this process. */
  static WorkerPlanner of(Settings settings) throws IOException {
    return KEPT.get(
        settings.job(),
        () -> settings.inputs().open((inputs, folder) -> make(settings, inputs, folder)));
  }

  private static WorkerPlanner make(Settings settings, ScenarioInputs inputs, Path folder) {
    BatchJob job = BatchJob.parsed(arguments(settings, folder));
    ScenarioDefaults defaults = job.defaults(inputs);
    Optional<ScenarioSpace> space = job.space(defaults);
    return new WorkerPlanner(
        BatchPlanner.of(settings.lines(), defaults, inputs, space, job.results()), space);
  }

  /** The arguments with the file of exit data where it lies here. */
  private static List<String> arguments(Settings settings, Path folder) {
    List<String> arguments = new ArrayList<>(settings.arguments());
    if (settings.exits() != null) {
      String here = ShippedInputs.in(folder, settings.exits()).toString();
      for (int i = 0; i < arguments.size(); i++) {
        if (i > 0 && arguments.get(i - 1).equals(EXITS)) {
          arguments.set(i, here);
        } else if (arguments.get(i).startsWith(EXITS + "=")) {
          arguments.set(i, EXITS + "=" + here);
        }
      }
    }
    return arguments;
  }
}
