package dev.espalier.benchmarks.online;

import dev.espalier.benchmarks.Provenance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Feeds the packaged {@code watch} command changes at a fixed rate, with a state that is kept, and
 * prints how much memory it takes and how long its answers take. Lines that get no decision, which
 * are measured latencies, count with the next decision.
 *
 * <p>Usage: {@code WatchLoad JAR RATE SECONDS}, from the folder of Espalier.
 */
public final class WatchLoad {
  private static final double NANOS_PER_S = 1e9;
  private static final double NANOS_PER_MS = 1e6;
  private static final int SAMPLES = 20;

  private final double rate;
  private final int seconds;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong decided = new AtomicLong();

  /** Times at which changes were due, and from then to their decisions, by line, ns. */
  private final long[] dueNanos;

  private final long[] answerNanos;

  private WatchLoad(double rate, int seconds) {
    this.rate = rate;
    this.seconds = seconds;
    dueNanos = new long[(int) (rate * seconds) + 1];
    answerNanos = new long[dueNanos.length];
  }

  /** Prints a row every twentieth of the time, and the answer times in the end. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    System.out.println("# " + Provenance.line());
    new WatchLoad(Double.parseDouble(args[1]), Integer.parseInt(args[2])).run(Path.of(args[0]));
  }

  private void run(Path jar) throws Exception {
    Path folder = Files.createTempDirectory("watch-load");
    Process process =
        WatchProcess.start(jar, List.of("--state", folder.resolve("state.json").toString()));
    try (BufferedReader decisions = process.inputReader(StandardCharsets.UTF_8)) {
      decisions.readLine(); // the first plan: it is ready
      Thread reader = new Thread(() -> read(decisions));
      reader.start();
      Thread sampler = new Thread(() -> sample(process));
      sampler.setDaemon(true);
      sampler.start();
      feed(process.getOutputStream());
      reader.join();
    }
    System.out.printf(
        "exit code %d, %d lines, %d decisions%n", process.waitFor(), sent.get(), decided.get());
    report();
  }

  private void feed(OutputStream changes) throws IOException {
    ChangeStream stream = new ChangeStream(1, 1 / rate);
    long startNanos = System.nanoTime();
    try (changes) {
      for (int line = 1; line < dueNanos.length; line++) {
        long due = startNanos + (long) (line / rate * NANOS_PER_S);
        while (System.nanoTime() < due) {
          Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        }
        dueNanos[line] = due;
        changes.write(stream.next().getBytes(StandardCharsets.UTF_8));
        changes.flush();
        sent.set(line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A decision has the time of its line: the line is that time over the step. */
  private void read(BufferedReader decisions) {
    try {
      for (String line = decisions.readLine(); line != null; line = decisions.readLine()) {
        int at = line.indexOf("\"at\":") + 5;
        double time = Double.parseDouble(line.substring(at, line.indexOf(',', at)));
        int number = (int) Math.round(time * rate);
        answerNanos[number] = System.nanoTime() - dueNanos[number];
        decided.incrementAndGet();
      }
    } catch (IOException e) {
      System.out.println("decisions cannot be read: " + e.getMessage());
    }
  }

  private void sample(Process process) {
    System.out.printf("%8s %8s %9s %10s %10s%n", "s", "sent", "decisions", "RSS MiB", "heap MiB");
    try {
      for (int i = 1; i < SAMPLES; i++) {
        TimeUnit.MILLISECONDS.sleep(seconds * 1_000L / SAMPLES);
        System.out.printf(
            "%8.0f %8d %9d %10.1f %10.1f%n",
            (double) seconds * i / SAMPLES,
            sent.get(),
            decided.get(),
            WatchProcess.residentMib(process),
            WatchProcess.heapMib(process));
      }
    } catch (IOException e) {
      System.out.println("the process has ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() {
    long[] sorted = Arrays.stream(answerNanos).filter(nanos -> nanos > 0).sorted().toArray();
    System.out.printf(
        "from when a change was due to its decision: median %.2f ms, p99 %.2f ms, maximum %.1f ms%n",
        sorted[sorted.length / 2] / NANOS_PER_MS,
        sorted[(int) (0.99 * sorted.length)] / NANOS_PER_MS,
        sorted[sorted.length - 1] / NANOS_PER_MS);
  }
}
