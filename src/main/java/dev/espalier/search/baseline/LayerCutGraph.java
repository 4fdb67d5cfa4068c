package dev.espalier.search.baseline;

import dev.espalier.cost.table.CostTables;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.alg.flow.BoykovKolmogorovMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * The layer graph of DADS. Vertices are the layers and the model input; the source's side of a cut
 * runs on the local device, the sink's side on the remote one.
 *
 * <ul>
 *   <li>source to layer: the layer's remote time; layer to sink: its local time;
 *   <li>producer to reader by way of an auxiliary vertex, so that a tensor pays for its transfer
 *       once, however many layers read it; it is weighed with the largest reach of a remote reader,
 *       by one auxiliary vertex for each different reach;
 *   <li>reader to producer: infinite, as nothing comes back from the remote device. The model input
 *       is where position 0 is.
 * </ul>
 */
final class LayerCutGraph {
  /** The sum of all times is scaled to this, because the flow algorithm treats 1e-9 as 0. */
  private static final double SCALE = 1e6;

  /** More than any cut of finite edges. */
  private static final double INFINITE = 2 * SCALE;

  private static final int INPUT = -1;
  private static final int SOURCE = -2;
  private static final int SINK = -3;

  /**
   * A tensor that is sent.
   *
   * @param producer position of its layer, or {@link #INPUT}
   * @param bytes what is sent
   */
  private record Tensor(String name, int producer, long bytes) {}

  private final PairCosts costs;
  private final Map<String, Tensor> tensors;
  private final CostTables tables;
  private final Graph<Integer, DefaultWeightedEdge> graph =
      new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
  private int vertices = SINK;
  private double sum;

  LayerCutGraph(PairCosts costs) {
    this.costs = costs;
    tables = costs.tables();
    tensors = tensors(costs.net());
    addTimes();
    addTensors();
    scale();
    forbidReturns();
    restrictCount();
  }

  /** Positions that the minimum cut leaves to the local device. */
  Set<Integer> localLayers() {
    var flow = new BoykovKolmogorovMFImpl<>(graph);
    flow.calculateMinCut(SOURCE, SINK);
    return flow.getSourcePartition().stream()
        .filter(vertex -> vertex >= 0)
        .collect(Collectors.toSet());
  }

  private void addTimes() {
    int local = costs.local();
    int remote = costs.remote();
    add(SOURCE, INPUT, tables.entry(remote));
    add(INPUT, SINK, tables.entry(local));
    for (int i = 0; i < costs.length(); i++) {
      add(SOURCE, i, tables.slice(remote, i, i + 1));
      add(i, SINK, tables.slice(local, i, i + 1));
    }
  }

  private void addTensors() {
    Map<Tensor, Set<Integer>> readers = new LinkedHashMap<>();
    forEachInput(
        (tensor, reader) -> readers.computeIfAbsent(tensor, any -> new TreeSet<>()).add(reader));
    readers.forEach(this::addTensor);
  }

  private void addTensor(Tensor tensor, Set<Integer> readers) {
    double transfer =
        tables.model().handOver(costs.local(), costs.remote())
            + tensor.bytes() * tables.model().perByte(costs.local(), costs.remote());
    SortedSet<Double> reaches = new TreeSet<>();
    readers.forEach(reader -> reaches.add(tables.boundaryWeight(reader)));
    double paid = 0;
    for (double reach : reaches) {
      int crossing = --vertices;
      add(tensor.producer(), crossing, (reach - paid) * transfer);
      readers.stream()
          .filter(reader -> tables.boundaryWeight(reader) >= reach)
          .forEach(reader -> add(crossing, reader, Double.POSITIVE_INFINITY));
      paid = reach;
    }
  }

  private void forbidReturns() {
    forEachInput((tensor, reader) -> set(reader, tensor.producer(), INFINITE));
    set(INPUT, 0, INFINITE);
  }

  private void restrictCount() {
    int last = costs.length() - 1;
    if (tables.minSlices() > 1) {
      set(SOURCE, 0, INFINITE);
      set(last, SINK, INFINITE);
    }
    for (int i = 0; i < last && tables.maxSlices() == 1; i++) {
      set(i, i + 1, INFINITE);
      set(i + 1, i, INFINITE);
    }
  }

  private void forEachInput(BiConsumer<Tensor, Integer> tensorAndReader) {
    for (int reader = 0; reader < costs.length(); reader++) {
      for (String input : costs.net().layer(reader).inputs()) {
        tensorAndReader.accept(tensors.get(input), reader);
      }
    }
  }

  private static Map<String, Tensor> tensors(Linearization net) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (ModelInput input : net.net().inputs()) {
      tensors.put(input.name(), new Tensor(input.name(), INPUT, input.sentBytes()));
    }
    for (int i = 0; i < net.length(); i++) {
      for (TensorSpec output : net.layer(i).outputs()) {
        tensors.put(output.name(), new Tensor(output.name(), i, output.bytes()));
      }
    }
    return tensors;
  }

  private void add(int from, int to, double cost) {
    set(from, to, cost);
    sum += Double.isFinite(cost) ? cost : 0;
  }

  private void set(int from, int to, double capacity) {
    graph.addVertex(from);
    graph.addVertex(to);
    DefaultWeightedEdge edge = graph.getEdge(from, to);
    if (edge == null) {
      edge = graph.addEdge(from, to);
    }
    graph.setEdgeWeight(edge, capacity);
  }

  private void scale() {
    double factor = sum > 0 ? SCALE / sum : 1;
    for (DefaultWeightedEdge edge : graph.edgeSet()) {
      graph.setEdgeWeight(edge, Math.min(INFINITE, factor * graph.getEdgeWeight(edge)));
    }
  }
}
