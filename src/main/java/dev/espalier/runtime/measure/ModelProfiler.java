package dev.espalier.runtime.measure;

import dev.espalier.internal.TemporaryFolder;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.probe.TraceNames;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.Linearization;
import dev.espalier.profile.Profile;
import dev.espalier.profile.SegmentTime;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.Session;
import dev.espalier.runtime.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Measures a network on this machine.
 *
 * <p>Layers are timed one by one by the profiler of ONNX Runtime, without graph optimization, which
 * would fuse them. Its clock counts microseconds. Segments are timed as they will run, with all
 * optimizations: the network in one, two and four slices of about equal work, each cut at the
 * exits, or the segments of a manifest. What they take beside the sum of their layers is the effect
 * of fusion and the overhead of a call. Runs of layers and of segments alternate, so that what
 * slows the machine down for a while slows both.
 */
public final class ModelProfiler {
  /**
   * Runs of nodes that one trace may hold, those that warm up included: 16 MiB are read, and ONNX
   * Runtime 1.29 writes some 670 bytes for each.
   */
  private static final int MAX_TRACED = 20_000;

  private static final long SEED = 1;

  private final OnnxNetwork network;
  private final Linearization line;
  private final Path file;
  private final MeasureSettings settings;
  private final Consumer<String> progress;

  /**
   * @param network the network in the file
   * @param file the file
   * @param progress receives what is being measured
   */
  public ModelProfiler(
      OnnxNetwork network, Path file, MeasureSettings settings, Consumer<String> progress) {
    this.network = network;
    this.line = Linearization.of(network.net());
    this.file = file;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures the network and the segments of a manifest, or those of one, two and four slices.
   *
   * @param manifest the manifest file, if there is one
   * @throws InvalidFileException if a file cannot be loaded
   * @throws RuntimeFailedException if ONNX Runtime is missing or fails, or no temporary file can be
   *     written
   */
  public Profile measure(Optional<Path> manifest) {
    OnnxRuntime.load();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      List<List<TimedSegment>> chains =
          manifest.isPresent()
              ? List.of(SegmentChains.of(manifest.get(), line))
              : new SegmentChains(network, line).written(folder.path());
      return measure(folder.path(), chains);
    } catch (IOException e) {
      throw new RuntimeFailedException("cannot write temporary files: " + e.getMessage());
    }
  }

  private Profile measure(Path folder, List<List<TimedSegment>> chains) throws IOException {
    int traceable = Math.max(1, MAX_TRACED / network.nodePositions());
    int warmUp = Math.min(settings.warmUp(), traceable / 2);
    int traced = Math.min(settings.runs(), traceable - warmUp);
    List<SegmentTime> segments = new ArrayList<>();
    Path trace;
    Map<String, TensorValues> inputs = Samples.random(network.net().inputs(), 1, SEED).sample(0);
    RunSettings plain = new RunSettings(false, settings.threads());
    try (Session whole = Session.profiled(file, plain, folder.resolve("trace"));
        Session.Prepared prepared = whole.prepare(whole.withUnread(inputs))) {
      Runnable run =
          () -> {
            settings.pause();
            prepared.time();
          };
      for (int i = 0; i < warmUp; i++) {
        prepared.time();
      }
      Rounds rounds = new Rounds(run, traced, total(chains) * settings.runs());
      for (List<TimedSegment> chain : chains) {
        measure(chain, inputs, rounds, segments);
      }
      rounds.finish();
      trace = whole.endProfiling();
    }
    return profile(trace, warmUp, segments);
  }

  private static int total(List<List<TimedSegment>> chains) {
    return chains.stream().mapToInt(List::size).sum();
  }

  private void measure(
      List<TimedSegment> chain,
      Map<String, TensorValues> inputs,
      Rounds rounds,
      List<SegmentTime> measured) {
    progress.accept("%d segments..".formatted(chain.size()));
    try (ChainTimer timer = new ChainTimer(chain, inputs, settings.threads())) {
      for (SegmentTime time : timer.time(settings, rounds)) {
        if (measured.stream().noneMatch(known -> isSame(known, time))) {
          measured.add(time);
        }
      }
    }
  }

  private static boolean isSame(SegmentTime one, SegmentTime other) {
    return one.from().equals(other.from()) && one.to().equals(other.to());
  }

  private Profile profile(Path trace, int warmUp, List<SegmentTime> segments) throws IOException {
    LayerTrace times = LayerTrace.read(trace, warmUp, new TraceNames(network));
    Profile layers =
        new Profile(
            MachineSetup.of(settings),
            Optional.of(network.net().name()),
            times.layers(line),
            segments,
            OptionalDouble.empty(),
            OptionalDouble.empty());
    Files.deleteIfExists(trace);
    return layers.with(line);
  }
}
