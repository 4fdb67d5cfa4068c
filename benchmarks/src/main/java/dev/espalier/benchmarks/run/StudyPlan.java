package dev.espalier.benchmarks.run;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.io.onnx.split.ModelSplitter;
import dev.espalier.io.onnx.split.SplitFolder;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.measure.ModelProfiler;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import dev.espalier.study.run.RunPrediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A plan whose segments are written and profiled on this machine. Its devices are called {@code
 * d1}, {@code d2} and so on; the first one has the samples, and answers count where they arise.
 *
 * @param network the network
 * @param segmentation its segments
 * @param folder the folder of the manifest and the files
 * @param profile times of the segments on this machine
 */
record StudyPlan(
    StudyNetwork network, Segmentation segmentation, Path folder, DeviceProfiles profile) {
  private static final ImportOptions OPTIONS = ImportOptions.defaults();

  /** Anything: all layers are measured. */
  private static final double GFLOPS = 1;

  private static final double IO_MBPS = 1_000;

  /**
   * Cuts a network, writes its segments and profiles them as {@code profile --model M --manifest F}
   * does.
   *
   * @param cuts positions at which the second and each later slice begins
   * @param folder a new folder
   */
  static StudyPlan of(
      StudyNetwork network, List<Integer> cuts, Path folder, MeasureSettings settings)
      throws IOException {
    Segmentation segmentation = Segmentation.of(network.line(), slices(network, cuts));
    write(network, segmentation, folder, PlanRecord.of(network.rules()), Prediction.NONE);
    return new StudyPlan(network, segmentation, folder, DeviceProfiles.NONE).profiled(settings);
  }

  /** This plan with other times of its segments. */
  StudyPlan profiled(MeasureSettings settings) {
    Profile measured =
        new ModelProfiler(network.network(), network.file(), settings, what -> {})
            .measure(Optional.of(folder.resolve(ManifestFile.NAME)));
    Map<String, Profile> profiles = new LinkedHashMap<>();
    devices().forEach(device -> profiles.put(device, measured));
    return new StudyPlan(network, segmentation, folder, new DeviceProfiles(profiles));
  }

  private static List<Slice> slices(StudyNetwork network, List<Integer> cuts) {
    List<Integer> ends = new ArrayList<>(cuts);
    ends.add(network.line().length());
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      slices.add(new Slice("d" + (slices.size() + 1), from, end));
      from = end;
    }
    return slices;
  }

  private static Manifest write(
      StudyNetwork network,
      Segmentation segmentation,
      Path folder,
      PlanRecord record,
      Prediction prediction)
      throws IOException {
    return SplitFolder.at(folder)
        .write(
            new ModelSplitter(network.network(), segmentation, () -> false),
            segmentation,
            network.file(),
            OPTIONS,
            record,
            prediction);
  }

  /** Names of the devices. */
  List<String> devices() {
    return segmentation.slices().stream().map(Slice::device).toList();
  }

  /**
   * The plan over links, with its prediction.
   *
   * @param factor by what times of computation are multiplied, to plan for slower devices
   */
  Linked linked(double mbps, double latencyMs, double factor) throws IOException {
    DeviceCatalog catalog =
        profile.applyTo(
            new DeviceCatalog(
                "study",
                devices().stream()
                    .map(device -> Device.builder(device, GFLOPS, IO_MBPS).build())
                    .toList(),
                Network.uniform(mbps, latencyMs)));
    PlanningProblem problem = problem(catalog, factor);
    Plan plan = PlanEvaluator.evaluate(problem, segmentation.slices());
    PlanRecord record = PlanRecord.of(network.rules()).priced(plan);
    Manifest manifest =
        write(network, segmentation, folder, record, Prediction.of(problem, segmentation));
    RunPrediction prediction =
        RunPrediction.of(manifest, Optional.of(catalog))
            .with(OptionalDouble.of(plan.periodMs()), Map.of());
    return new Linked(this, catalog, manifest, prediction);
  }

  private PlanningProblem problem(DeviceCatalog catalog, double factor) {
    PlanningProblemBuilder builder =
        PlanningProblem.builder(network.line().net(), catalog).source(devices().get(0));
    profile.applyTo(builder);
    PlanningProblem here = builder.build();
    for (Device device : catalog.devices()) {
      for (int i = 0; i < network.line().length(); i++) {
        double ms = factor * ComputeTime.ms(here, device, i);
        builder.measured(device.name(), network.line().layer(i).name(), ms);
      }
    }
    return builder.build();
  }

  /**
   * A plan over links.
   *
   * @param plan the plan
   * @param catalog its devices and links
   * @param manifest the manifest with the predicted times
   * @param prediction what is predicted of a run
   */
  record Linked(
      StudyPlan plan, DeviceCatalog catalog, Manifest manifest, RunPrediction prediction) {}
}
