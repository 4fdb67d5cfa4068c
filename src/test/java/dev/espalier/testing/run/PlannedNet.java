package dev.espalier.testing.run;

import ai.onnxruntime.OrtException;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.segment.ManifestFile;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.testing.HandSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network in segments on devices d0, d1 and so on.
 *
 * @param model the whole network
 * @param folder the folder of the segments
 */
public record PlannedNet(Path model, Path folder, Manifest manifest) {
  /** The trained B-LeNet, cut at some positions; exit1 is at position 7 of 17. */
  public static PlannedNet trained(Path folder, List<Integer> cuts, double threshold)
      throws IOException, OrtException {
    return of(Path.of("src/examples/b-lenet-mnist/b-lenet-mnist.onnx"), folder, cuts, threshold);
  }

  private static PlannedNet of(Path model, Path folder, List<Integer> cuts, double threshold)
      throws IOException, OrtException {
    Files.createDirectories(folder);
    Path manifest =
        new HandSplit(model, 1, 1, 28, 28)
            .write(folder, List.of("exit1", "final"), cuts, Map.of("exit1", threshold));
    return new PlannedNet(model, folder, ManifestFile.read(manifest));
  }

  /** The same segments, with a source, a sink and a fallback. */
  public PlannedNet with(Optional<String> source, Optional<String> sink, Fallback fallback) {
    PlanRecord plan = manifest.plan();
    PlanRecord other =
        new PlanRecord(
            plan.file(),
            plan.catalog(),
            plan.solver(),
            plan.objective(),
            source,
            sink,
            Optional.of(fallback),
            plan.expectedLatencyMs(),
            plan.worstCaseLatencyMs(),
            plan.exits());
    Manifest changed =
        new Manifest(
            manifest.espalier(),
            manifest.model(),
            other,
            manifest.inputs(),
            manifest.segments(),
            manifest.transfers());
    return new PlannedNet(model, folder, changed);
  }

  /** The samples of a file. */
  public Samples samples(Path file) {
    return Samples.read(manifest.inputs(), Map.of(manifest.inputs().get(0).tensor().name(), file));
  }

  /** Random samples. */
  public Samples random(int count, long seed) {
    return Samples.random(manifest.inputs(), count, seed);
  }
}
