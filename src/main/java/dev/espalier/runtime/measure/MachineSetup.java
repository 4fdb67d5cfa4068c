package dev.espalier.runtime.measure;

import dev.espalier.profile.Setup;
import dev.espalier.runtime.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes the machine that something is measured on. */
final class MachineSetup {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private MachineSetup() {}

  static Setup of(MeasureSettings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("threads", String.valueOf(settings.threads()));
    options.put("runs", String.valueOf(settings.runs()));
    options.put("warm-up", String.valueOf(settings.warmUp()));
    if (settings.pauseMs() > 0) {
      options.put("pause-ms", String.valueOf(settings.pauseMs()));
    }
    String machine =
        "%s, %d processors, %s"
            .formatted(
                processor().orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"));
    return new Setup(
        Optional.empty(),
        Optional.of(machine),
        Optional.of("onnxruntime " + OnnxRuntime.load()),
        options);
  }

  /** What Linux calls the processor. */
  private static Optional<String> processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .filter(name -> !name.isEmpty())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
