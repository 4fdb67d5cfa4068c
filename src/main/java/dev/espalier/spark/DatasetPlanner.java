package dev.espalier.spark;

import dev.espalier.io.batch.FileInputs;
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
  private final List<String> models;
  private final List<String> catalogs;

  private DatasetPlanner(String model, String catalog, List<String> models, List<String> catalogs) {
    this.model = model;
    this.catalog = catalog;
    this.models = List.copyOf(models);
    this.catalogs = List.copyOf(catalogs);
  }

  /** A planner without defaults. */
  public static DatasetPlanner create() {
    return new DatasetPlanner(null, null, List.of(), List.of());
  }

  /** This planner with the network of rows that name none: a file, or {@code zoo:NAME}. */
  public DatasetPlanner withModel(String name) {
    return new DatasetPlanner(name, catalog, models, catalogs);
  }

  /** This planner with the devices and links of rows that name none. */
  public DatasetPlanner withCatalog(String name) {
    return new DatasetPlanner(model, name, models, catalogs);
  }

  /** This planner with files of networks that rows name, which go along with the job. */
  public DatasetPlanner shippingModels(String... names) {
    return new DatasetPlanner(model, catalog, joined(models, names), catalogs);
  }

  /** This planner with files of devices and links that rows name, which go along with the job. */
  public DatasetPlanner shippingCatalogs(String... names) {
    return new DatasetPlanner(model, catalog, models, joined(catalogs, names));
  }

  private static List<String> joined(List<String> names, String... others) {
    return Stream.concat(names.stream(), Stream.of(others)).toList();
  }

  /**
   * The results of scenarios, in the same partitions and order. They are planned when the results
   * are needed, and anew whenever Spark computes them again: persist them if they are used twice.
   *
   * @throws dev.espalier.io.InvalidFileException if the default network or devices cannot be read
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
        new RowPlanner.Settings(model, catalog, shipped, UUID.randomUUID().toString());
    MapPartitionsFunction<ScenarioRow, ScenarioResult> plan =
        rows -> RowPlanner.of(settings).plan(rows);
    return scenarios.mapPartitions(plan, Encoders.bean(ScenarioResult.class));
  }
}
