package dev.espalier.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone master of Spark with two workers of one core, processes of their own on loopback.
 */
final class StandaloneCluster implements AutoCloseable {
  static final int WORKERS = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern ADDRESS =
      Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

  private final SparkHome home;
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  /** Starts all three and waits until both workers have registered. */
  StandaloneCluster(SparkHome home) throws IOException, InterruptedException {
    this.home = home;
    try {
      Path settings = home.temporary().resolve("cluster.conf");
      Files.writeString(settings, "spark.master.rest.enabled false\n");
      String[] common = {"--host", "127.0.0.1", "--port", "0", "--webui-port", "0"};
      List<String> arguments = new ArrayList<>(List.of(common));
      arguments.addAll(List.of("--properties-file", settings.toString()));
      master =
          start("master", "org.apache.spark.deploy.master.Master", arguments, ADDRESS).group(1);
      for (int worker = 0; worker < WORKERS; worker++) {
        List<String> own = new ArrayList<>(List.of(common));
        own.addAll(List.of("--cores", "1", "--memory", "1g"));
        own.addAll(List.of("--work-dir", Files.createDirectories(work(worker)).toString()));
        own.add(master);
        start("worker-" + worker, "org.apache.spark.deploy.worker.Worker", own, REGISTERED);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  String master() {
    return master;
  }

  /** The ids of the executors that a worker has started. */
  List<String> executors(int worker) throws IOException {
    try (Stream<Path> folders = Files.walk(work(worker), 2)) {
      return folders
          .map(folder -> work(worker).relativize(folder))
          .filter(folder -> folder.getNameCount() == 2)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .sorted()
          .toList();
    }
  }

  /** Ends them: the workers first, which take their executors along. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      List<ProcessHandle> executors = process.descendants().toList();
      process.destroy();
      executors.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Path work(int worker) {
    return home.temporary().resolve("work-" + worker);
  }

  private MatchResult start(String name, String main, List<String> arguments, Pattern ready)
      throws IOException, InterruptedException {
    Path log = home.temporary().resolve(name + ".log");
    Process process =
        home.program(main, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    processes.add(process);
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      Optional<MatchResult> found = ready.matcher(Files.readString(log)).results().findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new IOException("the %s does not start: %s".formatted(name, Files.readString(log)));
  }
}
