package dev.espalier.runtime.agent;

import dev.espalier.io.json.control.ControlBody;
import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.runtime.Chain;
import dev.espalier.runtime.agent.segment.LoadedSegments;
import dev.espalier.runtime.agent.segment.MemoryNeed;
import dev.espalier.runtime.agent.segment.StageRun;
import dev.espalier.runtime.wire.Frame;
import dev.espalier.runtime.wire.FrameKind;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What has to be done before samples can come: files are requested, loaded and run until they are
 * as fast as they become. What is loaded already is used again. Not thread-safe.
 */
final class DeploymentSteps implements AutoCloseable {
  private final AgentSetup setup;
  private final Sender sender;

  private final LoadedSegments loaded;
  private boolean keepsLoaded;

  /** Sends frames to the coordinator. */
  @FunctionalInterface
  interface Sender {
    void send(Frame frame) throws IOException;
  }

  /**
   * @param turn held while segments run
   */
  DeploymentSteps(AgentSetup setup, Sender sender, Lock turn) {
    this.setup = setup;
    this.sender = sender;
    loaded = new LoadedSegments(this::path, turn);
  }

  /**
   * Prepares an epoch.
   *
   * @param before epochs that end, paused; their samples are taken over
   * @param isSuperseded whether another deployment has come
   * @return the epoch, not started; null if it was superseded
   * @throws IOException if files are too large or cannot be stored, or samples need more memory
   *     than there is
   */
  StageTraffic prepare(
      DeployOrder deployment,
      List<StageTraffic> before,
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
    keepsLoaded = deployment.keepsLoaded();
    if (!deployment.isBeside()) {
      retain(segments(deployment));
    }
    Optional<Chain> chain =
        own.isEmpty() ? Optional.empty() : Optional.of(loaded.load(deployment, isSuperseded));
    if (isSuperseded.getAsBoolean()) {
      return null;
    }
    return new StageTraffic(
        deployment,
        chain.map(each -> new StageRun(deployment, each, setup.outputs())),
        loaded.measuredMs(deployment),
        before.stream().flatMap(each -> each.takeHeld().stream()).toList(),
        outlet);
  }

  private static Set<Integer> segments(DeployOrder deployment) {
    return IntStream.range(deployment.own().firstSegment(), deployment.own().endSegment())
        .boxed()
        .collect(Collectors.toSet());
  }

  private static List<StoredFile> files(List<SegmentFile> segments) {
    return segments.stream()
        .flatMap(file -> Stream.concat(Stream.of(file.stored()), file.weights().stream()))
        .toList();
  }

  private Path path(SegmentFile segment) {
    try {
      return setup.store().model(segment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unloads all segments that no epoch runs; none of these may be running. */
  void retain(Set<Integer> segments) {
    if (!keepsLoaded) {
      loaded.retain(segments);
    }
  }

  @Override
  public void close() {
    loaded.close();
  }
}
