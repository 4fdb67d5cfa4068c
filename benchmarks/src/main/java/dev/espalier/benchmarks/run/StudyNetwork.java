package dev.espalier.benchmarks.run;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import dev.espalier.model.build.Architecture;
import dev.espalier.runtime.sample.Samples;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.PlanRecord.PlannedExit;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A network that is run.
 *
 * @param network the network in the file
 * @param file the file
 * @param line the network with the probabilities of its exits
 * @param rules when samples leave, by exit; empty where exits are drawn
 * @param inputs files of the samples; empty where they are random
 */
record StudyNetwork(
    OnnxNetwork network,
    Path file,
    Linearization line,
    Map<String, PlannedExit> rules,
    Map<String, Path> inputs) {
  /** Name of the trained network. */
  static final String TRAINED = "b-lenet-mnist";

  private static final long SEED = 1;

  /** The condition of the exit log under which the pictures were taken that are run. */
  private static final String CLEAN = "clean";

  /** A network of the zoo with random weights; samples leave at drawn exits. */
  static StudyNetwork ofZoo(String name, Path folder) throws IOException {
    return exported(Zoo.architecture(name), folder);
  }

  /** A network with random weights; samples leave at drawn exits. */
  static StudyNetwork exported(Architecture architecture, Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(architecture.net().name() + ".onnx");
    OnnxExport.of(architecture).write(file, SEED);
    OnnxNetwork network = OnnxImport.read(file, ImportOptions.defaults());
    double[] probabilities =
        architecture.net().exits().stream().mapToDouble(exit -> exit.probability()).toArray();
    BranchyNet net = network.net().withProbabilities(probabilities);
    return new StudyNetwork(network, file, Linearization.of(net), Map.of(), Map.of());
  }

  /**
   * The trained network of the reference folder, with the probabilities that its exit log has at a
   * threshold of confidence.
   */
  static StudyNetwork trained(Path reference, double threshold) {
    Path folder = reference.resolve(TRAINED);
    Path file = folder.resolve(TRAINED + ".onnx");
    OnnxNetwork network = OnnxImport.read(file, ImportOptions.defaults());
    ExitLog log =
        ExitLogFile.read(folder.resolve(TRAINED + ".log.csv"), Criterion.CONFIDENCE).get(CLEAN);
    int sideExits = log.exits().size() - 1;
    double[] thresholds = new double[sideExits];
    BitSet deployed = new BitSet();
    Map<String, PlannedExit> rules = new HashMap<>();
    for (int e = 0; e < sideExits; e++) {
      thresholds[e] = threshold;
      deployed.set(e);
      ExitRule rule = new ExitRule(Optional.of(Criterion.CONFIDENCE), OptionalDouble.of(threshold));
      rules.put(log.exits().get(e), new PlannedExit(rule, OptionalDouble.empty()));
    }
    double[] probabilities = log.behavior(thresholds, deployed, Fallback.FINAL).probabilities();
    BranchyNet net = network.net().withProbabilities(probabilities);
    String input = net.inputs().get(0).name();
    return new StudyNetwork(
        network,
        file,
        Linearization.of(net),
        rules,
        Map.of(input, folder.resolve("test-images-1000.idx3-ubyte")));
  }

  String name() {
    return network.net().name();
  }

  /** Whether samples leave at drawn exits, as their confidence says nothing. */
  boolean isDrawn() {
    return rules.isEmpty();
  }

  /** Samples: those of the files, or so many random ones. */
  Samples samples(int count) {
    return inputs.isEmpty()
        ? Samples.random(line.net().inputs(), count, SEED)
        : Samples.read(line.net().inputs(), inputs).first(count);
  }

  /** The positions behind layers, by name of the layer. */
  List<Integer> cuts(List<String> layers) {
    return layers.stream().map(layer -> line.positionOf(layer).orElseThrow() + 1).toList();
  }
}
