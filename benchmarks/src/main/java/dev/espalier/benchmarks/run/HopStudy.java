package dev.espalier.benchmarks.run;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.RunMeasurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Overhead of a hop on loopback: all that a sample spends between the last segment of one agent
 * process and the first one of the next, but no computation. A network of two layers is cut between
 * them; its tensors have the size of the payload, its answer has 4 bytes. One sample follows after
 * another. Processes of one machine have one clock.
 *
 * <p>Usage: {@code HopStudy SAMPLES [KIB...]}, by default 4, 64 and 1024 KiB.
 */
public final class HopStudy {
  private static final int BYTES_PER_KIB = 1024;
  private static final String[] USUAL_KIB = {"4", "64", "1024"};
  private static final Quantile QUANTILE = Quantile.withDefaults();
  private static final double US_PER_MS = 1e3;
  private static final double[] LEVELS = {0.5, 0.95, 0.99};

  /** Parts of a hop, from the hop at which it begins and the one at which it ends. */
  private static final Map<String, BiFunction<Hop, Hop, Double>> PARTS = parts();

  private final int samples;
  private final Path folder;

  private HopStudy(int samples, Path folder) {
    this.samples = samples;
    this.folder = folder;
  }

  private static Map<String, BiFunction<Hop, Hop, Double>> parts() {
    Map<String, BiFunction<Hop, Hop, Double>> parts = new LinkedHashMap<>();
    parts.put("copy", (from, to) -> from.readyMs() - from.lastSegmentEndMs());
    parts.put("wait for the connection", (from, to) -> from.sentMs() - from.readyMs());
    parts.put("wire", (from, to) -> to.arrivedMs() - from.sentMs());
    parts.put("wait for the device", (from, to) -> to.begunMs() - to.arrivedMs());
    parts.put("hop", (from, to) -> to.begunMs() - from.lastSegmentEndMs());
    return parts;
  }

  /** Runs the study and prints its table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    try (TemporaryFolder folder = TemporaryFolder.create();
        StudyAgents agents = StudyAgents.start(List.of("d1", "d2"))) {
      HopStudy study = new HopStudy(Integer.parseInt(args[0]), folder.path());
      System.out.println("# " + Provenance.line());
      System.out.println("| payload, KiB | part | median, us | 95 %, us | 99 %, us |");
      System.out.println("|--:|---|--:|--:|--:|");
      for (String kib :
          args.length > 1 ? List.of(args).subList(1, args.length) : List.of(USUAL_KIB)) {
        study.run(agents, Integer.parseInt(kib));
      }
    }
  }

  private void run(StudyAgents agents, int kib) throws IOException {
    StudyNetwork network = StudyNetwork.exported(network(kib), folder);
    Path split = folder.resolve("split-" + kib);
    StudyPlan plan = StudyPlan.of(network, List.of(1), split, new MeasureSettings(1, 0, 1));
    // Any link: none is shaped below.
    StudyPlan.Linked linked = plan.linked(1, 0, 1);
    RunMeasurement run =
        agents.run(
            linked,
            network.samples(samples),
            options -> options.links((from, to) -> Optional.empty()).warmUps(1_000));
    print(kib, run);
  }

  /** Input and first layer have the size of the payload. */
  private static Architecture network(int kib) {
    NetworkBuilder network =
        NetworkBuilder.of("hop-" + kib, "in", Shape.of(kib, 1, BYTES_PER_KIB / Float.BYTES));
    network.input().relu("first").globalAveragePool("second");
    return network.exit("final", "second", 1).architecture();
  }

  private static void print(int kib, RunMeasurement run) {
    Map<Long, Hop> first = new HashMap<>();
    Map<Long, Hop> second = new HashMap<>();
    run.hops().forEach(hop -> (hop.stage() == 0 ? first : second).put(hop.sample(), hop));
    PARTS.forEach(
        (part, ms) -> {
          double[] us =
              first.keySet().stream()
                  .mapToDouble(
                      sample -> US_PER_MS * ms.apply(first.get(sample), second.get(sample)))
                  .toArray();
          double[] at = QUANTILE.evaluate(us, LEVELS);
          System.out.printf("| %d | %s | %.0f | %.0f | %.0f |%n", kib, part, at[0], at[1], at[2]);
        });
  }
}
