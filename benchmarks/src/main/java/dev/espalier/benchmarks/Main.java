package dev.espalier.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH with its own options, whose results say where they were measured: {@link Provenance} is
 * printed first and, with {@code -rf json}, added to each result in the file.
 */
public final class Main {
  /** Of each result in JMH's files. */
  private static final String FIRST_FIELD = "\"jmhVersion\"";

  private static final String DEFAULT_FILE = "jmh-result.json";

  private Main() {}

  /** Runs the benchmarks that the options name. */
  public static void main(String[] args) throws IOException, CommandLineOptionException {
    System.out.println("# " + Provenance.line());
    CommandLineOptions options = new CommandLineOptions(args);
    Path file = Path.of(options.getResult().orElse(DEFAULT_FILE));
    if (options.getResultFormat().orElse(ResultFormatType.CSV) != ResultFormatType.JSON) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Files.deleteIfExists(file);
    org.openjdk.jmh.Main.main(args);
    if (Files.exists(file)) {
      Files.writeString(file, withProvenance(Files.readString(file), Provenance.facts()));
    }
  }

  /** Adds the facts as fields in front of the first one of every result. */
  private static String withProvenance(String json, Map<String, String> facts) {
    String fields =
        facts.entrySet().stream()
            .map(fact -> "\"%s\" : \"%s\",%n        ".formatted(fact.getKey(), escaped(fact)))
            .collect(Collectors.joining());
    return json.replace(FIRST_FIELD, fields + FIRST_FIELD);
  }

  private static String escaped(Map.Entry<String, String> fact) {
    return fact.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
