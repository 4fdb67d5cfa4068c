package dev.espalier.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Slice;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlannedModel;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import dev.espalier.segment.StoredFile;
import dev.espalier.study.run.RunPrediction.PredictedTransfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPredictionTest {
  @TempDir private Path folder;

  private static TensorSpec tensor(String name, long elements) {
    return TensorSpec.of(name, ElementType.FLOAT32, List.of(1L, elements));
  }

  private static Layer layer(String name, String input, long elements) {
    return new Layer(name, "Gemm", List.of(input), 1, 1, List.of(tensor(name + "_out", elements)));
  }

  /** x -> a -> (b: side) -> c: final; a and b on edge, c on cloud. */
  private static Manifest manifest(String source, String sink, boolean isPriced) {
    BranchyNet net =
        new BranchyNet(
            "net",
            List.of(new ModelInput(tensor("x", 250))),
            List.of(layer("a", "x", 500), layer("b", "a_out", 25), layer("c", "a_out", 50)),
            List.of(new Exit("side", "b", 0.25), new Exit("final", "c", 0.75)));
    List<Slice> slices = List.of(new Slice("edge", 0, 2), new Slice("cloud", 2, 3));
    PlanRecord open = PlanRecord.of(Map.of());
    OptionalDouble none = OptionalDouble.empty();
    PlanRecord plan =
        new PlanRecord(
            open.file(),
            open.catalog(),
            open.solver(),
            open.objective(),
            Optional.of(source),
            Optional.of(sink),
            open.fallback(),
            isPriced ? OptionalDouble.of(4) : none,
            isPriced ? OptionalDouble.of(5) : none,
            Map.of(
                "side",
                new PlanRecord.PlannedExit(ExitRule.OPEN, isPriced ? OptionalDouble.of(1) : none)));
    return Manifest.of(
        "0.1.0",
        new PlannedModel("net", stored("net.onnx"), "node", Map.of(), List.of()),
        plan,
        Segmentation.of(Linearization.of(net), slices),
        isPriced ? new Prediction(List.of(0.5, 0.25), List.of(0.625)) : Prediction.NONE,
        Stream.of("s0", "s1")
            .map(name -> new Manifest.StoredSegment(stored(name), Optional.empty()))
            .toList());
  }

  private static StoredFile stored(String name) {
    return new StoredFile(name, "0123456789abcdef".repeat(4), 12);
  }

  private DeviceCatalog catalog() throws IOException {
    Path file = folder.resolve("catalog.json");
    Files.writeString(
        file,
        """
        {"format": "espalier-catalog/1", "name": "c",
         "devices": [{"name": "cam", "gflops": 1, "ioMBps": 1},
                     {"name": "edge", "gflops": 1, "ioMBps": 1},
                     {"name": "cloud", "gflops": 1, "ioMBps": 1}],
         "network": {"bandwidthMbps": 8, "latencyMs": 3}}
        """);
    return CatalogFile.read(file);
  }

  @Test
  void manifestAndCatalogGiveAllTransfers() throws IOException {
    RunPrediction prediction =
        RunPrediction.of(manifest("cam", "cam", true), Optional.of(catalog()));
    assertThat(prediction.transfers())
        .containsExactly(
            transfer("cam", "edge", 1000, 4, ""),
            transfer("edge", "cloud", 2000, 0.625, ""),
            transfer("edge", "cam", 100, 3.1, "side"),
            transfer("cloud", "cam", 200, 3.2, "final"));
    assertThat(prediction.segments())
        .extracting(segment -> segment.computeMs().getAsDouble())
        .containsExactly(0.5, 0.25);
    assertThat(prediction.exits())
        .extracting(RunPrediction.PredictedExit::segment)
        .containsExactly(0, 1);
    assertThat(prediction.expectedMs()).hasValue(4);
    assertThat(prediction.hasTimes()).isTrue();
  }

  private static PredictedTransfer transfer(
      String from, String to, long bytes, double ms, String exit) {
    return new PredictedTransfer(from, to, bytes, OptionalDouble.of(ms), exit);
  }

  @Test
  void nothingIsSentToTheDeviceItself() throws IOException {
    RunPrediction prediction =
        RunPrediction.of(manifest("edge", "cloud", true), Optional.of(catalog()));
    assertThat(prediction.transfers())
        .extracting(PredictedTransfer::name)
        .containsExactly("edge -> cloud", "edge -> cloud (side)");
  }

  @Test
  void withoutPricesOnlyProbabilitiesArePredicted() {
    RunPrediction prediction = RunPrediction.of(manifest("cam", "cam", false), Optional.empty());
    assertThat(prediction.hasTimes()).isFalse();
    assertThat(prediction.transfers()).allMatch(transfer -> transfer.ms().isEmpty());
    assertThat(prediction.exits())
        .extracting(RunPrediction.PredictedExit::probability)
        .containsExactly(0.25, 0.75);
  }

  @Test
  void planAddsPeriodAndExpectedEnergy() {
    RunPrediction prediction = RunPrediction.of(manifest("cam", "cam", true), Optional.empty());
    PlanDocument expected = plan("expected");
    RunPrediction both = prediction.with(expected.periodMs(), expected.expectedEnergyJ());
    assertThat(both.periodMs()).hasValue(2.5);
    assertThat(both.energy()).containsExactly(new RunPrediction.PredictedEnergy("edge", 0.125));
    assertThat(plan("full").expectedEnergyJ()).isEmpty();
  }

  private static PlanDocument plan(String basis) {
    return PlanDocument.parse(
        """
        {"format": "espalier-plan/1", "periodMs": 2.5, "slices": [],
         "options": {"energyBasis": "%s"},
         "devices": [{"name": "edge", "energyJ": 0.125}, {"name": "cloud", "energyJ": null}]}
        """
            .formatted(basis),
        "plan.json");
  }
}
