package dev.espalier.runtime.standin;

import dev.espalier.runtime.RuntimeFailedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of namespaces, by which those are found whose process has ended without removing them. */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("espalier-(\\d+)-(\\d+)");

  private Leftovers() {}

  /** Name of a namespace of a process. */
  static String name(long pid, int number) {
    return "espalier-%d-%d".formatted(pid, number);
  }

  /** Removes the namespaces of processes that have ended. */
  static void remove() {
    Matcher name = NAME.matcher(Iproute.run("ip", "netns", "list"));
    while (name.find()) {
      if (ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
        killProcesses(name.group());
        try {
          Iproute.run("ip", "netns", "del", name.group());
        } catch (RuntimeFailedException e) {
          // Another run was faster.
        }
      }
    }
  }

  /** Kills what runs in a namespace, which would exist as long as that does. */
  static void killProcesses(String namespace) {
    String pids;
    try {
      pids = Iproute.run("ip", "netns", "pids", namespace);
    } catch (RuntimeFailedException e) {
      return; // the namespace is gone
    }
    pids.lines()
        .filter(pid -> pid.matches("\\d+"))
        .forEach(
            pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
  }
}
