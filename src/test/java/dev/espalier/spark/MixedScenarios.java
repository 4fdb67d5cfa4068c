package dev.espalier.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Files of scenarios of every kind, the wrong ones included. They name files relative to the
 * working directory, which workers do not share.
 */
final class MixedScenarios {
  static final int LINES = 300;

  private static final int KINDS = 20;
  private static final int LONG_LINE = 57;
  private static final Path FOLDER = Path.of("target", "spark-scenarios");

  private MixedScenarios() {}

  /** A catalog with a profile beside it. */
  private static String catalog() throws IOException {
    Files.createDirectories(FOLDER.resolve("profiles"));
    Files.writeString(FOLDER.resolve("profiles/slow.csv"), "layer,ms\nconv1,7.5\n");
    Path catalog = FOLDER.resolve("profiled.catalog.json");
    Files.writeString(
        catalog,
        """
        { "format": "espalier-catalog/1", "name": "profiled",
          "devices": [
            { "name": "slow", "gflops": 1, "ioMBps": 100, "profile": "profiles/slow.csv" },
            { "name": "fast", "gflops": 20, "ioMBps": 2000 } ],
          "network": { "bandwidthMbps": 8, "latencyMs": 1 } }
        """);
    return catalog.toString();
  }

  private static String bandwidth(int index) {
    return String.format(Locale.ROOT, "%.3f", 0.1 + index * 37 % 101);
  }

  /** Lines of JSON. */
  static Path json() throws IOException {
    String catalog = catalog();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < LINES; i++) {
      text.writeBytes(jsonLine(i, catalog));
      if (i < LINES - 1) {
        text.write('\n');
      }
    }
    return Files.write(FOLDER.resolve("scenarios.jsonl"), text.toByteArray());
  }

  private static byte[] jsonLine(int i, String catalog) {
    String start = "{\"id\":\"s%d\",\"bandwidth\":%s".formatted(i, bandwidth(i));
    String line =
        switch (i % KINDS) {
          case 10 -> start + ",\"catalog\":\"" + catalog + "\"}";
          case 11 -> start + ",\"gone\":[\"d4\"],\"objective\":\"energy\"}";
          case 12 -> start + ",";
          case 13 -> start + ",\"bandwith\":1}";
          case 14 -> start + ",\"catalog\":\"target/no-such.json\"}";
          case 15 -> start + ",\"solver\":\"exact\",\"deadline\":50}";
          case 16 -> start + ",\"deadline\":1e-6}";
          case 17 -> start + "}\r";
          case 18 -> start + ",\"gone\":[\"\u00ff\"]}";
          case 19 ->
              "\r\n"
                  + start
                  + ",\"model\":\"src/examples/b-lenet-mnist/b-lenet-mnist.onnx\",\"catalog\":\""
                  + catalog
                  + "\"}\n";
          default -> start + "}";
        };
    if (i == LONG_LINE) {
      line = start + " ".repeat(1 << 20) + "}";
    }
    // Not UTF-8, wherever a character is none of ASCII.
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Rows of CSV. */
  static Path csv() throws IOException {
    String catalog = catalog();
    StringBuilder text = new StringBuilder("\r\nid,bandwidth,catalog,gone,deadline\r\n");
    for (int i = 0; i < LINES; i++) {
      String start = "\"s%d\",%s,".formatted(i, bandwidth(i));
      text.append(
          switch (i % KINDS) {
            case 10 -> start + catalog + ",,\n";
            case 11 -> start + ",\"d1,d4\",\n";
            case 12 -> start + "\n";
            case 13 -> start + ",\"d4,\n";
            case 14 -> start + "target/no-such.json,,\r\n";
            case 15 -> start + ",,50\r\n";
            case 16 -> start + ",,final=x\n";
            case 17 -> "\n" + start + ",,\r\n";
            default -> start + ",,\n";
          });
    }
    return Files.writeString(FOLDER.resolve("scenarios.csv"), text.toString().stripTrailing());
  }
}
