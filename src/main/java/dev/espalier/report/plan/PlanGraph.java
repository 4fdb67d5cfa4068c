package dev.espalier.report.plan;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Graph;
import dev.espalier.report.Graph.Cluster;
import dev.espalier.report.Graph.Edge;
import dev.espalier.report.Graph.Node;
import dev.espalier.report.Numbers;
import dev.espalier.study.schedule.Crossing;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import dev.espalier.study.schedule.SliceStep.ExitMoment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns a plan into the graph of its network: the layers are nodes, grouped by the slice that runs
 * them, and the tensors are edges. The input, and the answer at a sink device, are nodes, too.
 */
public final class PlanGraph {

  /** Characters of a name in a label. */
  private static final int MAX_SHOWN = 40;

  private final PlanSchedule schedule;
  private final PlanningProblem problem;
  private final Linearization net;

  /** First position of each node, and the length at the end. */
  private final List<Integer> starts;

  /** What each slice receives. */
  private final List<Optional<Crossing>> received;

  private final List<Cluster> clusters = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  /** Tensors by the two nodes that they lead between. */
  private final Map<List<Integer>, Map<String, TensorSpec>> tensors = new LinkedHashMap<>();

  private PlanGraph(PlanSchedule schedule, List<Integer> starts) {
    this.schedule = schedule;
    this.starts = starts;
    problem = schedule.plan().problem();
    net = problem.linearization();
    received = IntStream.range(0, schedule.slices().size()).mapToObj(schedule::received).toList();
  }

  /** The graph with a node for each layer. Takes time linear in layers and tensors. */
  public static Graph of(PlanSchedule schedule) {
    int length = schedule.plan().problem().linearization().length();
    return new PlanGraph(schedule, IntStream.rangeClosed(0, length).boxed().toList()).graph();
  }

  /**
   * The graph with a node for each layer or, if there are too many, for each stretch of positions
   * without a cut; the layer of an exit stays a node of its own. Edges between two stretches are
   * one. Every edge still leads forward, as stretches are ranges of a topological order.
   *
   * @param maxLayers number of layers up to which none are folded
   */
  public static Graph folded(PlanSchedule schedule, int maxLayers) {
    Linearization net = schedule.plan().problem().linearization();
    if (net.length() <= maxLayers) {
      return of(schedule);
    }
    TreeSet<Integer> starts = new TreeSet<>(List.of(net.length()));
    schedule.slices().forEach(slice -> starts.add(slice.from()));
    for (int e = 0; e < net.net().exits().size(); e++) {
      starts.add(net.exitPosition(e));
      starts.add(net.exitPosition(e) + 1);
    }
    return new PlanGraph(schedule, List.copyOf(starts)).graph();
  }

  private Graph graph() {
    for (SliceStep slice : schedule.slices()) {
      clusters.add(
          new Cluster(
              slice.device(),
              "layers %s on %s: %s"
                  .formatted(
                      SliceWords.layers(net, slice.from(), slice.to()),
                      slice.device(),
                      Numbers.ms(slice.computeMs()))));
    }
    endpoint(
        "input",
        problem.source().orElse(schedule.slices().get(0).device()),
        problem.source().isPresent() ? "source device" : "first device");
    int first = nodes.size();
    for (int n = 0; n + 1 < starts.size(); n++) {
      nodes.add(node(starts.get(n), starts.get(n + 1)));
    }
    connect(first);
    List<Edge> edges = new ArrayList<>();
    Map<Crossing, Integer> readers = readers();
    tensors.forEach((ends, sent) -> edges.add(edge(ends, sent, readers)));
    problem.sink().ifPresent(sink -> answers(sink, first, edges));
    return new Graph(
        "%s on %s".formatted(net.net().name(), problem.catalog().name()), clusters, nodes, edges);
  }

  /** A node at a device that may run no slice. */
  private void endpoint(String name, String device, String role) {
    int cluster =
        IntStream.range(0, clusters.size())
            .filter(c -> clusters.get(c).name().equals(device))
            .findFirst()
            .orElse(clusters.size());
    if (cluster == clusters.size()) {
      clusters.add(new Cluster(device, role));
    }
    nodes.add(
        new Node(name, name, "%s at %s, the %s".formatted(name, device, role), cluster, false));
  }

  private Node node(int from, int to) {
    int slice = sliceOf(from);
    SliceStep step = schedule.slices().get(slice);
    Device device = problem.catalog().device(step.device());
    List<ExitMoment> exits =
        step.exits().stream()
            .filter(exit -> from <= exit.position() && exit.position() < to)
            .toList();
    String name = SliceWords.names(net, from, to);
    String shown = shown(from, to);
    String label = to - from == 1 ? shown : "%s (%d layers)".formatted(shown, to - from);
    double ms =
        IntStream.range(from, to).mapToDouble(i -> ComputeTime.ms(problem, device, i)).sum();
    long weights = IntStream.range(from, to).mapToLong(i -> net.layer(i).weightBytes()).sum();
    String what =
        to - from == 1
            ? "%s: %s, position %d".formatted(name, net.layer(from).op(), from)
            : "%s: positions %s".formatted(name, SliceWords.positions(from, to));
    String detail =
        "%s on %s: computes %s, weights %s, last output %s"
            .formatted(
                what,
                step.device(),
                Numbers.ms(ms),
                Numbers.bytes(weights),
                Numbers.bytes(net.layer(to - 1).outputBytes()));
    return new Node(name, label + words(exits), detail, slice, !exits.isEmpty());
  }

  /** Names of layers as labels show them. */
  private String shown(int from, int to) {
    String first = ending(net.layer(from).name());
    return to - from == 1 ? first : first + ".." + ending(net.layer(to - 1).name());
  }

  /** The end of a long name: exporters put the modules that a layer is in before it. */
  private static String ending(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= MAX_SHOWN
        ? name
        : "..." + name.substring(name.offsetByCodePoints(0, length - MAX_SHOWN + 3));
  }

  private static String words(List<ExitMoment> exits) {
    return exits.stream()
        .map(
            exit ->
                "; exit %s: %s, %s"
                    .formatted(
                        exit.exit(),
                        Numbers.probability(exit.probability()),
                        Numbers.ms(exit.latencyMs())))
        .collect(Collectors.joining());
  }

  private int sliceOf(int position) {
    List<SliceStep> slices = schedule.slices();
    int slice = 0;
    while (position >= slices.get(slice).to()) {
      slice++;
    }
    return slice;
  }

  /** Gathers what leads from node to node. */
  private void connect(int first) {
    Map<String, TensorSpec> specs = new HashMap<>();
    Map<String, Integer> producers = new HashMap<>();
    for (ModelInput input : net.net().inputs()) {
      specs.put(input.name(), input.tensor());
      producers.put(input.name(), 0);
    }
    for (int n = 0; n + 1 < starts.size(); n++) {
      for (int i = starts.get(n); i < starts.get(n + 1); i++) {
        Layer layer = net.layer(i);
        for (String read : layer.inputs()) {
          Integer producer = producers.get(read);
          if (producer != null && producer != first + n) {
            tensors
                .computeIfAbsent(List.of(producer, first + n), any -> new LinkedHashMap<>())
                .put(read, specs.get(read));
          }
        }
        for (TensorSpec output : layer.outputs()) {
          specs.put(output.name(), output);
          producers.put(output.name(), first + n);
        }
      }
    }
  }

  /** Transfers that an edge needs: one for each cut between its nodes. */
  private List<Crossing> crossings(List<Integer> ends) {
    boolean isInput = ends.get(0) == 0;
    int before = problem.source().isPresent() ? -1 : 0;
    int from = isInput ? before : nodes.get(ends.get(0)).cluster();
    return IntStream.rangeClosed(from + 1, nodes.get(ends.get(1)).cluster())
        .mapToObj(received::get)
        .flatMap(Optional::stream)
        .toList();
  }

  /** How many edges need a transfer. */
  private Map<Crossing, Integer> readers() {
    Map<Crossing, Integer> readers = new HashMap<>();
    tensors
        .keySet()
        .forEach(ends -> crossings(ends).forEach(each -> readers.merge(each, 1, Integer::sum)));
    return readers;
  }

  private Edge edge(
      List<Integer> ends, Map<String, TensorSpec> sent, Map<Crossing, Integer> readers) {
    List<Crossing> crossings = crossings(ends);
    long bytes = sent.values().stream().mapToLong(TensorSpec::bytes).sum();
    // An input may be sent compressed, at fewer bytes than its tensor has.
    boolean isInput = ends.get(0) == 0;
    String own = Numbers.bytes(bytes);
    String label =
        crossings.stream()
            .map(
                each ->
                    readers.get(each) == 1 || isInput ? words(each) : own + " of " + words(each))
            .collect(Collectors.joining("; then "));
    String detail =
        crossings.isEmpty()
            ? "%s (%s)".formatted(String.join(", ", sent.keySet()), own)
            : String.join(", ", sent.keySet())
                + "; "
                + crossings.stream().map(SliceWords::crossing).collect(Collectors.joining("; "));
    return new Edge(ends.get(0), ends.get(1), label, detail);
  }

  private static String words(Crossing crossing) {
    return "%s, %s".formatted(Numbers.bytes(crossing.bytes()), Numbers.ms(crossing.ms()));
  }

  /** Leads from each exit to the sink device. */
  private void answers(String sink, int first, List<Edge> edges) {
    endpoint("answer", sink, "sink device");
    int end = nodes.size() - 1;
    for (SliceStep slice : schedule.slices()) {
      for (ExitMoment exit : slice.exits()) {
        Optional<Crossing> crossing =
            schedule.crossings().stream()
                .filter(each -> each.exit().equals(Optional.of(exit.exit())))
                .findFirst();
        edges.add(
            new Edge(
                first + nodeOf(exit.position()),
                end,
                crossing.map(PlanGraph::words).orElse(""),
                crossing
                    .map(SliceWords::crossing)
                    .orElse("answer of %s, on %s".formatted(exit.exit(), sink))));
      }
    }
  }

  private int nodeOf(int position) {
    int n = 0;
    while (starts.get(n + 1) <= position) {
      n++;
    }
    return n;
  }
}
