package dev.espalier.cli.option.batch;

import dev.espalier.cli.option.ExitOptions;
import dev.espalier.cli.option.SolverNames;
import dev.espalier.cli.option.StopOptions;
import dev.espalier.cli.option.TwoDeviceCliOptions;
import dev.espalier.cli.option.problem.ConstraintOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.json.request.ProfiledCatalog;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioInputs;
import dev.espalier.model.BranchyNet;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that hold for all scenarios which say nothing else. */
public final class ScenarioOptions {
  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "Model of the scenarios that name none: a file (JSON or ONNX), or zoo:NAME for a built-in"
              + " network such as zoo:b-alexnet.")
  private String model;

  @Option(
      names = "--catalog",
      paramLabel = "C",
      description =
          "Catalog of the scenarios that name none: a file, or zoo:na2023-six for the built-in one.")
  private String catalog;

  @Mixin private ConstraintOptions constraints;
  @Mixin private ExitOptions exitOptions;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "With --exits: threshold of all side exits.")
  private Double threshold;

  @Option(
      names = "--solver",
      defaultValue = "genetic",
      paramLabel = "NAME",
      description = "Solver of the scenarios that name none, genetic by default.")
  private String solver;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of all random choices, those of --random included; 1 by default.")
  private long seed;

  @Mixin private StopOptions stop;
  @Mixin private TwoDeviceCliOptions twoDevices;

  /** Seed of all random choices. */
  public long seed() {
    return seed;
  }

  /** Name of the file of exit data; null if there is none. */
  public String exitsName() {
    return exitOptions.fileName();
  }

  /** The files that the options name; null where one does not. */
  public String[] inputs() {
    return new String[] {model, catalog, exitOptions.fileName()};
  }

  /**
   * What holds for the scenarios that say nothing else.
   *
   * @param inputs reads the files
   */
  public ScenarioDefaults defaults(ScenarioInputs inputs) {
    SolverNames.planner("--solver", solver, twoDevices.options());
    Optional<BranchyNet> net = named("model", model, inputs::model);
    Optional<ProfiledCatalog> devices = named("catalog", catalog, inputs::catalog);
    SearchOptions search = SearchOptions.defaults().withSeed(seed).withGap(stop.gap());
    return new ScenarioDefaults(
        net,
        devices,
        exits(net),
        builder -> constraints.applyTo(builder, ""),
        solver,
        twoDevices.options(),
        stop.limit().map(search::withTimeLimit).orElse(search));
  }

  /** A built-in name that does not exist is wrong usage, not a wrong file. */
  private static <T> Optional<T> named(String option, String name, Function<String, T> inputs) {
    try {
      return Optional.ofNullable(name).map(inputs);
    } catch (InvalidFileException e) {
      throw FileInputs.isFile(name)
          ? e
          : new InvalidFieldException(option, "--%s %s".formatted(option, e.getMessage()));
    }
  }

  private Optional<ExitPick> exits(Optional<BranchyNet> net) {
    if (!exitOptions.areGiven()) {
      exitOptions.refuse();
      if (threshold != null) {
        throw new InvalidFieldException("threshold", "--threshold needs --exits FILE");
      }
      return Optional.empty();
    }
    if (net.isEmpty()) {
      throw new InvalidFieldException("exits", "--exits needs --model, whose exits they are");
    }
    ExitData data = exitOptions.read(net.get(), Optional.empty());
    List<String> conditions = exitOptions.conditions(data);
    return Optional.of(
        new ExitPick(
            data,
            conditions.size() == 1 ? Optional.of(conditions.get(0)) : Optional.empty(),
            threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold)));
  }

  /**
   * The network and devices that a generator varies.
   *
   * @throws InvalidFieldException if the model or the catalog is missing
   */
  public static Setting base(ScenarioDefaults defaults) {
    if (defaults.model().isEmpty() || defaults.catalog().isEmpty()) {
      throw new InvalidFieldException(
          "model", "--grid and --random need --model and --catalog, which they vary");
    }
    Setting base = Setting.of(defaults.model().get(), defaults.catalog().get().catalog());
    return defaults.exits().map(base::withExits).orElse(base);
  }
}
