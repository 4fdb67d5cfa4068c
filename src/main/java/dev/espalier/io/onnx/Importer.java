package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.ExitProbabilities;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.ExitGroups.ExitGroup;
import dev.espalier.io.onnx.NetAssembly.Assembled;
import dev.espalier.io.onnx.file.OnnxFile;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.shape.ShapeInference;
import dev.espalier.model.Linearization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One import: from the graph to groups of nodes, exits, and the network. */
final class Importer {
  private final OnnxFile file;
  private final ImportOptions options;
  private final Remarks remarks = new Remarks();
  private final OnnxGraph graph;

  /** What was assumed of the probabilities of the exits, or null. */
  private String assumedProbabilities;

  Importer(OnnxFile file, ImportOptions options) {
    this.file = file;
    this.options = options;
    graph = new OnnxGraph(file.model().getGraph(), file.name());
  }

  /** The network. */
  OnnxNetwork run() {
    TensorKinds.check(graph);
    InferredTensors tensors = tensors();
    NodeKinds kinds = new NodeKinds(graph, tensors);
    checkAnswers(kinds);
    ExitGroups exits = ExitGroups.of(graph, NodeGroups.of(graph, kinds), options, remarks);
    List<Double> probabilities = probabilities(exits.exits());
    noteUnused(kinds);
    NodeCosts costs = new NodeCosts(graph, tensors, remarks);
    WeightCount weights = new WeightCount(graph, kinds, tensors, file.weights());
    NetAssembly assembly = new NetAssembly(graph, kinds, costs, weights);
    try {
      Assembled single =
          assembly.assemble(name(), exits.groups(), Map.of(), exits.exits(), probabilities);
      Linearization order = Linearization.of(single.net());
      Assembled chosen =
          options.granularity() == ImportOptions.Granularity.BLOCK
              ? blocks(assembly, exits, probabilities, single, order)
              : single;
      ImportSummary summary = summary(costs, weights, exits, order);
      return new OnnxNetwork(chosen.net(), file, tensors, chosen.nodes(), summary);
    } catch (IllegalArgumentException e) {
      throw graph.invalid(e.getMessage());
    }
  }

  private Assembled blocks(
      NetAssembly assembly,
      ExitGroups exits,
      List<Double> probabilities,
      Assembled single,
      Linearization order) {
    Map<String, Integer> mains = new HashMap<>();
    single.layers().forEach((main, layer) -> mains.put(layer, main));
    Map<Integer, Integer> united = new HashMap<>();
    Map<Integer, Run> runs = new HashMap<>();
    for (List<Integer> run : Blocks.of(order)) {
      List<Integer> members = run.stream().map(i -> mains.get(order.layer(i).name())).toList();
      members.forEach(main -> united.put(main, members.get(0)));
      runs.put(members.get(0), Run.of(order, run.get(0), members));
    }
    Assembled blocks =
        assembly.assemble(
            name(), exits.groups().united(united), runs, exits.exits(), probabilities);
    int left = Linearization.of(blocks.net()).length();
    remarks.note("blocks: %d of %d positions are left".formatted(left, order.length()));
    return blocks;
  }

  private ImportSummary summary(
      NodeCosts costs, WeightCount weights, ExitGroups exits, Linearization order) {
    List<Integer> nodes = new ArrayList<>();
    exits.groups().members().values().forEach(nodes::addAll);
    return new ImportSummary(
        weights.elements(),
        costs.operations(nodes).multiplyAccumulates(),
        order.length(),
        remarks.warnings(),
        remarks.notes(),
        Optional.ofNullable(assumedProbabilities));
  }

  private InferredTensors tensors() {
    try {
      InferredTensors tensors = ShapeInference.of(file.model(), options.dims());
      tensors.notes().forEach(remarks::note);
      return tensors;
    } catch (IllegalArgumentException e) {
      throw graph.invalid(e.getMessage());
    }
  }

  private void checkAnswers(NodeKinds kinds) {
    for (ValueInfoProto output : graph.outputs()) {
      if (kinds.isConstant(output.getName())) {
        throw graph.invalid(
            "the output \"%s\" does not depend on any input; expected an answer"
                .formatted(OnnxGraph.shown(output.getName())));
      }
    }
  }

  /** Probabilities may be given by any tensor of an exit. */
  private List<Double> probabilities(List<ExitGroup> exits) {
    Map<String, Double> given = new LinkedHashMap<>(options.exitProbabilities());
    List<String> open = new ArrayList<>();
    for (ExitGroup exit : exits) {
      for (String tensor : exit.tensors()) {
        if (given.containsKey(tensor)) {
          given.put(exit.name(), given.remove(tensor));
        }
      }
      if (!given.containsKey(exit.name())) {
        open.add("\"" + OnnxGraph.shown(exit.name()) + "\"");
      }
    }
    List<String> names = exits.stream().map(ExitGroup::name).toList();
    List<Double> probabilities = ExitProbabilities.of(names, given);
    if (exits.size() > 1 && !open.isEmpty()) {
      assumedProbabilities =
          (open.size() == 1 ? "the rest leaves at " : "equal probabilities are assumed of ")
              + Remarks.some(open)
              + "; --exit TENSOR=P sets one";
    }
    return probabilities;
  }

  private void noteUnused(NodeKinds kinds) {
    List<String> nodes = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      if (!kinds.isLive(node)) {
        nodes.add(graph.subject(node));
      }
    }
    if (!nodes.isEmpty()) {
      remarks.note("left out, as no output depends on it: " + Remarks.some(nodes));
    }
  }

  /** The name of the file without its folder and extension. */
  private String name() {
    String name = file.name().substring(file.name().lastIndexOf('/') + 1);
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return stem.isBlank() ? name : stem;
  }

  /** The network of a file. */
  static OnnxNetwork read(OnnxFile file, ImportOptions options) {
    try {
      return new Importer(file, options).run();
    } catch (OutOfMemoryError e) {
      throw new InvalidFileException(
          file.name()
              + ": the graph takes more memory to import than Java has; give it more with -Xmx");
    }
  }
}
