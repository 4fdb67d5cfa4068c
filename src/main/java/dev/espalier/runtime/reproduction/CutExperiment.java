package dev.espalier.runtime.reproduction;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.exit.Criterion;
import dev.espalier.io.onnx.split.ModelSplitter;
import dev.espalier.io.onnx.split.SplitFolder;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.pacheco2021.EdgeCut;
import dev.espalier.reproduction.pacheco2021.MeasuredRun;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.coordinator.Coordinator;
import dev.espalier.runtime.coordinator.RunListener;
import dev.espalier.runtime.coordinator.RunOptions;
import dev.espalier.runtime.sample.Labels;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.Manifest.StoredSegment;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlanRecord.PlannedExit;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Runs a network that is divided in one way between edge and cloud, under several conditions. */
final class CutExperiment {
  private static final int WARM_UPS = 20;

  /** Probability of reaching the cloud up to which the edge is busy nearly all the time. */
  private static final double FEW = 0.1;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MeasuredNetwork network;
  private final EdgeCut cut;
  private final List<Condition> conditions;
  private final Path folder;
  private final Machines machines;
  private final DeviceCatalog catalog;
  private final List<Manifest> manifests = new ArrayList<>();

  /**
   * Splits the network.
   *
   * @param conditions at least one; if thresholds decide, only one
   * @param folder folder for its segments, which must not exist
   * @throws IOException if a file cannot be written
   */
  CutExperiment(MeasuredNetwork network, EdgeCut cut, List<Condition> conditions, Path folder)
      throws IOException {
    this.network = network;
    this.cut = cut;
    this.conditions = conditions;
    this.folder = folder;
    // At the edge alone, and where nearly all leave there, sample follows on sample.
    boolean isEdgeIdle =
        conditions.stream().anyMatch(each -> each.probabilities()[cut.exits() - 1] > FEW);
    machines = network.machines(cut.endsInCloud() && isEdgeIdle);
    catalog = machines.catalog();
    for (Condition condition : conditions) {
      manifests.add(manifest(condition));
    }
  }

  private Manifest manifest(Condition condition) throws IOException {
    BranchyNet deployed = cut.deploy(network.network().net(), condition.probabilities());
    Linearization line = Linearization.of(deployed);
    Segmentation segmentation = Segmentation.of(line, cut.slices(line));
    PlanningProblem problem = machines.problem(deployed);
    Plan plan = PlanEvaluator.evaluate(problem, cut.slices(line));
    PlanRecord record = record(condition, deployed).priced(plan);
    Prediction prediction = Prediction.of(problem, segmentation);
    if (manifests.isEmpty()) {
      ModelSplitter splitter = new ModelSplitter(network.network(), segmentation, () -> false);
      return SplitFolder.at(folder)
          .write(splitter, segmentation, network.file(), network.options(), record, prediction);
    }
    // The files are the same, whatever the probabilities.
    Manifest first = manifests.get(0);
    List<StoredSegment> files =
        first.segments().stream()
            .map(file -> new StoredSegment(file.stored(), file.weights()))
            .toList();
    return Manifest.of(first.espalier(), first.model(), record, segmentation, prediction, files);
  }

  /** The manifest of each condition; their files are the same. */
  List<Manifest> manifests() {
    return List.copyOf(manifests);
  }

  private static PlanRecord record(Condition condition, BranchyNet deployed) {
    ExitRule rule = new ExitRule(Optional.of(Criterion.CONFIDENCE), condition.threshold());
    Map<String, PlannedExit> rules = new HashMap<>();
    for (Exit exit : deployed.exits()) {
      boolean isFinal = exit.equals(deployed.finalExit());
      rules.put(
          exit.name(), new PlannedExit(isFinal ? ExitRule.OPEN : rule, OptionalDouble.empty()));
    }
    return new PlanRecord(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(EdgeCloud.EDGE),
        Optional.of(EdgeCloud.EDGE),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        rules);
  }

  /**
   * Runs all conditions.
   *
   * @param given the samples; empty for random ones
   * @param labels class of each sample, if known
   * @return a run for each condition; none if it was stopped
   */
  List<MeasuredRun> run(
      EdgeCloudAgents agents,
      Optional<Samples> given,
      Optional<Labels> labels,
      long seed,
      RunListener listener,
      BooleanSupplier stop) {
    DrawnSamples drawn = new DrawnSamples(conditions, manifests, seed);
    Samples samples =
        given.orElseGet(
            () -> Samples.random(network.network().net().inputs(), drawn.count(), seed));
    RunOptions options =
        RunOptions.builder(manifests.get(0), folder, agents.places(), agents.endpoint())
            .settings(new RunSettings(true, 1))
            .warmUps(WARM_UPS)
            .patience(PATIENCE)
            .links(EdgeCloudAgents.links(catalog))
            .script(drawn.script())
            .build();
    RunMeasurement run = Coordinator.run(options, samples, labels, listener, stop);
    List<MeasuredRun> runs = new ArrayList<>();
    for (int c = 0; c < conditions.size() && !run.isInterrupted(); c++) {
      RunPrediction prediction = RunPrediction.of(manifests.get(c), Optional.of(catalog));
      runs.add(
          new MeasuredRun(
              cut, conditions.get(c).threshold(), RunComparison.of(prediction, drawn.of(c, run))));
    }
    return runs;
  }
}
