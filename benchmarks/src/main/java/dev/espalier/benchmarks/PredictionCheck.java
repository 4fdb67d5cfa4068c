package dev.espalier.benchmarks;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.split.ModelSplitter;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.Session;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.measure.ModelProfiler;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.segment.Manifest.StoredSegment;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * How well a profile predicts what segments take: profiles an ONNX network on this machine, cuts it
 * at random for two equal devices, runs the segments one after another and compares the sum of
 * their times with the compute time that the plan predicts. Where other programs disturb the
 * measurement, the last column compares the fastest of all cuts on either side.
 *
 * <p>Usage: {@code PredictionCheck RUNS CUTS MODEL.onnx...}. Needs ONNX Runtime on the class path.
 */
public final class PredictionCheck {
  private static final double NS_PER_MS = 1e6;
  private static final int WARM_UP = 5;

  private final int runs;
  private final int cuts;
  private final Random random = new Random(1);

  private PredictionCheck(int runs, int cuts) {
    this.runs = runs;
    this.cuts = cuts;
  }

  /** Prints a row for each network. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    PredictionCheck check =
        new PredictionCheck(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    System.out.println(
        "| network | predicted ms | measured ms | median deviation | range | fastest |");
    System.out.println("|---|---|---|---|---|---|");
    for (String file : Arrays.asList(args).subList(2, args.length)) {
      check.run(Path.of(file));
    }
  }

  private void run(Path file) throws IOException {
    OnnxNetwork network = OnnxImport.read(file, ImportOptions.defaults());
    Linearization line = Linearization.of(network.net());
    double[] predicted = new double[cuts];
    double[] measured = new double[cuts];
    double[] deviations = new double[cuts];
    for (int i = 0; i < cuts; i++) {
      // Anew for each cut, so that the median is also one over profiles.
      Profile profile =
          new ModelProfiler(network, file, new MeasureSettings(runs, WARM_UP, 1), what -> {})
              .measure(Optional.empty());
      int cut = 1 + random.nextInt(line.length() - 1);
      Segmentation segmentation =
          Segmentation.of(
              line, List.of(new Slice("a", 0, cut), new Slice("b", cut, line.length())));
      predicted[i] = predictedMs(network, profile, segmentation);
      measured[i] = measuredMs(network, segmentation);
      deviations[i] = predicted[i] / measured[i] - 1;
    }
    Arrays.sort(deviations);
    System.out.printf(
        "| %s | %.3f | %.3f | %+.1f %% | %+.1f to %+.1f %% | %+.1f %% |%n",
        network.net().name(),
        median(predicted),
        median(measured),
        100 * deviations[cuts / 2],
        100 * deviations[0],
        100 * deviations[cuts - 1],
        100
            * (Arrays.stream(predicted).min().orElseThrow()
                    / Arrays.stream(measured).min().orElseThrow()
                - 1));
  }

  private static double predictedMs(
      OnnxNetwork network, Profile profile, Segmentation segmentation) {
    DeviceProfiles profiles = new DeviceProfiles(Map.of("a", profile, "b", profile));
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            Optional.empty(),
            List.of(Device.builder("a", 1, 1000).build(), Device.builder("b", 1, 1000).build()),
            Network.uniform(1000, 0));
    PlanningProblemBuilder builder =
        PlanningProblem.builder(network.net(), profiles.applyTo(catalog));
    profiles.applyTo(builder);
    return Prediction.of(builder.build(), segmentation).computeMs().stream()
        .mapToDouble(ms -> ms)
        .sum();
  }

  private double measuredMs(OnnxNetwork network, Segmentation segmentation) throws IOException {
    Path folder = Files.createTempDirectory("prediction");
    List<StoredSegment> files = new ModelSplitter(network, segmentation, () -> false).write(folder);
    Map<String, TensorValues> present =
        new LinkedHashMap<>(Samples.random(network.net().inputs(), 1, 1).sample(0));
    double sum = 0;
    for (StoredSegment stored : files) {
      Path file = folder.resolve(stored.stored().file());
      try (Session session = Session.open(file, new RunSettings(true, 1))) {
        present.putAll(session.run(present, session.outputs()));
        try (Session.Prepared prepared = session.prepare(present)) {
          sum += medianMs(prepared);
        }
      }
      Files.delete(file);
    }
    Files.delete(folder);
    return sum;
  }

  private double medianMs(Session.Prepared prepared) {
    for (int i = 0; i < WARM_UP; i++) {
      prepared.time();
    }
    double[] ms = new double[runs];
    for (int i = 0; i < runs; i++) {
      ms[i] = prepared.time() / NS_PER_MS;
    }
    return median(ms);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
