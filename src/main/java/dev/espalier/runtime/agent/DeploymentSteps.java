package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.TensorSpec;
import dev.espalier.runtime.Chain;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.OutputMemory;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.SegmentEnd;
import dev.espalier.runtime.sample.RandomTensor;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What has to be done before samples can come: files are requested, loaded and run until they are
 * as fast as they become. What has not changed since the epoch before is kept. Not thread-safe.
 */
final class DeploymentSteps implements AutoCloseable {
  private static final int TIMED_RUNS = 15;
  private static final double NS_PER_MS = 1e6;
  private static final long SEED = 1;

  private final AgentSetup setup;
  private final Sender sender;

  /** What is loaded, and what for. */
  private Chain chain;

  private List<Object> loaded = List.of();
  private List<Double> measuredMs = List.of();

  /** Sends frames to the coordinator. */
  @FunctionalInterface
  interface Sender {
    void send(Frame frame) throws IOException;
  }

  DeploymentSteps(AgentSetup setup, Sender sender) {
    this.setup = setup;
    this.sender = sender;
  }

  /** Median time of each of the agent's segments on this machine, ms. */
  List<Double> measuredMs() {
    return measuredMs;
  }

  /**
   * Prepares an epoch.
   *
   * @param before the epoch before, paused; its samples are taken over; null if there is none
   * @param isSuperseded whether another deployment has come
   * @return the epoch, not started; null if it was superseded
   * @throws IOException if files are too large or cannot be stored, or samples need more memory
   *     than there is
   */
  StageTraffic prepare(
      DeployOrder deployment,
      StageTraffic before,
      StageTraffic.Outlet outlet,
      BooleanSupplier isSuperseded)
      throws IOException, InterruptedException {
    new MemoryNeed(deployment).check(setup.endpoint(), setup.outputs());
    List<SegmentFile> own =
        deployment
            .manifest()
            .segments()
            .subList(deployment.own().firstSegment(), deployment.own().endSegment());
    List<StoredFile> missing = setup.store().expect(files(own));
    if (!missing.isEmpty()) {
      List<String> checksums = missing.stream().map(StoredFile::sha256).toList();
      sender.send(
          Frame.control(
              FrameKind.MISSING, deployment.epoch(), new ControlBody.Missing(checksums).write()));
    }
    if (!setup.store().await(isSuperseded)) {
      return null;
    }
    if (!own.isEmpty()) {
      load(deployment, own, isSuperseded);
    }
    if (isSuperseded.getAsBoolean()) {
      return null;
    }
    Optional<StageRun> run =
        own.isEmpty()
            ? Optional.empty()
            : Optional.of(new StageRun(deployment, chain, setup.outputs()));
    List<Frame> held = before == null ? List.of() : before.takeHeld();
    return new StageTraffic(deployment, run, held, outlet);
  }

  private static List<StoredFile> files(List<SegmentFile> segments) {
    return segments.stream()
        .flatMap(file -> Stream.concat(Stream.of(file.stored()), file.weights().stream()))
        .toList();
  }

  private void load(DeployOrder deployment, List<SegmentFile> own, BooleanSupplier isSuperseded) {
    DeployOrder.Settings settings = deployment.settings();
    List<Object> needed = List.of(own, settings.optimized(), settings.threads());
    if (needed.equals(loaded)) {
      return;
    }
    close();
    OnnxRuntime.load();
    chain =
        Chain.open(
            deployment.manifest(),
            deployment.own().firstSegment(),
            deployment.own().endSegment(),
            this::path,
            new RunSettings(settings.optimized(), settings.threads()));
    measuredMs = measure(deployment, settings.warmUps(), isSuperseded);
    loaded = measuredMs.isEmpty() ? List.of() : needed;
  }

  private Path path(SegmentFile segment) {
    try {
      return setup.store().model(segment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Median times of the segments, ms; none if another deployment came meanwhile. */
  private List<Double> measure(DeployOrder deployment, int warmUps, BooleanSupplier isSuperseded) {
    int first = deployment.own().firstSegment();
    Map<String, TensorValues> inputs = new LinkedHashMap<>();
    for (TensorSpec tensor : deployment.manifest().crossing(first)) {
      inputs.put(tensor.name(), RandomTensor.of(tensor, new SplittableRandom(SEED)));
    }
    int segments = deployment.own().endSegment() - first;
    double[][] ms = new double[segments][TIMED_RUNS];
    for (int i = -warmUps; i < TIMED_RUNS; i++) {
      if (isSuperseded.getAsBoolean()) {
        return List.of();
      }
      int run = i;
      SegmentEnd end =
          (segment, begunNs) -> {
            long now = System.nanoTime();
            ms[segment - first][Math.max(0, run)] = (now - begunNs) / NS_PER_MS;
            return now;
          };
      chain.run(first, inputs, (exit, produced) -> false, OutputMemory.OF_RUNTIME, end);
    }
    List<Double> medians = new ArrayList<>();
    for (double[] times : ms) {
      Arrays.sort(times);
      medians.add(times[TIMED_RUNS / 2]);
    }
    return medians;
  }

  @Override
  public void close() {
    if (chain != null) {
      chain.close();
      chain = null;
    }
    loaded = List.of();
  }
}
