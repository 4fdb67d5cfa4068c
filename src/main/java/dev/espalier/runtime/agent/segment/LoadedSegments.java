package dev.espalier.runtime.agent.segment;

import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.TensorSpec;
import dev.espalier.runtime.Chain;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.OutputMemory;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.SegmentEnd;
import dev.espalier.runtime.sample.RandomTensor;
import dev.espalier.segment.SegmentFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The segments that an agent has loaded. Epochs share them: a segment is loaded and timed once,
 * however many epochs run it. Not thread-safe; whoever runs segments holds the turn.
 */
public final class LoadedSegments implements AutoCloseable {
  private static final int TIMED_RUNS = 15;
  private static final double NS_PER_MS = 1e6;
  private static final long SEED = 1;

  private final Function<SegmentFile, Path> files;
  private final Lock turn;
  private final Map<Integer, Loaded> loaded = new TreeMap<>();

  /**
   * A segment.
   *
   * @param chain the segment alone
   * @param measuredMs median time of running it on this machine, ms; NaN before it is known
   */
  private record Loaded(SegmentFile file, RunSettings settings, Chain chain, double measuredMs) {}

  /**
   * @param files where the file of a segment lies
   * @param turn held while segments run, so that a device computes one thing at a time
   */
  public LoadedSegments(Function<SegmentFile, Path> files, Lock turn) {
    this.files = files;
    this.turn = turn;
  }

  /**
   * Loads the segments of a deployment that are not, and runs them until they are as fast as they
   * become.
   *
   * @param isSuperseded whether another deployment has come, so that times are not needed
   * @return the segments of the agent's stage
   */
  public Chain load(DeployOrder deployment, BooleanSupplier isSuperseded) {
    OnnxRuntime.load();
    DeployOrder.Settings settings = deployment.settings();
    RunSettings how = new RunSettings(settings.optimized(), settings.threads());
    List<Chain> parts = new ArrayList<>();
    for (int n = deployment.own().firstSegment(); n < deployment.own().endSegment(); n++) {
      parts.add(part(deployment, n, how));
    }
    Chain stage = Chain.joined(deployment.manifest(), deployment.own().firstSegment(), parts);
    if (measuredMs(deployment).stream().anyMatch(ms -> ms.isNaN())) {
      measure(deployment, stage, isSuperseded);
    }
    return stage;
  }

  private Chain part(DeployOrder deployment, int number, RunSettings how) {
    SegmentFile file = deployment.manifest().segments().get(number);
    Loaded present = loaded.get(number);
    if (present != null && present.file.equals(file) && present.settings.equals(how)) {
      return present.chain;
    }
    unload(number);
    Chain chain = Chain.open(deployment.manifest(), number, number + 1, files, how);
    loaded.put(number, new Loaded(file, how, chain, Double.NaN));
    return chain;
  }

  /** Median times of the segments of a deployment's stage on this machine, ms. */
  public List<Double> measuredMs(DeployOrder deployment) {
    return IntStream.range(deployment.own().firstSegment(), deployment.own().endSegment())
        .mapToObj(number -> loaded.get(number).measuredMs)
        .toList();
  }

  private void measure(DeployOrder deployment, Chain stage, BooleanSupplier isSuperseded) {
    int first = deployment.own().firstSegment();
    Map<String, TensorValues> inputs = new LinkedHashMap<>();
    for (TensorSpec tensor : deployment.manifest().crossing(first)) {
      inputs.put(tensor.name(), RandomTensor.of(tensor, new SplittableRandom(SEED)));
    }
    double[][] ms = new double[deployment.own().endSegment() - first][TIMED_RUNS];
    for (int i = -deployment.settings().warmUps(); i < TIMED_RUNS; i++) {
      if (isSuperseded.getAsBoolean()) {
        return;
      }
      int run = Math.max(0, i);
      SegmentEnd end =
          (segment, begunNs) -> {
            long now = System.nanoTime();
            ms[segment - first][run] = (now - begunNs) / NS_PER_MS;
            return now;
          };
      turn.lock();
      try {
        stage.run(first, inputs, (exit, produced) -> false, OutputMemory.OF_RUNTIME, end);
      } finally {
        turn.unlock();
      }
    }
    for (int n = 0; n < ms.length; n++) {
      Arrays.sort(ms[n]);
      double median = ms[n][TIMED_RUNS / 2];
      loaded.computeIfPresent(
          first + n, (number, each) -> new Loaded(each.file, each.settings, each.chain, median));
    }
  }

  /** Unloads all segments but some; none of the others may be running. */
  public void retain(Set<Integer> numbers) {
    List.copyOf(loaded.keySet()).stream()
        .filter(number -> !numbers.contains(number))
        .forEach(this::unload);
  }

  private void unload(int number) {
    Loaded present = loaded.remove(number);
    if (present != null) {
      present.chain.close();
    }
  }

  @Override
  public void close() {
    retain(Set.of());
  }
}
