package dev.espalier.benchmarks.run;

import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Hops between two agents over links that are not shaped: what samples spend between the last
 * segment of one and the first segment of the other. A network of two layers is cut between them;
 * its tensors have the size of the payload, its answer has 4 bytes.
 *
 * @param from what samples did at the first agent
 * @param to what they did at the second one, in the same order
 */
record Hops(List<Hop> from, List<Hop> to) {
  private static final int BYTES_PER_KIB = 1024;
  private static final int WARM_UPS = 1_000;
  private static final double MIN_PAUSE_MS = 2;
  private static final double MS_PER_SECOND = 1_000;

  /**
   * Runs samples.
   *
   * @param agents agents of {@code d1} and {@code d2}
   * @param pauseMs from one sample to the next one, ms; below 2 ms one follows after another, as
   *     they would have to wait for each other at such a rate
   */
  static Hops run(StudyAgents agents, Path folder, int kib, double pauseMs, int samples)
      throws IOException {
    StudyNetwork network = StudyNetwork.exported(network(kib), folder);
    Path split = folder.resolve("split-" + kib);
    StudyPlan plan = StudyPlan.of(network, List.of(1), split, new MeasureSettings(1, 0, 1));
    Load load =
        pauseMs >= MIN_PAUSE_MS
            ? new Load(1, OptionalDouble.of(MS_PER_SECOND / pauseMs))
            : new Load(1, OptionalDouble.empty());
    RunMeasurement run =
        agents.run(
            // Any link: none is shaped.
            plan.linked(1, 0, 1),
            network.samples(samples),
            options -> options.links((from, to) -> Optional.empty()).warmUps(WARM_UPS).load(load));
    return of(run);
  }

  /** Input and first layer have the size of the payload. */
  private static Architecture network(int kib) {
    NetworkBuilder network =
        NetworkBuilder.of("hop-" + kib, "in", Shape.of(kib, 1, BYTES_PER_KIB / Float.BYTES));
    network.input().relu("first").globalAveragePool("second");
    return network.exit("final", "second", 1).architecture();
  }

  private static Hops of(RunMeasurement run) {
    Map<Long, Hop> second = new HashMap<>();
    run.hops().stream()
        .filter(hop -> hop.stage() == 1)
        .forEach(hop -> second.put(hop.sample(), hop));
    List<Hop> from = new ArrayList<>();
    List<Hop> to = new ArrayList<>();
    for (Hop hop : run.hops()) {
      if (hop.stage() == 0) {
        from.add(hop);
        to.add(second.get(hop.sample()));
      }
    }
    return new Hops(from, to);
  }

  /** What each sample spends between the two segments, ms. */
  double[] overheadMs() {
    double[] ms = new double[from.size()];
    for (int i = 0; i < ms.length; i++) {
      ms[i] = to.get(i).begunMs() - from.get(i).lastSegmentEndMs();
    }
    return ms;
  }
}
