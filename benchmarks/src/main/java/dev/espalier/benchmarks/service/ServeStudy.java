package dev.espalier.benchmarks.service;

import dev.espalier.benchmarks.Provenance;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The packaged service under 10,000 requests for a plan of B-AlexNet from 32 connections, one in
 * five malformed: the times of the valid ones, what was answered, and what heap and threads the
 * service has before and after.
 *
 * <p>Usage: {@code ServeStudy JAR [REQUESTS [CONNECTIONS]]}; JAR is {@code target/espalier.jar}.
 */
public final class ServeStudy {
  private static final int REQUESTS = 10_000;
  private static final int CONNECTIONS = 32;
  private static final int MALFORMED_ONE_IN = 5;
  private static final int WARM_UP = 2_000;
  private static final int ALONE = 1_000;
  private static final double NS_PER_MS = 1e6;
  private static final double MIB = 1 << 20;
  private static final String ANNOUNCEMENT = "listening on http://";

  private final Process process;
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private InetSocketAddress address;
  private int traces;

  private ServeStudy(Process process) {
    this.process = process;
  }

  /** Runs the study and prints its results. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    int requests = args.length > 1 ? Integer.parseInt(args[1]) : REQUESTS;
    int connections = args.length > 2 ? Integer.parseInt(args[2]) : CONNECTIONS;
    System.out.println("# " + Provenance.line());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-Xmx256m", "-jar", args[0], "serve", "--listen", "127.0.0.1:0")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      new ServeStudy(process).run(requests, connections);
    } finally {
      process.destroy();
      process.waitFor();
    }
    System.out.println("exit code after SIGTERM: " + process.exitValue());
  }

  private void run(int requests, int connections) throws Exception {
    awaitAnnouncement();
    load(WARM_UP, connections); // compiles what is hot, the answers to malformed requests included
    print("alone", load(ALONE, 1));
    statuses.clear();
    String before = state();
    Duration processorBefore = processorTime();
    long start = System.nanoTime();
    double[] ms = load(requests, connections);
    double seconds = (System.nanoTime() - start) / 1e9;
    double processorMs = processorTime().minus(processorBefore).toNanos() / NS_PER_MS;
    print("of " + connections + " connections", ms);
    System.out.printf(
        "%d requests in %.1f s: %.0f a second; %.2f ms of the service's processor time each%n",
        requests, seconds, requests / seconds, processorMs / requests);
    System.out.println("answers by status (0: closed without one): " + statuses);
    System.out.println("answers with a stack trace: " + traces);
    System.out.println("lines on standard error: " + (errors.size() - 1));
    System.out.println("before: " + before);
    System.out.println("after:  " + state());
  }

  private Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void awaitAnnouncement() throws IOException {
    BufferedReader in = process.errorReader();
    String line = in.readLine();
    while (line != null && !line.startsWith(ANNOUNCEMENT)) {
      System.err.println(line);
      line = in.readLine();
    }
    if (line == null) {
      throw new IOException("the service does not start");
    }
    errors.add(line);
    address =
        new InetSocketAddress(
            "127.0.0.1", Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    Thread reader = new Thread(() -> in.lines().forEach(errors::add), "errors");
    reader.setDaemon(true);
    reader.start();
  }

  /** Sends requests and returns the times of the valid ones, ms, in ascending order. */
  private double[] load(int requests, int connections) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicLongArray nanos = new AtomicLongArray(requests);
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < connections; c++) {
      Thread client = new Thread(() -> client(next, nanos), "client-" + c);
      client.start();
      clients.add(client);
    }
    for (Thread client : clients) {
      client.join();
    }
    double[] ms = new double[requests];
    int valid = 0;
    for (int i = 0; i < requests; i++) {
      if (nanos.get(i) > 0) {
        ms[valid++] = nanos.get(i) / NS_PER_MS;
      }
    }
    double[] sorted = Arrays.copyOf(ms, valid);
    Arrays.sort(sorted);
    return sorted;
  }

  private void client(AtomicInteger next, AtomicLongArray nanos) {
    List<Requests.Malformed> malformed = Requests.malformed();
    String plan = Requests.plan();
    try (StudyClient client = new StudyClient(address)) {
      for (int i = next.getAndIncrement(); i < nanos.length(); i = next.getAndIncrement()) {
        if (i % MALFORMED_ONE_IN == MALFORMED_ONE_IN - 1) {
          Requests.Malformed wrong = malformed.get(i / MALFORMED_ONE_IN % malformed.size());
          count(client.send(wrong.text(), wrong.isCutOff()));
        } else {
          long start = System.nanoTime();
          StudyClient.Answer answer = client.send(plan, false);
          nanos.set(i, answer.status() == 200 ? System.nanoTime() - start : 0);
          count(answer);
        }
      }
    } catch (IOException e) {
      System.err.println("a client ended: " + e.getMessage());
    }
  }

  private synchronized void count(StudyClient.Answer answer) {
    statuses.merge(answer.status(), 1, Integer::sum);
    boolean isTrace = answer.text().contains("\tat ") || answer.text().contains("Exception");
    traces += isTrace ? 1 : 0;
  }

  private static void print(String what, double[] ms) {
    System.out.printf(
        "valid requests %s: %d, median %.2f ms, p99 %.2f ms, maximum %.2f ms%n",
        what, ms.length, at(ms, 0.5), at(ms, 0.99), ms[ms.length - 1]);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
  }

  /** Heap in use after a collection, and threads, of the service. */
  private String state() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    try (StudyClient client = new StudyClient(address)) {
      String metrics =
          client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", false).text();
      return String.format(
          Locale.ROOT,
          "heap %.1f MiB, %.0f threads, %.0f plannings running, %.0f problems kept",
          sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
          sum(metrics, "jvm_threads_live_threads"),
          sum(metrics, "espalier_plannings_running"),
          sum(metrics, "espalier_problems"));
    }
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
