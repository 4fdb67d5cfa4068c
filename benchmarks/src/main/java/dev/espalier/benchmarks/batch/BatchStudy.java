package dev.espalier.benchmarks.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many scenarios {@code batch} plans in a second, with the packaged jar as users run it: on one
 * thread and two, on one core, beside a loop of {@code plan} commands; and whether its memory grows
 * with the batch. Times include the start of Java, the reading and the writing.
 *
 * <p>Usage: {@code BatchStudy JAR [SCENARIOS]}. Where other programs use the cores, compare
 * processor time and ratios. Needs Linux, which knows the peak memory of a process, and {@code
 * taskset}.
 */
public final class BatchStudy {
  private static final String PROBLEM =
      "--source d1 --model zoo:b-alexnet --catalog zoo:na2023-six";
  private static final List<String> JAVA = List.of("java");
  private static final List<String> ONE_CORE = List.of("taskset", "-c", "0", "java");

  /** Without a limit, Java lets garbage lie and takes what memory there is. */
  private static final List<String> SMALL_HEAP = List.of("java", "-Xmx96m");

  private static final int POLL_MS = 20;
  private static final int COMMANDS = 5;
  private static final double NS_PER_S = 1e9;
  private static final double KIB_PER_MIB = 1024;

  private final String jar;
  private final Path directory;

  private BatchStudy(String jar, Path directory) {
    this.jar = jar;
    this.directory = directory;
  }

  /**
   * A process that has ended.
   *
   * @param seconds time from its start to its end
   * @param cpuSeconds time of processors
   * @param peakMiB largest resident memory, MiB
   */
  private record Run(double seconds, double cpuSeconds, double peakMiB) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int scenarios = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    Path directory = Files.createTempDirectory("batch-study");
    BatchStudy study = new BatchStudy(arguments[0], directory);
    System.out.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
    System.out.println("run, scenarios, s, scenarios/s, processor s, scenarios/processor s, MiB");
    double one = study.batch("1 thread", scenarios, 1, JAVA);
    double two = study.batch("2 threads", scenarios, 2, JAVA);
    double core = study.batch("2 threads on one core", scenarios, 2, ONE_CORE);
    study.batch("2 threads and a heap of 96 MiB", scenarios, 2, SMALL_HEAP);
    study.batch("2 threads and a heap of 96 MiB", 4 * scenarios, 2, SMALL_HEAP);
    double command = study.commands();
    System.out.printf(
        Locale.ROOT,
        "two threads over one: %.2f; two cores over one: %.2f; over a loop of plan: %.0f%n",
        two / one,
        two / core,
        two / command);
    System.out.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
    Files.delete(directory);
  }

  /** Scenarios a second. */
  private double batch(String what, int scenarios, int threads, List<String> java)
      throws IOException, InterruptedException {
    Path out = directory.resolve("results.jsonl");
    Run run =
        run(
            java,
            "batch --random %d --vary bandwidth=1:100:log %s --threads %d --out %s"
                .formatted(scenarios, PROBLEM, threads, out));
    Files.delete(out);
    print(what, scenarios, run);
    return scenarios / run.seconds();
  }

  /** Plans a second of a loop of commands. */
  private double commands() throws IOException, InterruptedException {
    double seconds = 0;
    double cpuSeconds = 0;
    double peak = 0;
    for (int i = 0; i < COMMANDS; i++) {
      Run run = run(JAVA, "plan %s --bandwidth-mbps %d".formatted(PROBLEM, 1 + i));
      seconds += run.seconds();
      cpuSeconds += run.cpuSeconds();
      peak = Math.max(peak, run.peakMiB());
    }
    print("a loop of plan", COMMANDS, new Run(seconds, cpuSeconds, peak));
    return COMMANDS / seconds;
  }

  private static void print(String what, int scenarios, Run run) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d, %.1f, %.0f, %.1f, %.0f, %.0f%n",
        what,
        scenarios,
        run.seconds(),
        scenarios / run.seconds(),
        run.cpuSeconds(),
        scenarios / run.cpuSeconds(),
        run.peakMiB());
  }

  private Run run(List<String> java, String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(java);
    words.addAll(List.of("-jar", jar));
    words.addAll(List.of(command.split(" ")));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double cpuSeconds = 0;
    double peak = 0;
    while (process.isAlive()) {
      cpuSeconds = Math.max(cpuSeconds, cpuSeconds(process));
      peak = Math.max(peak, peakMiB(process.pid()));
      Thread.sleep(POLL_MS);
    }
    double seconds = (System.nanoTime() - start) / NS_PER_S;
    if (process.waitFor() != 0) {
      throw new IOException("exit code %d: %s".formatted(process.exitValue(), words));
    }
    return new Run(seconds, cpuSeconds, peak);
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(0.0);
  }

  /** Peak resident memory; 0 if the process has ended. */
  private static double peakMiB(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB)
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
