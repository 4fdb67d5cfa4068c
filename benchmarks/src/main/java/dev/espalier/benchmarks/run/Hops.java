package dev.espalier.benchmarks.run;

import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
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
import java.util.function.UnaryOperator;

/**
 * Hops between two agents: what samples spend between the last segment of one and the first segment
 * of the other. A network of two layers is cut between them; its tensors have the size of the
 * payload, its answer has 4 bytes.
 *
 * @param from what samples did at the first agent
 * @param to what they did at the second one, in the same order
 */
record Hops(List<Hop> from, List<Hop> to) {
  private static final int BYTES_PER_KIB = 1024;
  private static final int WARM_UPS = 1_000;
  private static final double MS_PER_SECOND = 1_000;

  /**
   * Runs samples over a link that is not shaped.
   *
   * @param agents agents of {@code d1} and {@code d2}
   * @param pauseMs from one sample to the next one, ms; 0 for one after another
   */
  static Hops run(StudyAgents agents, Path folder, int kib, double pauseMs, int samples)
      throws IOException {
    OptionalDouble rate =
        pauseMs > 0 ? OptionalDouble.of(MS_PER_SECOND / pauseMs) : OptionalDouble.empty();
    return run(
        agents,
        // Any link: none is shaped.
        plan(folder, kib).linked(1, 0, 1),
        samples,
        options ->
            options
                .links((from, to) -> Optional.empty())
                .warmUps(WARM_UPS)
                .load(new Load(1, rate)));
  }

  /** Runs samples over a link, one after another. */
  static Hops overLink(
      StudyAgents agents, Path folder, int kib, double mbps, double latencyMs, int samples)
      throws IOException {
    return run(agents, plan(folder, kib).linked(mbps, latencyMs, 1), samples, options -> options);
  }

  private static StudyPlan plan(Path folder, int kib) throws IOException {
    StudyNetwork network = StudyNetwork.exported(network(kib), folder);
    return StudyPlan.of(
        network, List.of(1), folder.resolve("split-" + kib), new MeasureSettings(1, 0, 1));
  }

  private static Hops run(
      StudyAgents agents,
      StudyPlan.Linked linked,
      int samples,
      UnaryOperator<RunOptionsBuilder> options) {
    return of(agents.run(linked, linked.plan().network().samples(samples), options));
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
  double[] ms() {
    double[] ms = new double[from.size()];
    for (int i = 0; i < ms.length; i++) {
      ms[i] = to.get(i).begunMs() - from.get(i).lastSegmentEndMs();
    }
    return ms;
  }
}
