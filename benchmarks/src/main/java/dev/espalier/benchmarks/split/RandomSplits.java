package dev.espalier.benchmarks.split;

import dev.espalier.exit.Criterion;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.split.ModelSplitter;
import dev.espalier.io.onnx.split.SplitFolder;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Slice;
import dev.espalier.runtime.ExitDecision;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.runtime.verify.Verification;
import dev.espalier.runtime.verify.Verifier;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.Prediction;
import dev.espalier.segment.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Splits a network by random plans, compares, and counts. */
final class RandomSplits {
  private static final int MAX_SLICES = 6;
  private static final int SAMPLES = 2;

  private static final PlanRecord NO_RECORD = PlanRecord.of(Map.of());

  private final Path folder;
  private int identical;
  private int segments;
  private int exits;
  private int maxCrossing;

  RandomSplits(Path folder) {
    this.folder = folder;
  }

  /** Splits by one plan and runs the segments. */
  void run(OnnxNetwork network, Path file, ImportOptions options, SplittableRandom random)
      throws IOException {
    Segmentation cut = segmentation(network.net(), random);
    Path split = folder.resolve("split");
    try {
      Manifest manifest =
          SplitFolder.at(split)
              .write(
                  new ModelSplitter(network, cut, () -> false),
                  cut,
                  file,
                  options,
                  NO_RECORD,
                  Prediction.NONE);
      Verification result =
          new Verifier(manifest, split, file, RunSettings.EXACT, OptionalDouble.empty())
              .run(
                  Samples.random(manifest.inputs(), SAMPLES, random.nextLong()),
                  Optional.empty(),
                  new ExitDecision(Criterion.CONFIDENCE));
      if (!result.isConfirmed()) {
        throw new IllegalStateException("differs: " + result.firstDifference());
      }
      identical++;
    } finally {
      TemporaryFiles.delete(split);
    }
  }

  private Segmentation segmentation(BranchyNet net, SplittableRandom random) {
    List<Exit> kept = new ArrayList<>();
    for (Exit exit : net.exits()) {
      if (exit == net.finalExit() || random.nextBoolean()) {
        kept.add(exit);
      }
    }
    BranchyNet deployed =
        net.withExits(kept.stream().map(exit -> exit.withProbability(1.0 / kept.size())).toList());
    Linearization line = Linearization.of(deployed);
    Segmentation cut = Segmentation.of(line, slices(line.length(), random));
    segments += cut.segments().size();
    exits += kept.size();
    cut.transfers().forEach(sent -> maxCrossing = Math.max(maxCrossing, sent.tensors().size()));
    return cut;
  }

  private static List<Slice> slices(int length, SplittableRandom random) {
    int count = Math.min(length, 2 + random.nextInt(MAX_SLICES - 1));
    TreeSet<Integer> ends = new TreeSet<>(List.of(length));
    while (ends.size() < count) {
      ends.add(1 + random.nextInt(length - 1));
    }
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      slices.add(new Slice("device" + slices.size(), from, end));
      from = end;
    }
    return slices;
  }

  /** Plans whose segments computed the same bits. */
  int identical() {
    return identical;
  }

  /** Segments of all plans. */
  int segments() {
    return segments;
  }

  /** Deployed exits of all plans. */
  int exits() {
    return exits;
  }

  /** Maximum number of tensors that crossed a cut. */
  int maxCrossing() {
    return maxCrossing;
  }
}
