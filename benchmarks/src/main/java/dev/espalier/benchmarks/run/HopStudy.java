package dev.espalier.benchmarks.run;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.study.run.Hop;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Overhead of a hop on loopback: all that a sample spends between the last segment of one agent
 * process and the first one of the next, but no computation. Samples follow one after another, or
 * at a distance in which threads fall asleep and caches are lost. Processes of one machine have one
 * clock.
 *
 * <p>Usage: {@code HopStudy SAMPLES [PAUSE-MS [KIB...]]}; by default without a pause, and 4, 64 and
 * 1024 KiB.
 */
public final class HopStudy {
  private static final List<String> USUAL_KIB = List.of("4", "64", "1024");
  private static final Quantile QUANTILE = Quantile.withDefaults();
  private static final double[] LEVELS = {0.5, 0.95, 0.99};
  private static final double US_PER_MS = 1e3;

  /** Parts of a hop, from the stage at which it begins and the one at which it ends, ms. */
  private static final Map<String, ToDoubleBiFunction<Hop, Hop>> PARTS = parts();

  private HopStudy() {}

  private static Map<String, ToDoubleBiFunction<Hop, Hop>> parts() {
    Map<String, ToDoubleBiFunction<Hop, Hop>> parts = new LinkedHashMap<>();
    parts.put("copy", (from, to) -> from.readyMs() - from.lastSegmentEndMs());
    parts.put("wait for the connection", (from, to) -> from.sentMs() - from.readyMs());
    parts.put("wire", (from, to) -> to.arrivedMs() - from.sentMs());
    parts.put("wait for the device", (from, to) -> to.begunMs() - to.arrivedMs());
    parts.put("all", (from, to) -> to.begunMs() - from.lastSegmentEndMs());
    return parts;
  }

  /** Runs the study and prints its table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    int samples = Integer.parseInt(args[0]);
    double pauseMs = args.length > 1 ? Double.parseDouble(args[1]) : 0;
    List<String> sizes = args.length > 2 ? List.of(args).subList(2, args.length) : USUAL_KIB;
    try (TemporaryFolder folder = TemporaryFolder.create();
        StudyAgents agents = StudyAgents.start(List.of("d1", "d2"))) {
      System.out.println("# " + Provenance.line());
      System.out.println("| payload, KiB | part | median, us | 95 %, us | 99 %, us |");
      System.out.println("|--:|---|--:|--:|--:|");
      for (String kib : sizes) {
        Hops hops = Hops.run(agents, folder.path(), Integer.parseInt(kib), pauseMs, samples);
        PARTS.forEach((name, part) -> print(kib, name, us(hops, part)));
      }
    }
  }

  private static double[] us(Hops hops, ToDoubleBiFunction<Hop, Hop> part) {
    return IntStream.range(0, hops.from().size())
        .mapToDouble(i -> US_PER_MS * part.applyAsDouble(hops.from().get(i), hops.to().get(i)))
        .toArray();
  }

  private static void print(String kib, String part, double[] us) {
    double[] at = QUANTILE.evaluate(us, LEVELS);
    System.out.printf("| %s | %s | %.0f | %.0f | %.0f |%n", kib, part, at[0], at[1], at[2]);
  }
}
