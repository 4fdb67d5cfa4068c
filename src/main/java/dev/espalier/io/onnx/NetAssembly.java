package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.onnx.ExitGroups.ExitGroup;
import dev.espalier.io.onnx.tensor.Operator;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a network of groups of nodes. */
final class NetAssembly {
  /** The name of an operator is for people; longer ones name the ends alone. */
  private static final int MAX_OPS = 4;

  private final OnnxGraph graph;
  private final NodeKinds kinds;
  private final NodeCosts costs;
  private final WeightCount weights;
  private final LayerNames names;
  private final Set<String> answers = new HashSet<>();

  NetAssembly(OnnxGraph graph, NodeKinds kinds, NodeCosts costs, WeightCount weights) {
    this.graph = graph;
    this.kinds = kinds;
    this.costs = costs;
    this.weights = weights;
    names = new LayerNames(graph);
    graph.outputs().forEach(output -> answers.add(output.getName()));
  }

  /**
   * A network and the nodes of its layers.
   *
   * @param layers names of the layers by main node
   * @param nodes the nodes of each layer, ascending, by its name
   */
  record Assembled(BranchyNet net, Map<Integer, String> layers, Map<String, List<Integer>> nodes) {}

  /**
   * Makes the network.
   *
   * @param runs layers that were united in a group, by its main node
   * @param exits the exits, by groups
   * @throws IllegalArgumentException if it is not valid
   */
  Assembled assemble(
      String name,
      NodeGroups groups,
      Map<Integer, Run> runs,
      List<ExitGroup> exits,
      List<Double> probabilities) {
    Map<Integer, String> layerNames = new HashMap<>();
    Map<String, List<Integer>> nodes = new HashMap<>();
    List<Layer> layers = new ArrayList<>();
    groups
        .members()
        .forEach(
            (main, members) -> {
              Layer layer = layer(groups, main, members, Optional.ofNullable(runs.get(main)));
              layers.add(layer);
              layerNames.put(main, layer.name());
              nodes.put(layer.name(), List.copyOf(members));
            });
    Map<String, Layer> byName = new HashMap<>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    List<Exit> answers = new ArrayList<>();
    for (int i = 0; i < exits.size(); i++) {
      ExitGroup exit = exits.get(i);
      Layer layer = byName.get(layerNames.get(groups.of(exit.group())));
      answers.add(exit(exit, layer, probabilities.get(i)));
    }
    return new Assembled(new BranchyNet(name, inputs(layers), layers, answers), layerNames, nodes);
  }

  private List<ModelInput> inputs(List<Layer> layers) {
    Set<String> read = new HashSet<>();
    layers.forEach(layer -> read.addAll(layer.inputs()));
    List<ModelInput> inputs = new ArrayList<>();
    for (ValueInfoProto input : graph.inputs()) {
      if (read.contains(input.getName())) {
        inputs.add(new ModelInput(costs.spec(input.getName())));
      }
    }
    return inputs;
  }

  private static Exit exit(ExitGroup exit, Layer layer, double probability) {
    List<String> outputs = layer.outputs().stream().map(TensorSpec::name).toList();
    boolean isAll = new HashSet<>(exit.tensors()).containsAll(outputs);
    return new Exit(exit.name(), layer.name(), probability, isAll ? List.of() : exit.tensors());
  }

  private Layer layer(NodeGroups groups, int main, List<Integer> members, Optional<Run> run) {
    List<Integer> mains = run.map(Run::mains).orElse(List.of(main));
    Set<String> inputs = new LinkedHashSet<>();
    for (int node : members) {
      for (String read : graph.reads(node)) {
        int producer = graph.producer(read);
        boolean isOwn = producer != OnnxGraph.NO_NODE && groups.of(producer) == main;
        if (!isOwn && !kinds.isConstant(read)) {
          inputs.add(read);
        }
      }
    }
    Layer layer =
        new Layer(
            names.of(mains),
            op(mains),
            List.copyOf(inputs),
            costs.operations(members).flops(),
            weights.bytes(members),
            outputs(groups, main, members));
    return mains.size() == 1
        ? layer
        : layer.withBlock(
            run.orElseThrow().block(layer, inputs.stream().map(costs::spec).toList()));
  }

  private String op(List<Integer> nodes) {
    Set<String> ops = new LinkedHashSet<>();
    nodes.forEach(node -> ops.add(OnnxGraph.shown(Operator.key(graph.node(node)))));
    if (ops.size() <= MAX_OPS) {
      return String.join("+", ops);
    }
    List<String> all = List.copyOf(ops);
    return "%s+%s+...+%s".formatted(all.get(0), all.get(1), all.get(all.size() - 1));
  }

  /** Tensors that another layer reads or that are an answer. */
  private List<TensorSpec> outputs(NodeGroups groups, int main, List<Integer> members) {
    Set<String> readOutside = new HashSet<>();
    for (int node : members) {
      for (int reader : graph.readers(node)) {
        if (groups.of(reader) != main && groups.of(reader) != NodeGroups.NONE) {
          readOutside.addAll(graph.reads(reader));
        }
      }
    }
    List<TensorSpec> outputs = new ArrayList<>();
    for (int node : members) {
      for (String output : graph.node(node).getOutputList()) {
        if (readOutside.contains(output) || answers.contains(output)) {
          outputs.add(costs.spec(output));
        }
      }
    }
    return outputs;
  }
}
