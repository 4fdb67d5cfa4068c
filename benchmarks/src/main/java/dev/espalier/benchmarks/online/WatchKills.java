package dev.espalier.benchmarks.online;

import dev.espalier.benchmarks.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Kills the packaged {@code watch} command at random moments, starts it again each time, and
 * compares its decisions with those of a run that was not killed.
 *
 * <p>Usage: {@code WatchKills JAR KILLS [SEED]}, from the folder of Espalier.
 */
public final class WatchKills {
  private static final int MAX_BYTES_BETWEEN_KILLS = 60_000;
  private static final int LINES_PER_KILL = 60;

  private final Path jar;
  private final Path folder;
  private final Random random;

  private WatchKills(Path jar, Path folder, long seed) {
    this.jar = jar;
    this.folder = folder;
    random = new Random(seed);
  }

  /** Prints whether the decisions are equal, byte for byte; ends with 1 if not. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    System.out.println("# " + Provenance.line());
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    Path folder = Files.createTempDirectory("watch-kills");
    boolean isEqual = new WatchKills(Path.of(args[0]), folder, seed).run(Integer.parseInt(args[1]));
    System.exit(isEqual ? 0 : 1);
  }

  private boolean run(int kills) throws Exception {
    ChangeStream stream = new ChangeStream(2, 0.1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < kills * LINES_PER_KILL; i++) {
      lines.append(stream.next());
    }
    Files.writeString(folder.resolve("changes.jsonl"), lines);
    start("whole").waitFor();
    int killed = 0;
    Path out = folder.resolve("killed.jsonl");
    for (int kill = 0; kill < kills; kill++) {
      Process process = start("killed");
      long until = size(out) + random.nextInt(MAX_BYTES_BETWEEN_KILLS);
      while (process.isAlive() && size(out) <= until) {
        Thread.sleep(1);
      }
      Thread.sleep(0, random.nextInt(1_000_000));
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
    }
    int code = start("killed").waitFor();
    boolean isEqual = Files.mismatch(out, folder.resolve("whole.jsonl")) < 0;
    System.out.printf(
        "%d kills while it ran, exit code %d in the end, %d lines, %d bytes of decisions: %s%n",
        killed, code, kills * LINES_PER_KILL, size(out), isEqual ? "equal" : "NOT EQUAL");
    return isEqual && code == 0;
  }

  private Process start(String name) throws IOException {
    return WatchProcess.start(
        jar,
        List.of(
            "--input",
            folder.resolve("changes.jsonl").toString(),
            "--out",
            folder.resolve(name + ".jsonl").toString(),
            "--state",
            folder.resolve(name + ".state.json").toString()));
  }

  private static long size(Path path) throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }
}
