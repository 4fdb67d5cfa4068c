package dev.espalier.runtime.standin;

import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.link.LinkAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One agent process on this machine for each of some devices. */
public final class LocalAgents implements AutoCloseable {
  private final Map<String, List<String>> commands;
  private final Map<String, AgentProcess> processes;
  private boolean isClosed;

  private LocalAgents(Map<String, List<String>> commands, Map<String, AgentProcess> processes) {
    this.commands = Map.copyOf(commands);
    this.processes = processes;
  }

  /**
   * Starts processes, all at the same time.
   *
   * @param commands command line of the agent of each device
   * @throws RuntimeFailedException if one cannot be started; the others are ended
   */
  public static LocalAgents start(Map<String, List<String>> commands) {
    ExecutorService starters = Executors.newFixedThreadPool(commands.size());
    Map<String, Future<AgentProcess>> started = new LinkedHashMap<>();
    commands.forEach(
        (device, command) ->
            started.put(device, starters.submit(() -> AgentProcess.start(device, command))));
    starters.shutdown();
    Map<String, AgentProcess> processes = new LinkedHashMap<>();
    RuntimeException failed = null;
    for (Map.Entry<String, Future<AgentProcess>> each : started.entrySet()) {
      try {
        processes.put(each.getKey(), each.getValue().get());
      } catch (ExecutionException e) {
        failed =
            e.getCause() instanceof RuntimeException cause
                ? cause
                : new RuntimeFailedException(e.getCause().getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed = new RuntimeFailedException("interrupted while agents were started");
      }
    }
    LocalAgents agents = new LocalAgents(commands, processes);
    if (failed != null) {
      agents.close();
      throw failed;
    }
    return agents;
  }

  /** The processes, by device. */
  public synchronized Map<String, AgentProcess> processes() {
    return Map.copyOf(processes);
  }

  /** Kills the agent of a device. */
  public void kill(String device) {
    processes().get(device).kill();
  }

  /**
   * Starts the agent of a device that was killed again, where it was.
   *
   * @throws RuntimeFailedException if it cannot be started
   */
  public void start(String device) {
    String address = LinkAddress.text(processes().get(device).address());
    List<String> command = new ArrayList<>(commands.get(device));
    command.set(command.indexOf("--listen") + 1, address);
    AgentProcess started = AgentProcess.start(device, command);
    synchronized (this) {
      if (!isClosed) {
        processes.put(device, started);
        return;
      }
    }
    started.close();
  }

  /** Ends all of them. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
    }
    List<Thread> ending = new ArrayList<>();
    for (AgentProcess process : processes().values()) {
      Thread thread = new Thread(process::close, "espalier-end");
      thread.start();
      ending.add(thread);
    }
    try {
      for (Thread thread : ending) {
        thread.join();
      }
    } catch (InterruptedException e) {
      AgentProcess.killAll();
      Thread.currentThread().interrupt();
    }
  }
}
