package dev.espalier.cli.option.batch;

import dev.espalier.cli.parse.AxisText;
import dev.espalier.cli.parse.DistributionText;
import dev.espalier.cli.parse.DistributionText.Varied;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.batch.ScenarioSpace;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.ParameterNames;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that generate scenarios, instead of a file of them. */
public final class SourceOptions {
  @Option(
      names = "--grid",
      paramLabel = "PARAM=VALUES",
      description =
          "Instead of a file: all combinations of values, with parameters and values as those of"
              + " --vary in sweep; repeatable.")
  private List<String> grid;

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Instead of a file: N scenarios, with the parameters of --vary drawn.")
  private Long random;

  @Option(
      names = "--vary",
      paramLabel = "PARAM=FROM:TO[:log]",
      description =
          "With --random: a parameter of sweep and the range that it is drawn from, uniformly or,"
              + " with :log, its logarithm; repeatable.")
  private List<String> vary;

  /** Whether scenarios are generated. */
  public boolean areGenerated() {
    return grid != null || random != null || vary != null;
  }

  /**
   * Refuses two sources of scenarios, and none.
   *
   * @param file name of a file of scenarios, or null
   * @param words how users give one
   * @throws InvalidFieldException if both are given, or neither is
   */
  public void checkBeside(String file, String words) {
    if (areGenerated() == (file != null)) {
      throw new InvalidFieldException(
          "scenarios",
          file == null
              ? "expected %s, --grid or --random".formatted(words)
              : "%s excludes --grid and --random".formatted(words));
    }
  }

  /**
   * What is generated; empty if scenarios come from a file.
   *
   * @param base the network and devices that are varied
   * @param seed seed of what is drawn
   */
  public Optional<ScenarioSpace> space(Setting base, long seed) {
    if (grid != null && (random != null || vary != null)) {
      throw new InvalidFieldException("grid", "--grid and --random exclude each other");
    }
    if (grid != null) {
      return Optional.of(combinations(base));
    }
    if (random == null || vary == null) {
      throw new InvalidFieldException(
          "random",
          random == null
              ? "--vary needs --random N, or --grid instead"
              : "--random needs --vary PARAM=FROM:TO");
    }
    return Optional.of(draws(base, seed));
  }

  private ScenarioSpace combinations(Setting base) {
    List<Axis> axes = new ArrayList<>();
    for (String text : grid) {
      axes.add(named("grid", "--grid " + text, () -> AxisText.parse(text, base)));
    }
    try {
      return named("grid", "--grid", () -> new ScenarioSpace.Combinations(axes));
    } catch (ArithmeticException e) {
      throw new InvalidFieldException("grid", "--grid: there are more than 2^63 combinations");
    }
  }

  private ScenarioSpace draws(Setting base, long seed) {
    List<Parameter> parameters = new ArrayList<>();
    List<Distribution> distributions = new ArrayList<>();
    for (String text : vary) {
      named(
          "vary",
          "--vary " + text,
          () -> {
            Varied varied = DistributionText.varied(text);
            Parameter parameter = ParameterNames.parse(varied.parameter(), base);
            if (parameter instanceof Parameter.Condition) {
              throw new InvalidFieldException("vary", "a condition is no number; use --grid");
            }
            for (double end :
                List.of(varied.distribution().minimum(), varied.distribution().maximum())) {
              parameter.set(base, new Value(String.valueOf(end), end));
            }
            distributions.add(varied.distribution());
            return parameters.add(parameter);
          });
    }
    return named(
        "random",
        "--random",
        () -> new ScenarioSpace.Draws(parameters, distributions, random, seed));
  }

  private static <T> T named(String field, String option, Supplier<T> make) {
    try {
      return make.get();
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(field, option + ": " + e.getMessage());
    }
  }
}
