package dev.espalier.cli.option.run;

import dev.espalier.runtime.standin.AgentProcess;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Command line of an agent that stands in for a device on this machine. */
public final class StandInCommand {
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx512m", "-XX:MaxDirectMemorySize=1g", "-XX:+UseSerialGC");

  private StandInCommand() {}

  /**
   * A command line that starts this program anew.
   *
   * @param spec the command that starts it
   * @param host address to listen on
   * @param options further options of the agent
   */
  public static List<String> of(CommandSpec spec, String host, List<String> options) {
    List<String> arguments =
        new ArrayList<>(List.of("agent", "--stand-in", "--listen", host + ":0"));
    arguments.addAll(options);
    String program = spec.root().userObject().getClass().getName();
    return AgentProcess.javaCommand(JVM_OPTIONS, program, arguments);
  }
}
