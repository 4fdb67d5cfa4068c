package dev.espalier.spark;

import java.io.IOException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** The example of {@link DatasetPlanner}. */
public final class DatasetExample {
  private DatasetExample() {}

  public static void main(String[] args) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      MapFunction<Long, ScenarioRow> scenario =
          number -> {
            ScenarioRow row = new ScenarioRow();
            row.setId("street " + number);
            row.setBandwidthMbps(0.5 * number);
            return row;
          };
      Dataset<ScenarioRow> scenarios =
          spark.range(1, 201).map(scenario, Encoders.bean(ScenarioRow.class));
      Dataset<ScenarioResult> results =
          DatasetPlanner.create()
              .withModel("zoo:b-alexnet")
              .withCatalog("zoo:na2023-six")
              .plan(scenarios);
      results.groupBy("status").count().show();
    }
  }
}
