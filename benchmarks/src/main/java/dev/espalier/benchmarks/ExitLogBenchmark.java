package dev.espalier.benchmarks;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogChoices;
import dev.espalier.exit.log.ThresholdGrid;
import dev.espalier.io.csv.ExitLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A log of 1,000,000 samples and five exits, on a heap of 1 GiB. Every run is the first of its JVM,
 * for a log is read once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 5, jvmArgs = "-Xmx1g")
@Measurement(iterations = 1)
public class ExitLogBenchmark {
  private static final int SAMPLES = 1_000_000;
  private static final int SIDE_EXITS = 4;

  private Path file;

  /** Writes the log. */
  @Setup
  public void write() throws IOException {
    Random random = new Random(1);
    ExitLogBuilder log =
        ExitLog.builder(List.of("exit1", "exit2", "exit3", "exit4", "final"), Criterion.CONFIDENCE);
    for (int s = 0; s < SAMPLES; s++) {
      double[] values = new double[SIDE_EXITS + 1];
      boolean[] right = new boolean[SIDE_EXITS + 1];
      for (int e = 0; e <= SIDE_EXITS; e++) {
        values[e] = random.nextInt(100_000, 1_000_001) / 1e6;
        right[e] = random.nextInt(10) < 6 + e;
      }
      log.add(values, right);
    }
    file = Files.createTempFile("exits", ".csv");
    ExitLogFile.write(file, Map.of("", log.build()));
  }

  /** Removes it. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** Reads it, and asks for one choice of ten thresholds with each subset of the side exits. */
  @Benchmark
  public double readAndReduce() {
    ExitLog log = ExitLogFile.read(file).get("");
    LogChoices choices = LogChoices.of("clean", log, ThresholdGrid.defaultFor(log), Fallback.FINAL);
    double accuracies = 0;
    for (long subset = 0; subset < 1 << SIDE_EXITS; subset++) {
      ThresholdChoices thresholds = choices.forDeployed(BitSet.valueOf(new long[] {subset}));
      accuracies += thresholds.at(new int[thresholds.dimensions()]).orElseThrow().accuracy();
    }
    return accuracies;
  }
}
