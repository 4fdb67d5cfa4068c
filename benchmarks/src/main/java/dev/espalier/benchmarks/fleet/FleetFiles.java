package dev.espalier.benchmarks.fleet;

import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ModelFile;
import dev.espalier.plan.PlanningProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the problem of a seed as files for the command line: {@code model.json} and {@code
 * catalog.json}.
 *
 * <p>Usage: {@code FleetFiles CLASS SEED DIRECTORY}.
 */
public final class FleetFiles {
  private FleetFiles() {}

  /** Writes both files into a directory, which is created. */
  public static void main(String[] args) throws IOException {
    PlanningProblem problem = FleetProblem.valueOf(args[0]).ofSeed(Long.parseLong(args[1]));
    Path directory = Files.createDirectories(Path.of(args[2]));
    Files.writeString(
        directory.resolve("model.json"), ModelFile.write(problem.linearization().net()));
    Files.writeString(directory.resolve("catalog.json"), CatalogFile.write(problem.catalog()));
  }
}
