package dev.espalier.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a result was measured: machine, JVM, commit and day. */
public final class Provenance {
  private static final String UNKNOWN = "unknown";
  private static final String CPU_NAME = "model name";

  private Provenance() {}

  /** The facts by name, in order. */
  public static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cpu", cpu());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("vm", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("commit", commit());
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    return facts;
  }

  /** The facts on one line. */
  public static String line() {
    return facts().entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Linux says it in a file; elsewhere the architecture has to do. */
  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith(CPU_NAME))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** The commit that is checked out, with a mark where files were changed since. */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? text : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
