package dev.espalier.runtime.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.reproduction.pacheco2021.EdgeCut;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.segment.Manifest;
import dev.espalier.study.run.Deployment;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnSamplesTest {
  private static final List<Condition> CONDITIONS =
      List.of(
          new Condition(OptionalDouble.of(0.7), new double[] {0.75, 0.25}, true, 40),
          new Condition(OptionalDouble.of(0.9), new double[] {0.5, 0.5}, true, 20));

  @TempDir private Path folder;

  private CutExperiment experiment() throws Exception {
    Path file = folder.resolve("net.onnx");
    OnnxExport.readingFiles(Zoo.architecture("b-lenet"), 500).write(file, 1);
    MeasuredNetwork network =
        MeasuredNetwork.of(
            file, ImportOptions.defaults(), new MeasureSettings(2, 1, 1), progress -> {});
    return new CutExperiment(network, EdgeCut.ONLY_EXIT, CONDITIONS, folder.resolve("segments"));
  }

  @Test
  void conditionsDifferInProbabilitiesAlone() throws Exception {
    List<Manifest> manifests = experiment().manifests();
    Manifest first = manifests.get(0);
    Manifest second = manifests.get(1);
    assertThat(second.slices()).isEqualTo(first.slices());
    assertThat(second.transfers()).isEqualTo(first.transfers());
    assertThat(IntStream.range(0, 2).mapToObj(k -> second.segments().get(k).stored()))
        .containsExactlyElementsOf(first.segments().stream().map(file -> file.stored()).toList());
    assertThat(first.exits()).extracting(exit -> exit.probability()).containsExactly(0.75, 0.25);
    assertThat(second.exits()).extracting(exit -> exit.probability()).containsExactly(0.5, 0.5);
    assertThat(first.devices()).containsExactly(EdgeCloud.EDGE, EdgeCloud.CLOUD);
    RunPrediction prediction = RunPrediction.of(first, Optional.empty());
    double[] exitMs =
        prediction.exits().stream().mapToDouble(exit -> exit.latencyMs().orElseThrow()).toArray();
    assertThat(exitMs[1] - exitMs[0]).isGreaterThan(12.8);
    assertThat(prediction.expectedMs().getAsDouble())
        .isCloseTo(0.75 * exitMs[0] + 0.25 * exitMs[1], org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void everySampleBelongsToOneConditionAndLeavesAsItDemands() throws Exception {
    DrawnSamples drawn = new DrawnSamples(CONDITIONS, experiment().manifests(), 3);
    assertThat(drawn.count()).isEqualTo(60);
    RunMeasurement run = run(drawn.count());
    RunMeasurement first = drawn.of(0, run);
    RunMeasurement second = drawn.of(1, run);
    assertThat(exits(drawn, first)).containsExactly(30, 10);
    assertThat(exits(drawn, second)).containsExactly(10, 10);
    assertThat(first.samples()).doesNotContainAnyElementsOf(second.samples());
    // In random order: neither condition comes first as a whole.
    assertThat(first.samples().get(39).sample()).isGreaterThan(second.samples().get(0).sample());
    assertThat(second.samples().get(19).sample()).isGreaterThan(first.samples().get(0).sample());
  }

  private static List<Integer> exits(DrawnSamples drawn, RunMeasurement run) {
    Integer[] counts = {0, 0};
    run.samples().forEach(sample -> counts[drawn.script().exit(sample.sample())]++);
    return List.of(counts);
  }

  private static RunMeasurement run(int samples) {
    return new RunMeasurement(
        "any",
        List.of(new Deployment(0, List.of(new Stage("edge", 0, 2)))),
        new Load(1, OptionalDouble.empty()),
        IntStream.range(0, samples)
            .mapToObj(
                i ->
                    new SampleRun(
                        i,
                        Optional.of("exit1"),
                        OptionalInt.empty(),
                        Optional.empty(),
                        i,
                        i + 1,
                        1,
                        Optional.empty()))
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }
}
