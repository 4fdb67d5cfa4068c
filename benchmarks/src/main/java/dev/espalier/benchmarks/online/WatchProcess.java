package dev.espalier.benchmarks.online;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged {@code watch} command in a process of its own, on B-AlexNet and six devices. */
final class WatchProcess {
  private static final String CATALOG = "device-catalogs/na2023-six.catalog.json";
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s*(\\d+) kB");
  private static final Pattern HEAP = Pattern.compile("used (\\d+)K");
  private static final double KIB_PER_MIB = 1024;

  private WatchProcess() {}

  /** Starts it with more options; errors go to those of this process. */
  static Process start(Path jar, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "watch",
                "--model",
                "zoo:b-alexnet",
                "--catalog",
                CATALOG,
                "--source",
                "d1",
                "--switching",
                "both-loaded"));
    command.addAll(options);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Memory of a process, MiB. */
  static double residentMib(Process process) throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    Matcher matcher = RSS.matcher(Files.readString(status));
    return matcher.find() ? Double.parseDouble(matcher.group(1)) / KIB_PER_MIB : Double.NaN;
  }

  /** Used heap of a Java process after a full garbage collection, MiB. */
  static double heapMib(Process process) throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    new ProcessBuilder("jcmd", pid, "GC.run").start().waitFor();
    Process info = new ProcessBuilder("jcmd", pid, "GC.heap_info").start();
    Matcher matcher = HEAP.matcher(new String(info.getInputStream().readAllBytes()));
    return matcher.find() ? Double.parseDouble(matcher.group(1)) / KIB_PER_MIB : Double.NaN;
  }
}
