package dev.espalier.spark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** A job that plans rows of every kind and prints the results. */
public final class DatasetJob {
  private DatasetJob() {}

  /** Takes a model and a catalog that are shipped, and a file of exit data. */
  public static void main(String[] args) throws IOException {
    List<ScenarioRow> rows =
        List.of(
            row("plain"), limited(), varied(), shipped(args[0], args[1]), infeasible(), wrong());
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<ScenarioResult> results =
          DatasetPlanner.create()
              .withModel("zoo:b-lenet")
              .withCatalog("zoo:na2023-six")
              .shippingModels(args[0])
              .shippingCatalogs(args[1], "none.json")
              .plan(spark.createDataset(rows, Encoders.bean(ScenarioRow.class)));
      results.toJSON().toLocalIterator().forEachRemaining(System.out::println);
      DatasetPlanner.create()
          .withModel("zoo:b-lenet")
          .withCatalog("zoo:na2023-six")
          .withExits(args[2], 0.9)
          .plan(spark.createDataset(measured(), Encoders.bean(ScenarioRow.class)))
          .toJSON()
          .toLocalIterator()
          .forEachRemaining(System.out::println);
    }
  }

  private static ScenarioRow row(String id) {
    ScenarioRow row = new ScenarioRow();
    row.setId(id);
    row.setBandwidthMbps(2.5);
    return row;
  }

  private static ScenarioRow limited() {
    ScenarioRow row = row("limited");
    row.setObjective("energy");
    row.setDeadlineMs(500.0);
    row.setSolver("exact");
    row.setSeed(3L);
    row.setGone(List.of("d4", "d5"));
    return row;
  }

  private static ScenarioRow varied() {
    ScenarioRow row = row("varied");
    row.setProbabilities(Map.of("exit1", 0.25));
    row.setParameters(
        Map.of(
            "link-latency", "3", "pin", "{\"conv1\":\"d1\"}", "source", "d2", "partitions", "2"));
    return row;
  }

  private static ScenarioRow shipped(String model, String catalog) {
    ScenarioRow row = row("shipped");
    row.setModel(model);
    row.setCatalog(catalog);
    return row;
  }

  private static List<ScenarioRow> measured() {
    ScenarioRow clean = row("clean");
    clean.setCondition("clean");
    ScenarioRow other = row("other");
    other.setCondition("clean");
    other.setParameters(Map.of("threshold", "0.5"));
    return List.of(clean, other, row("without"));
  }

  private static ScenarioRow infeasible() {
    ScenarioRow row = row("infeasible");
    row.setDeadlineMs(1e-6);
    return row;
  }

  private static ScenarioRow wrong() {
    ScenarioRow row = row("wrong");
    row.setCatalog("none.json");
    return row;
  }
}
