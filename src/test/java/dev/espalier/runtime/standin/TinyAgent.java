package dev.espalier.runtime.standin;

import java.io.IOException;
import java.util.List;

/** Programs that stand in for an agent in tests, by the first argument. */
public final class TinyAgent {
  private TinyAgent() {}

  /** Runs one. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "listen" -> listen();
      case "talk" -> talk();
      case "ignore-end" -> {
        System.out.println("listening on 127.0.0.1:7");
        Thread.sleep(Long.MAX_VALUE);
      }
      case "silent" -> Thread.sleep(Long.MAX_VALUE);
      case "lie" -> {
        System.out.println("listening on nowhere");
        Thread.sleep(Long.MAX_VALUE);
      }
      case "fail" -> {
        System.err.println("error: no such model");
        System.exit(3);
      }
      case "coordinate" -> {
        AgentProcess agent =
            AgentProcess.start(
                "inner",
                AgentProcess.javaCommand(List.of(), TinyAgent.class.getName(), List.of("listen")));
        System.err.println(agent.pid());
        listen();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void listen() throws IOException {
    System.out.println("starting");
    System.out.println("listening on 127.0.0.1:4711");
    while (System.in.read() >= 0) {
      // Ends with its standard input.
    }
  }

  /** Writes more than a pipe holds. */
  private static void talk() throws IOException {
    System.out.println("listening on 127.0.0.1:4711");
    for (int i = 0; i < 5_000; i++) {
      System.out.println("line " + i + " on standard output, which nobody may be interested in");
      System.err.println("line " + i + " on standard error, of which the last ones are kept");
    }
  }
}
