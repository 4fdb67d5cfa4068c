package dev.espalier.benchmarks.batch;

import dev.espalier.benchmarks.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills the packaged {@code batch} command at random moments, resumes it each time, and compares
 * its results with those of a run that was not killed. A run that ends is checked, and a new one
 * begins, so that the start and the end are killed as often as the middle.
 *
 * <p>Usage: {@code BatchKills JAR KILLS [SCENARIOS] [SHARDS] [SEED]}, from the folder of Espalier.
 * With more than one shard, the shards run one after the other and are then merged; all of these
 * are killed.
 */
public final class BatchKills {
  private static final String CATALOG = "device-catalogs/na2023-six.catalog.json";

  /** A run is killed about this often before it ends. */
  private static final int KILLS_A_RUN = 5;

  private final Path jar;
  private final Path folder;
  private final int shards;
  private final Random random;
  private int killed;
  private int ended;

  private BatchKills(Path jar, Path folder, int shards, long seed) {
    this.jar = jar;
    this.folder = folder;
    this.shards = shards;
    random = new Random(seed);
  }

  /** Prints whether all results are equal, byte for byte; ends with 1 if not. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    System.out.println("# " + Provenance.line());
    int scenarios = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
    int shards = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    long seed = args.length > 4 ? Long.parseLong(args[4]) : 1;
    Path folder = Files.createTempDirectory("batch-kills");
    BatchKills kills = new BatchKills(Path.of(args[0]), folder, shards, seed);
    boolean isEqual = kills.run(Integer.parseInt(args[1]), scenarios);
    if (isEqual) {
      delete(folder);
    }
    System.exit(isEqual ? 0 : 1);
  }

  private boolean run(int kills, int scenarios) throws Exception {
    Files.writeString(folder.resolve("scenarios.jsonl"), scenarios(scenarios));
    Path whole = folder.resolve("whole.jsonl");
    long start = System.nanoTime();
    int code = start(List.of(plan(whole))).waitFor();
    long wholeMs = (System.nanoTime() - start) / 1_000_000;
    boolean isEqual = code == 0;
    while (isEqual && killed < kills) {
      Path parts = Files.createDirectory(folder.resolve("run-" + ended));
      isEqual = Files.mismatch(whole, finished(parts, kills, wholeMs)) < 0;
      ended++;
    }
    System.out.printf(
        "%d scenarios, %d shards, %d ms if not killed: %d kills in %d runs, results %s%n",
        scenarios, shards, wholeMs, killed, ended, isEqual ? "equal" : "NOT EQUAL in " + folder);
    return isEqual;
  }

  /** Bandwidths from 1 to 100 Mbps, and some scenarios that fail in their place. */
  private String scenarios(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      double bandwidth = Math.pow(100, random.nextDouble());
      lines.append(
          random.nextInt(50) == 0
              ? "{\"id\":\"s%d\",\"bandwidth\":-1}%n".formatted(i)
              : "{\"id\":\"s%d\",\"bandwidth\":%.6f}%n".formatted(i, bandwidth));
    }
    return lines.toString();
  }

  /** The results of a run that is killed again and again, until it has ended all the same. */
  private Path finished(Path parts, int kills, long wholeMs) throws Exception {
    Path out = parts.resolve("out.jsonl");
    if (shards == 1) {
      killedUntilItEnds(plan(out, "--resume"), kills, wholeMs);
      return out;
    }
    List<String> merge = new ArrayList<>(List.of("merge"));
    for (int shard = 0; shard < shards; shard++) {
      Path part = parts.resolve("shard-" + shard + ".jsonl");
      killedUntilItEnds(
          plan(part, "--resume", "--shard", shard + "/" + shards), kills, wholeMs / shards);
      merge.add(part.toString());
    }
    merge.addAll(List.of("--out", out.toString()));
    killedUntilItEnds(merge.toArray(String[]::new), kills, wholeMs / shards);
    return out;
  }

  private void killedUntilItEnds(String[] arguments, int kills, long wholeMs) throws Exception {
    while (true) {
      Process process = start(List.of(arguments));
      long untilMs = random.nextLong(2 * wholeMs / KILLS_A_RUN + 1000);
      if (killed < kills && !process.waitFor(untilMs, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        killed++;
        continue;
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("exit code " + code + " of " + List.of(arguments));
      }
      return;
    }
  }

  private String[] plan(Path out, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.resolve("scenarios.jsonl").toString(),
                "--model",
                "zoo:b-alexnet",
                "--catalog",
                CATALOG,
                "--out",
                out.toString()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "batch"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("log").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(BatchKills::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
