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
 * A standalone master of Spark with workers of one core, each in a process of its own on loopback.
 */
final class StandaloneCluster implements AutoCloseable {
  static final int WORKERS = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ADDRESS =
      Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
  private static final List<String> ON_ANY_PORT =
      List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");

  private final SparkHome home;
  private final List<Process> processes = new ArrayList<>();
  private String master;

  private StandaloneCluster(SparkHome home) {
    this.home = home;
  }

  /** Starts all processes and waits until the workers have registered. */
  static StandaloneCluster start(SparkHome home) throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(home);
    try {
      cluster.startMaster();
      for (int worker = 0; worker < WORKERS; worker++) {
        cluster.startWorker(worker);
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startMaster() throws IOException, InterruptedException {
    Path settings = home.temporary().resolve("master.conf");
    Files.writeString(settings, "spark.master.rest.enabled false\n");
    List<String> arguments = new ArrayList<>(ON_ANY_PORT);
    arguments.addAll(List.of("--properties-file", settings.toString()));
    master = start("master", "org.apache.spark.deploy.master.Master", arguments, ADDRESS).group(1);
  }

  private void startWorker(int worker) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(ON_ANY_PORT);
    arguments.addAll(List.of("--cores", "1", "--memory", "1g"));
    arguments.addAll(List.of("--work-dir", Files.createDirectories(work(worker)).toString()));
    arguments.add(master);
    start("worker-" + worker, "org.apache.spark.deploy.worker.Worker", arguments, REGISTERED);
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
    throw new IOException("%s does not start: %s".formatted(name, Files.readString(log)));
  }

  /** Address of the master. */
  String master() {
    return master;
  }

  /** The folders of the executors that a worker has started. */
  List<Path> executors(int worker) throws IOException {
    try (Stream<Path> folders = Files.walk(work(worker), 2)) {
      return folders
          .filter(folder -> work(worker).relativize(folder).getNameCount() == 2)
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private Path work(int worker) {
    return home.temporary().resolve("work-" + worker);
  }

  /** Ends them, the workers first, which take their executors along. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      List<ProcessHandle> executors = process.descendants().toList();
      process.destroyForcibly();
      executors.forEach(ProcessHandle::destroyForcibly);
      process.onExit().join();
    }
  }
}
