package dev.espalier.spark;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.csv.ExitDataFile;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/**
 * Plans the scenarios of a {@code Dataset}. A scenario that cannot be planned has a result as every
 * other one has; it never fails the job. Equal rows give equal results. Immutable.
 *
 * <pre>{@code
 * MapFunction<Long, ScenarioRow> scenario =
 *     number -> {
 *       ScenarioRow row = new ScenarioRow();
 *       row.setId("street " + number);
 *       row.setBandwidthMbps(0.5 * number);
 *       return row;
 *     };
 * Dataset<ScenarioRow> scenarios =
 *     spark.range(1, 201).map(scenario, Encoders.bean(ScenarioRow.class));
 * Dataset<ScenarioResult> results =
 *     DatasetPlanner.create()
 *         .withModel("zoo:b-alexnet")
 *         .withCatalog("zoo:na2023-six")
 *         .plan(scenarios);
 * results.groupBy("status").count().show();
 * }</pre>
 *
 * <p>Files are those of the driver: what is named here goes along with the job. A file that only
 * rows name is read where a row is planned, unless it is shipped.
 */
@SuppressWarnings("exports") // Spark is no module
public final class DatasetPlanner {
  private final String model;
  private final String catalog;
  private final Exits exits;
  private final List<String> models;
  private final List<String> catalogs;

  /** A file of exit data on the driver and the threshold of all side exits. */
  private record Exits(String file, double threshold) {}

  private DatasetPlanner(
      String model, String catalog, Exits exits, List<String> models, List<String> catalogs) {
    this.model = model;
    this.catalog = catalog;
    this.exits = exits;
    this.models = List.copyOf(models);
    this.catalogs = List.copyOf(catalogs);
  }

  /** A planner without defaults. */
  public static DatasetPlanner create() {
    return new DatasetPlanner(null, null, null, List.of(), List.of());
  }

  /** This planner with the network of rows that name none: a file, or {@code zoo:NAME}. */
  public DatasetPlanner withModel(String name) {
    return new DatasetPlanner(name, catalog, exits, models, catalogs);
  }

  /** This planner with the devices and links of rows that name none. */
  public DatasetPlanner withCatalog(String name) {
    return new DatasetPlanner(model, name, exits, models, catalogs);
  }

  /**
   * This planner with measured behavior of the exits of the network of {@link #withModel}, for rows
   * that name no network. Where it was measured under several conditions, rows name theirs.
   *
   * @param file an exit log, in which the final exit decides on samples that reach no threshold, or
   *     an exit table
   * @param threshold threshold of all side exits of rows that have no parameter {@code threshold}
   */
  public DatasetPlanner withExits(String file, double threshold) {
    return new DatasetPlanner(model, catalog, new Exits(file, threshold), models, catalogs);
  }

  /** This planner with files of networks that rows name, which go along with the job. */
  public DatasetPlanner shippingModels(String... names) {
    return new DatasetPlanner(model, catalog, exits, joined(models, names), catalogs);
  }

  /** This planner with files of devices and links that rows name, which go along with the job. */
  public DatasetPlanner shippingCatalogs(String... names) {
    return new DatasetPlanner(model, catalog, exits, models, joined(catalogs, names));
  }

  private static List<String> joined(List<String> names, String... others) {
    return Stream.concat(names.stream(), Stream.of(others)).toList();
  }

  /**
   * The results of scenarios, in the same partitions and order. They are planned when the results
   * are needed, and anew whenever Spark computes them again: persist them if they are used twice.
   *
   * @throws dev.espalier.io.InvalidFileException if the default network or devices, or the exit
   *     data, cannot be read
   * @throws IllegalArgumentException if there are exit data, but no default network
   */
  public Dataset<ScenarioResult> plan(Dataset<ScenarioRow> scenarios) {
    FileInputs inputs = new FileInputs();
    ShippedInputs shipped = new ShippedInputs();
    if (model != null) {
      inputs.model(model);
      shipped.addModel(model, inputs);
    }
    if (catalog != null) {
      inputs.catalog(catalog);
      shipped.addCatalog(catalog, inputs);
    }
    models.forEach(name -> shipped.addModel(name, inputs));
    catalogs.forEach(name -> shipped.addCatalog(name, inputs));
    RowPlanner.Settings settings =
        new RowPlanner.Settings(
            model, catalog, shipped(inputs, shipped), shipped, UUID.randomUUID().toString());
    MapPartitionsFunction<ScenarioRow, ScenarioResult> plan =
        rows -> RowPlanner.of(settings).plan(rows);
    return scenarios.mapPartitions(plan, Encoders.bean(ScenarioResult.class));
  }

  /** The exit data, read once on the driver, so that they fail there; null if there are none. */
  private RowPlanner.Exits shipped(FileInputs inputs, ShippedInputs shipped) {
    if (exits == null) {
      return null;
    }
    if (model == null) {
      throw new InvalidFieldException("exits", "withExits needs withModel, whose exits they are");
    }
    Path file = Path.of(exits.file());
    ExitDataFile.read(file, inputs.model(model));
    return new RowPlanner.Exits(shipped.addFile(file), exits.threshold());
  }
}
