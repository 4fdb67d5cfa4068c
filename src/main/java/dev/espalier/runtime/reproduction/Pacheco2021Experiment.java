package dev.espalier.runtime.reproduction;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.SideExits;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.internal.TemporaryFolder;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.MeasuredLogs;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.pacheco2021.EdgeCut;
import dev.espalier.reproduction.pacheco2021.MeasuredPacheco2021;
import dev.espalier.reproduction.pacheco2021.MeasuredRun;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.RuntimeFailedException;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Runs the experiments of figures 6 and 7 of Pacheco et al. 2021 between two agents of this
 * machine.
 *
 * <p>MobileNetV2 has random weights, because those of the paper are not published: where pictures
 * leave is drawn with the probabilities that the computed reproduction has, and times do not depend
 * on the weights. B-LeNet is the trained one of Espalier.
 */
public final class Pacheco2021Experiment {
  private static final String B_LENET = "b-lenet-mnist.onnx";
  private static final String CONDITION = "clean";
  private static final int MAX_PROFILED = 30;
  private static final int PROFILING_WARM_UPS = 5;

  private final ExperimentSettings settings;
  private final RunListener listener;
  private final BooleanSupplier stop;
  private final Path folder;
  private final EdgeCloudAgents agents;
  private final List<MeasuredRun> mobileNet = new ArrayList<>();
  private final List<MeasuredRun> leNet = new ArrayList<>();
  private int experiments;

  private Pacheco2021Experiment(
      ExperimentSettings settings,
      RunListener listener,
      BooleanSupplier stop,
      Path folder,
      EdgeCloudAgents agents) {
    this.settings = settings;
    this.listener = listener;
    this.stop = stop;
    this.folder = folder;
    this.agents = agents;
  }

  /**
   * Runs all experiments until they are done or stopped.
   *
   * @param listener receives progress
   * @param stop whether to stop; what is complete by then is returned
   * @throws RuntimeFailedException if ONNX Runtime is missing, an agent cannot be started or fails
   */
  public static Reproduction run(
      ExperimentSettings settings, RunListener listener, BooleanSupplier stop) {
    String version = OnnxRuntime.load();
    listener.phase("starting agents");
    try (TemporaryFolder folder = TemporaryFolder.create();
        EdgeCloudAgents agents = EdgeCloudAgents.start(settings.mainClass(), folder.path())) {
      return new Pacheco2021Experiment(settings, listener, stop, folder.path(), agents)
          .run(version);
    } catch (IOException e) {
      throw new RuntimeFailedException("cannot write temporary files: " + e.getMessage());
    }
  }

  private Reproduction run(String version) throws IOException {
    try {
      runLeNet();
      if (!stop.getAsBoolean()) {
        runMobileNet();
      }
    } catch (InvalidFileException | RuntimeFailedException e) {
      // ONNX Runtime ends as soon as this process is requested to end.
      if (!stop.getAsBoolean()) {
        throw e;
      }
    }
    return MeasuredPacheco2021.of(
        mobileNet, leNet, Assumptions.of(settings, version), !stop.getAsBoolean());
  }

  private void runMobileNet() throws IOException {
    listener.phase("measuring the layers of MobileNetV2");
    Path file = folder.resolve("b-mobilenetv2.onnx");
    String name = "b-mobilenetv2-" + ExitPlaces.MAX_EXITS;
    OnnxExport.readingFiles(Zoo.architecture(name), EdgeCut.FILE_BYTES)
        .write(file, settings.seed());
    MeasuredNetwork network =
        MeasuredNetwork.of(file, ImportOptions.defaults(), profiling(), listener::phase);
    List<Condition> atEdge = new ArrayList<>(alongThresholds(EdgeCut.ALL_AT_EDGE));
    atEdge.add(ofEachExit(EdgeCut.ALL_AT_EDGE));
    run(network, EdgeCut.ALL_AT_EDGE, atEdge, mobileNet);
    run(network, EdgeCut.CLOUD_ONLY, List.of(cloudOnly()), mobileNet);
    for (EdgeCut cut : EdgeCut.offloading()) {
      run(network, cut, alongThresholds(cut), mobileNet);
    }
  }

  /** Few samples are for trying it out, with a profile to match. */
  private MeasureSettings profiling() {
    return new MeasureSettings(Math.min(MAX_PROFILED, settings.samples()), PROFILING_WARM_UPS, 1);
  }

  private List<Condition> alongThresholds(EdgeCut cut) {
    return MeasuredPacheco2021.thresholds().stream()
        .map(
            threshold ->
                drawn(
                    OptionalDouble.of(threshold),
                    LeavingByDepth.at(threshold)
                        .probabilities(ExitPlaces.MAX_EXITS, cut.firstExit(), cut.lastExit())))
        .toList();
  }

  private Condition drawn(OptionalDouble threshold, double[] probabilities) {
    return new Condition(threshold, probabilities, true, settings.samples());
  }

  /** As many at each exit: how long one takes does not depend on how many others leave there. */
  private Condition ofEachExit(EdgeCut cut) {
    double[] probabilities = new double[cut.exits()];
    Arrays.fill(probabilities, 1.0 / probabilities.length);
    int each = Math.max(2, settings.samples() / 4);
    return new Condition(OptionalDouble.empty(), probabilities, true, each * probabilities.length);
  }

  private Condition cloudOnly() {
    return drawn(OptionalDouble.empty(), new double[] {1});
  }

  private void runLeNet() throws IOException {
    listener.phase("measuring the layers of B-LeNet");
    Path file = folder.resolve(B_LENET);
    try (InputStream model = Pacheco2021Experiment.class.getResourceAsStream(B_LENET)) {
      Files.copy(model, file);
    }
    MeasuredNetwork network =
        MeasuredNetwork.of(
            file, ImportOptions.builder().dim("batch", 1).build(), profiling(), listener::phase);
    run(network, EdgeCut.CLOUD_ONLY, List.of(cloudOnly()), leNet);
    ExitLog log = MeasuredLogs.bLenetMnist().get(CONDITION).toExitLog(Criterion.CONFIDENCE);
    List<Condition> conditions = new ArrayList<>();
    for (double threshold : MeasuredPacheco2021.thresholds()) {
      double[] probabilities =
          log.behavior(new double[] {threshold}, SideExits.all(log.exits()), Fallback.FINAL)
              .probabilities();
      conditions.add(
          new Condition(
              OptionalDouble.of(threshold),
              probabilities,
              settings.pictures().isEmpty(),
              settings.samples()));
    }
    if (settings.pictures().isEmpty()) {
      run(network, EdgeCut.ONLY_EXIT, conditions, leNet);
    } else {
      for (Condition condition : conditions) {
        run(network, EdgeCut.ONLY_EXIT, List.of(condition), leNet);
      }
    }
  }

  private void run(
      MeasuredNetwork network, EdgeCut cut, List<Condition> conditions, List<MeasuredRun> runs)
      throws IOException {
    if (stop.getAsBoolean()) {
      return;
    }
    listener.phase("splitting, " + cut.name());
    Path own = folder.resolve("experiment-" + experiments++);
    CutExperiment experiment = new CutExperiment(network, cut, conditions, own);
    Optional<Samples> pictures =
        runs == leNet ? settings.pictures().map(path -> pictures(network, path)) : Optional.empty();
    Optional<Labels> labels =
        pictures.flatMap(read -> settings.labels().map(path -> Labels.read(path, read.count())));
    runs.addAll(experiment.run(agents, pictures, labels, settings.seed(), named(cut), stop));
  }

  private Samples pictures(MeasuredNetwork network, Path path) {
    var inputs = network.network().net().inputs();
    return Samples.read(inputs, Map.of(inputs.get(0).name(), path)).first(settings.samples());
  }

  /** Says which experiment is running. */
  private RunListener named(EdgeCut cut) {
    return new RunListener() {
      @Override
      public void phase(String name) {
        listener.phase("%s (%s)".formatted(name, cut.name()));
      }

      @Override
      public void progress(long done, long total) {
        listener.progress(done, total);
      }
    };
  }
}
