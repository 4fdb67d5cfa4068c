package dev.espalier.spark;

import dev.espalier.batch.BatchPlanner;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.batch.ScenarioLines;
import dev.espalier.io.batch.ScenarioText;
import dev.espalier.io.line.InputLine;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.ScenarioSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A batch on Spark. A first pass over a file counts the lines of each partition, so that each line
 * has its number, and finds the files that scenarios name, which go to the workers from the driver.
 * Then partitions are planned in any order, and their results are kept by the workers, in memory or
 * on their disks. At last the driver takes them one by one, in order, into one file: so its memory
 * holds a partition, whatever the size of the batch, and workers write to no common folder.
 */
final class SparkBatch implements AutoCloseable {
  /** Partitions for each core, so that a slow one keeps no other core idle for long. */
  static final int PARTITIONS_PER_CORE = 16;

  /** Maximum number of generated scenarios in a partition: their results fit any heap. */
  private static final long MAX_GENERATED = 4096;

  private static final String NAME = "spark.app.name";

  /** Many clusters have Kryo for a default, which reads no records. */
  private static final String SERIALIZER = "org.apache.spark.serializer.JavaSerializer";

  private final JavaSparkContext context;
  private final FileInputs inputs;

  private SparkBatch(JavaSparkContext context, FileInputs inputs) {
    this.context = context;
    this.inputs = inputs;
  }

  /**
   * Connects to the master that Spark was started with.
   *
   * @param inputs reads the files that scenarios name
   */
  static SparkBatch start(FileInputs inputs) {
    SparkConf settings = new SparkConf();
    settings.setIfMissing(NAME, "espalier batch");
    settings.set("spark.serializer", SERIALIZER);
    try {
      return new SparkBatch(new JavaSparkContext(settings), inputs);
    } catch (Exception e) { // Scala declares none
      throw failed(e);
    }
  }

  /**
   * Plans scenarios into a file.
   *
   * @param generated number of scenarios that are generated; empty if they have a file
   * @param scenarios that file
   * @throws IOException if the results cannot be written
   * @throws InvalidFileException if the scenarios cannot be read
   * @throws RuntimeFailedException if Spark fails
   */
  BatchSummary run(
      WorkerPlanner.Settings settings, OptionalLong generated, String scenarios, String out)
      throws IOException {
    try {
      return generated.isPresent()
          ? write(generated(generated.getAsLong(), settings), settings, out)
          : file(scenarios, settings, out);
    } catch (IOException | InvalidFileException | InvalidFieldException e) {
      throw e;
    } catch (Exception e) { // Scala declares none
      throw failed(e);
    }
  }

  private static RuntimeFailedException failed(Exception e) {
    String message = String.valueOf(e.getMessage());
    return new RuntimeFailedException(
        "Spark: " + Printable.line(message.lines().findFirst().orElse("")));
  }

  private BatchSummary file(String scenarios, WorkerPlanner.Settings before, String out)
      throws IOException {
    FileLines file = open(scenarios);
    WorkerPlanner.Settings settings = withHeader(before, file, scenarios);
    JavaRDD<byte[]> lines = file.lines();
    FileScan scan = FileScan.of(lines, settings);
    scan.models().forEach(name -> settings.inputs().addModel(name, inputs));
    scan.catalogs().forEach(name -> settings.inputs().addCatalog(name, inputs));
    Broadcast<WorkerPlanner.Settings> shared = context.broadcast(settings);
    long[] firstLines = scan.firstLines();
    return write(
        lines.mapPartitionsWithIndex(
            (partition, these) -> {
              BatchPlanner planner = WorkerPlanner.of(shared.value()).planner();
              Iterator<InputLine> each =
                  new NumberedLines(these, firstLines[partition], shared.value().headerLine());
              return List.of(PlannedPart.plan(planner, each)).iterator();
            },
            true),
        settings,
        out);
  }

  private FileLines open(String scenarios) {
    try {
      if (!BatchJob.hasScheme(scenarios)) {
        Files.newInputStream(Path.of(scenarios)).close(); // fails in our words
      }
      return FileLines.open(context, scenarios);
    } catch (IOException e) {
      throw unreadable(scenarios, e);
    }
  }

  private static InvalidFileException unreadable(String scenarios, IOException e) {
    return BatchJob.hasScheme(scenarios)
        ? new InvalidFileException(scenarios + ": cannot be read: " + e.getMessage())
        : InvalidFileException.unreadable(Path.of(scenarios), e);
  }

  private static WorkerPlanner.Settings withHeader(
      WorkerPlanner.Settings settings, FileLines file, String scenarios) {
    if (LineFormat.of(scenarios) == LineFormat.JSON) {
      return settings;
    }
    try {
      InputLine header =
          file.first()
              .orElseThrow(
                  () ->
                      new InvalidFileException(
                          scenarios + ": the file is empty; expected a header of fields"));
      ScenarioLines.csv(header, scenarios); // fails here and not on a worker
      return settings.withHeader(header.number(), header.text());
    } catch (IOException e) {
      throw unreadable(scenarios, e);
    }
  }

  private JavaRDD<PlannedPart> generated(long size, WorkerPlanner.Settings settings) {
    long cores = Math.max(1, context.defaultParallelism());
    long length = Math.min(MAX_GENERATED, Math.max(1, size / (PARTITIONS_PER_CORE * cores)));
    int partitions = Math.toIntExact((size + length - 1) / length);
    Broadcast<WorkerPlanner.Settings> shared = context.broadcast(settings);
    return context
        .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
        .map(
            partition -> {
              WorkerPlanner worker = WorkerPlanner.of(shared.value());
              ScenarioSpace space = worker.space().orElseThrow();
              long from = partition * length;
              Iterator<InputLine> lines =
                  LongStream.range(from, Math.min(size, from + length))
                      .mapToObj(each -> InputLine.of(each + 1, ScenarioText.of(space, each)))
                      .iterator();
              return PlannedPart.plan(worker.planner(), lines);
            });
  }

  private BatchSummary write(
      JavaRDD<PlannedPart> planned, WorkerPlanner.Settings settings, String out)
      throws IOException {
    planned.persist(StorageLevel.MEMORY_AND_DISK());
    planned.count(); // plans all partitions at once; the iterator would plan one after the other
    String header = WorkerPlanner.of(settings).planner().header();
    BatchSummary[] summary = {BatchSummary.EMPTY};
    HadoopFile.write(
        out,
        context.hadoopConfiguration(),
        stream -> {
          stream.write(header.getBytes(StandardCharsets.UTF_8));
          Iterator<PlannedPart> parts = planned.toLocalIterator();
          while (parts.hasNext()) {
            PlannedPart part = parts.next();
            stream.write(part.text());
            summary[0] = summary[0].plus(part.summary());
          }
        });
    return summary[0];
  }

  @Override
  public void close() {
    context.close();
  }
}
