package dev.espalier.runtime.standin;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.link.LinkAddress;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An agent as a process on this machine. It announces itself with a line {@code listening on
 * HOST:PORT} on its standard output, and must end when its standard input does: so it ends with
 * this process, whatever ends this one. Ctrl-C at a terminal, which reaches the processes started
 * from it too, is ignored by the agent: its coordinator decides when it ends. Thread-safe.
 */
public final class AgentProcess implements AutoCloseable {
  private static final long START_MS = 30_000;
  private static final long POLITE_MS = 2_000;
  private static final String ANNOUNCEMENT = "listening on ";
  private static final Set<AgentProcess> PRESENT = ConcurrentHashMap.newKeySet();

  private final String device;
  private final Process process;
  private final LastLines errors;
  private final CompletableFuture<String> announced = new CompletableFuture<>();

  private AgentProcess(String device, Process process) {
    this.device = device;
    this.process = process;
    LastLines.read("espalier-out-" + device, process.getInputStream(), this::announce);
    errors = LastLines.read("espalier-err-" + device, process.getErrorStream(), line -> {});
    PRESENT.add(this);
    process.onExit().thenRun(() -> PRESENT.remove(this));
  }

  /**
   * Command line of a Java program with the class path of this one.
   *
   * <p>The class path is set in the environment where that can be done: the telemetry of ONNX
   * Runtime 1.29 matches {@code /proc/self/cmdline} with a regular expression, which overflows the
   * stack on a long line and ends the process with SIGSEGV.
   *
   * @param options options of the JVM, such as {@code -Xmx256m}
   * @param mainClass qualified name of its main class
   * @param arguments arguments of the program
   */
  public static List<String> javaCommand(
      List<String> options, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    String classPath = System.getProperty("java.class.path");
    if (isUnix()) {
      command.addAll(List.of("env", "CLASSPATH=" + classPath));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    if (!isUnix()) {
      command.addAll(List.of("-cp", classPath));
    }
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /**
   * Starts an agent and waits until it listens.
   *
   * @param device name of the device that it stands in for, for messages
   * @param command program and arguments
   * @throws RuntimeFailedException if it cannot be started or does not listen within 30 s; it is
   *     then ended
   */
  public static AgentProcess start(String device, List<String> command) {
    return start(device, command, START_MS);
  }

  /** Starts an agent that has to listen within a time, ms. */
  static AgentProcess start(String device, List<String> command, long startMs) {
    AgentProcess agent;
    try {
      agent = new AgentProcess(device, new ProcessBuilder(ignoringCtrlC(command)).start());
    } catch (IOException e) {
      throw new RuntimeFailedException(
          "cannot start the agent of %s: %s"
              .formatted(Checks.quoted("device", device), e.getMessage()));
    }
    try {
      agent.awaitAnnouncement(startMs);
      return agent;
    } catch (RuntimeFailedException e) {
      agent.kill();
      throw e;
    }
  }

  /** A signal that is ignored stays so in the program that replaces the shell. */
  private static List<String> ignoringCtrlC(List<String> command) {
    if (!isUnix()) {
      return command;
    }
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    all.addAll(command);
    return all;
  }

  private static boolean isUnix() {
    return File.separatorChar == '/';
  }

  private void announce(String line) {
    if (line == null) {
      announced.completeExceptionally(new IOException("it has ended"));
    } else if (line.startsWith(ANNOUNCEMENT)) {
      announced.complete(line.substring(ANNOUNCEMENT.length()).strip());
    }
  }

  private void awaitAnnouncement(long startMs) {
    try {
      announced.get(startMs, TimeUnit.MILLISECONDS);
      address();
    } catch (TimeoutException e) {
      throw failed("does not listen after %d ms".formatted(startMs));
    } catch (ExecutionException e) {
      throw failed("ended before it listened" + ending());
    } catch (InvalidFieldException e) {
      throw failed("listens on what is no address: " + announced.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for: interrupted");
    }
  }

  /** Its exit code; returns when what it has written is read, too. */
  private String ending() {
    boolean hasEnded = hasEnded(POLITE_MS);
    errors.awaitEnd(POLITE_MS);
    return hasEnded ? ", with exit code " + process.exitValue() : "";
  }

  private RuntimeFailedException failed(String what) {
    String said = lastErrors();
    return new RuntimeFailedException(
        "the agent of %s %s%s"
            .formatted(
                Checks.quoted("device", device), what, said.isEmpty() ? "" : "; it said: " + said));
  }

  /** Name of the device that it stands in for. */
  public String device() {
    return device;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return LinkAddress.parse("listen", announced.join(), false);
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process is there, be it stopped. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines of its standard error, for messages; empty if there are none. */
  public String lastErrors() {
    return errors.text();
  }

  /** Ends the process at once and waits until it has ended. */
  public void kill() {
    process.destroyForcibly();
    hasEnded(POLITE_MS);
  }

  /** Requests the process to end by ending its standard input; kills it if it has not after 2 s. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has closed its end, or has ended.
    }
    if (!hasEnded(POLITE_MS)) {
      kill();
    }
  }

  /** Kills every agent that is left. Unlike others, a stopped process does not end by itself. */
  public static void killAll() {
    PRESENT.forEach(agent -> agent.process.destroyForcibly());
  }

  private boolean hasEnded(long waitMs) {
    try {
      return process.waitFor(waitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
