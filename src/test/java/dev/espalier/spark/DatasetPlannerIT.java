package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios in a Dataset, on a real Spark. */
@DisabledOnOs(OS.WINDOWS)
class DatasetPlannerIT {
  private static final String MODEL = "src/examples/other-problems/alexnet.model.json";
  private static final String CATALOG = "src/examples/other-problems/edge-cloud.catalog.json";

  /** The scenarios of {@link DatasetJob} as lines. */
  private static final List<String> LINES =
      List.of(
          "{\"id\":\"plain\",\"bandwidth\":2.5}",
          "{\"id\":\"limited\",\"bandwidth\":2.5,\"objective\":\"energy\",\"deadline\":500,"
              + "\"solver\":\"exact\",\"seed\":3,\"gone\":[\"d4\",\"d5\"]}",
          "{\"id\":\"varied\",\"bandwidth\":2.5,\"probability:exit1\":0.25,\"link-latency\":3,"
              + "\"pin\":{\"conv1\":\"d1\"},\"source\":\"d2\",\"partitions\":2}",
          "{\"id\":\"shipped\",\"bandwidth\":2.5,\"model\":\"%s\",\"catalog\":\"%s\"}"
              .formatted(MODEL, CATALOG),
          "{\"id\":\"infeasible\",\"bandwidth\":2.5,\"deadline\":1e-6}",
          "{\"id\":\"wrong\",\"bandwidth\":2.5,\"catalog\":\"none.json\"}");

  private static final String EXITS = "src/examples/b-lenet-mnist/b-lenet-mnist.log.csv";

  /** Those of them with measured exits. */
  private static final List<String> MEASURED =
      List.of(
          "{\"id\":\"clean\",\"bandwidth\":2.5,\"condition\":\"clean\"}",
          "{\"id\":\"other\",\"bandwidth\":2.5,\"condition\":\"clean\",\"threshold\":0.5}",
          "{\"id\":\"without\",\"bandwidth\":2.5}");

  private static final Pattern ID = Pattern.compile("\"id\":\"(\\w+)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"(\\w+)\"");
  private static final Pattern VALUE = Pattern.compile("\"value\":([^,}]+)");
  private static final Pattern SLICE =
      Pattern.compile("\\{\"device\":\"(\\w+)\",\"from\":(\\d+),\"to\":(\\d+)\\}");

  @TempDir private Path folder;

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private Map<String, String> batch(List<String> lines, String... options) throws Exception {
    Path scenarios = Files.write(folder.resolve("scenarios.jsonl"), lines);
    Path out = folder.resolve("plans.jsonl");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                SparkHome.JAR.toString(),
                "batch",
                scenarios.toString(),
                "--model",
                "zoo:b-lenet",
                "--catalog",
                "zoo:na2023-six",
                "--out",
                out.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return byId(Files.readAllLines(out));
  }

  private static Map<String, String> byId(List<String> lines) {
    Map<String, String> byId = new HashMap<>();
    lines.forEach(line -> byId.put(first(ID, line), line));
    return byId;
  }

  @Test
  void rowsHaveTheResultsOfTheSameLines() throws Exception {
    SparkJob.Ended ended =
        SparkJob.local(SparkHome.in(folder)).runOwn(DatasetJob.class, MODEL, CATALOG, EXITS);
    assertThat(ended.code()).as(ended.err()).isZero();
    Map<String, String> rows = byId(ended.out().lines().toList());
    Map<String, String> lines = batch(LINES);
    lines.putAll(batch(MEASURED, "--exits", EXITS, "--threshold", "0.9"));
    assertThat(rows).hasSize(LINES.size() + MEASURED.size()).containsOnlyKeys(lines.keySet());
    lines.forEach((id, line) -> assertSame(rows.get(id), line));
    assertThat(first(STATUS, rows.get("shipped"))).isEqualTo("planned");
    assertThat(first(STATUS, rows.get("varied"))).isEqualTo("planned");
    assertThat(first(STATUS, rows.get("clean"))).isEqualTo("planned");
    assertThat(first(VALUE, rows.get("other"))).isNotEqualTo(first(VALUE, rows.get("clean")));
    assertThat(rows.get("without")).contains("\"invalid\"", "condition");
    assertThat(first(STATUS, rows.get("infeasible"))).isEqualTo("infeasible");
    assertThat(rows.get("wrong")).contains("none.json: no such file").doesNotContain("slices");
  }

  private static void assertSame(String row, String line) {
    assertThat(first(STATUS, row)).as(row).isEqualTo(first(STATUS, line));
    assertThat(SLICE.matcher(row).results().map(found -> found.group(0)).toList())
        .isEqualTo(SLICE.matcher(line).results().map(found -> found.group(0)).toList());
    String value = first(VALUE, line);
    assertThat(first(VALUE, row).isEmpty()).isEqualTo(value.isEmpty());
    if (!value.isEmpty()) {
      assertThat(Double.parseDouble(first(VALUE, row)))
          .isCloseTo(Double.parseDouble(value), within(0.0));
    }
  }

  @Test
  void exampleRuns() throws Exception {
    SparkJob.Ended ended = SparkJob.local(SparkHome.in(folder)).runOwn(DatasetExample.class);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).containsPattern("planned\\|\\s*200\\|");
  }
}
