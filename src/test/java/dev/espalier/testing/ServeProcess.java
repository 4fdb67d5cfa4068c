package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The command {@code serve} in a JVM of its own, and a client of it. */
public final class ServeProcess implements AutoCloseable {
  private static final String ANNOUNCEMENT = "listening on http://";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private InetSocketAddress address;
  private String token = "";

  private ServeProcess(Process process) {
    this.process = process;
  }

  /** Starts it on a free port of this machine, with these options. */
  public static ServeProcess start(String... options) throws Exception {
    return start(Map.of(), options);
  }

  /** Starts it with these variables in its environment. */
  public static ServeProcess start(Map<String, String> environment, String... options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "dev.espalier.cli.Main", "serve"));
    if (!List.of(options).contains("--listen")) {
      command.addAll(List.of("--listen", "127.0.0.1:0"));
    }
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    builder.redirectOutput(new File("/dev/null"));
    ServeProcess serve = new ServeProcess(builder.start());
    serve.awaitAnnouncement();
    return serve;
  }

  private void awaitAnnouncement() throws Exception {
    Thread reader = new Thread(this::readErrors, "serve-errors");
    reader.setDaemon(true);
    reader.start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (address == null && process.isAlive() && System.nanoTime() < end) {
      for (String line : errors) {
        if (line.startsWith(ANNOUNCEMENT)) {
          String port = line.substring(line.lastIndexOf(':') + 1);
          address = new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
        }
      }
      Thread.sleep(20);
    }
    assertThat(address).as(String.join("\n", errors)).isNotNull();
  }

  private void readErrors() {
    try (BufferedReader in = process.errorReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        errors.add(line);
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** What it has printed to standard error. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** Sends this token from now on. */
  public void useToken(String secret) {
    token = secret;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(address.getPort(), path)))
            .timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Gets a document. */
  public HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Posts a document. */
  public HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Requests it to end, as an orchestrator does. */
  public void terminate() {
    process.destroy();
  }

  /** Its exit code. */
  public int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ends in time").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
