package dev.espalier.testing.faults;

import dev.espalier.cli.Main;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.standin.AgentProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A device: an agent in a process, a link from the coordinator, and one from other agents. */
final class Device implements AutoCloseable {
  private static final int PAGE_KIB = 4;
  private static final List<String> JVM =
      List.of(
          "-Xmx64m",
          "-XX:MaxDirectMemorySize=96m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto");

  private final String name;
  private final FaultyLink control;
  private final FaultyLink peers;
  private AgentProcess agent;

  Device(String name) {
    this.name = name;
    agent = launch("127.0.0.1:0");
    try {
      control = new FaultyLink(agent.address());
      peers = new FaultyLink(agent.address());
    } catch (IOException e) {
      agent.close();
      throw new UncheckedIOException(e);
    }
  }

  private AgentProcess launch(String address) {
    return AgentProcess.start(
        name,
        AgentProcess.javaCommand(
            JVM,
            Main.class.getName(),
            List.of(
                "agent",
                "--stand-in",
                "--listen",
                address,
                "--max-memory-mib",
                "16",
                "--max-frame-mib",
                "4")));
  }

  String name() {
    return name;
  }

  AgentPlace place() {
    return new AgentPlace(name, control.address(), LinkAddress.text(peers.address()));
  }

  FaultyLink control() {
    return control;
  }

  FaultyLink peers() {
    return peers;
  }

  long pid() {
    return agent.pid();
  }

  /** What the agent said last. */
  String said() {
    return agent.lastErrors();
  }

  boolean isAlive() {
    return agent.isAlive();
  }

  void kill() {
    agent.kill();
  }

  /** Starts the agent again where it was. */
  void restart() {
    agent.kill();
    agent = launch(LinkAddress.text(agent.address()));
  }

  /** Sends a signal to the agent. */
  void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Resident memory of the agent, MiB; 0 where that cannot be read. */
  long residentMib() {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + pid() + "/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE_KIB / 1024;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Makes everything work again. */
  void heal() {
    control.heal();
    peers.heal();
    if (agent.isAlive()) {
      signal("CONT");
    } else {
      restart();
    }
  }

  @Override
  public void close() {
    if (agent.isAlive()) {
      signal("CONT");
    }
    agent.close();
    control.close();
    peers.close();
  }
}
