package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.io.ImportOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exits of a graph: its outputs, those of one layer as a single exit. The final exit is the
 * last output unless others are named; several outputs of the final exit make one layer of all that
 * lies between them, as samples leave with all of them.
 */
final class ExitGroups {
  private final OnnxGraph graph;
  private final ImportOptions options;
  private final Remarks remarks;
  private final List<String> outputs;
  private final Set<String> finalTensors;
  private final NodeGroups groups;
  private final List<ExitGroup> exits;

  /**
   * An exit.
   *
   * @param name the first of its tensors; of the final exit, the last
   * @param group main node of its layer
   * @param tensors the answer, in the order of the outputs
   */
  record ExitGroup(String name, int group, List<String> tensors) {}

  private ExitGroups(OnnxGraph graph, NodeGroups groups, ImportOptions options, Remarks remarks) {
    this.graph = graph;
    this.options = options;
    this.remarks = remarks;
    outputs = graph.outputs().stream().map(ValueInfoProto::getName).toList();
    finalTensors = findFinal();
    this.groups = united(groups);
    exits = findExits();
    checkNoneBehindFinal();
  }

  /**
   * Finds the exits.
   *
   * @param groups a layer for each node
   * @throws InvalidFieldException if an option names no output
   * @throws dev.espalier.io.InvalidFileException if an exit depends on the final one
   */
  static ExitGroups of(OnnxGraph graph, NodeGroups groups, ImportOptions options, Remarks remarks) {
    return new ExitGroups(graph, groups, options, remarks);
  }

  private Set<String> findFinal() {
    if (options.finalExit().isEmpty()) {
      return Set.of(outputs.get(outputs.size() - 1));
    }
    for (String tensor : options.finalExit()) {
      if (!outputs.contains(tensor)) {
        throw new InvalidFieldException("finalExit", unknown("final exit", tensor, outputs));
      }
    }
    return new LinkedHashSet<>(options.finalExit());
  }

  private static String unknown(String what, String tensor, List<String> known) {
    return "%s: the model has no output \"%s\"; expected one of %s%s"
        .formatted(
            what,
            OnnxGraph.shown(tensor),
            Remarks.some(known.stream().map(OnnxGraph::shown).toList()),
            NearestName.hint(tensor, known));
  }

  private NodeGroups united(NodeGroups single) {
    Set<Integer> ends = new HashSet<>();
    finalTensors.forEach(tensor -> ends.add(single.of(graph.producer(tensor))));
    if (ends.size() == 1) {
      return single;
    }
    GroupGraph edges = new GroupGraph(graph, single);
    Set<Integer> between = edges.behind(ends);
    between.retainAll(edges.before(ends));
    between.addAll(ends);
    int main = ends.stream().mapToInt(group -> group).max().orElseThrow();
    Map<Integer, Integer> mains = new HashMap<>();
    between.forEach(group -> mains.put(group, main));
    return single.united(mains);
  }

  private List<ExitGroup> findExits() {
    Map<Integer, List<String>> byGroup = new LinkedHashMap<>();
    for (String output : outputs) {
      byGroup
          .computeIfAbsent(groups.of(graph.producer(output)), any -> new ArrayList<>())
          .add(output);
    }
    int last = groups.of(graph.producer(finalTensors.iterator().next()));
    List<ExitGroup> found = new ArrayList<>();
    byGroup.forEach(
        (group, tensors) -> {
          if (group != last) {
            found.add(new ExitGroup(tensors.get(0), group, List.copyOf(tensors)));
            noteShared(tensors);
          }
        });
    List<String> answer = byGroup.get(last);
    String name = answer.stream().filter(finalTensors::contains).reduce((a, b) -> b).orElseThrow();
    found.add(new ExitGroup(name, last, List.copyOf(answer)));
    if (answer.size() > finalTensors.size()) {
      noteShared(answer);
    }
    return found;
  }

  private void noteShared(List<String> tensors) {
    if (tensors.size() > 1) {
      remarks.note(
          "the outputs %s are computed by one node and make one exit"
              .formatted(Remarks.some(tensors)));
    }
  }

  private void checkNoneBehindFinal() {
    ExitGroup last = exits.get(exits.size() - 1);
    if (exits.size() == 1) {
      return;
    }
    GroupGraph edges = new GroupGraph(graph, groups);
    Set<Integer> behind = edges.behind(Set.of(last.group()));
    for (ExitGroup exit : exits.subList(0, exits.size() - 1)) {
      if (behind.contains(exit.group())) {
        throw graph.invalid(
            "the output \"%s\" depends on \"%s\", the final exit; name the final exit with --final %s"
                .formatted(
                    OnnxGraph.shown(exit.name()),
                    OnnxGraph.shown(last.name()),
                    OnnxGraph.shown(exit.name())));
      }
    }
    if (options.finalExit().isEmpty()) {
      warnIfNotDeepest(edges, last);
    }
  }

  /** Some frameworks list the final answer first and auxiliary ones behind it. */
  private void warnIfNotDeepest(GroupGraph edges, ExitGroup last) {
    int layers = edges.before(Set.of(last.group())).size();
    ExitGroup deepest = last;
    int maximum = layers;
    for (ExitGroup exit : exits) {
      int before = edges.before(Set.of(exit.group())).size();
      if (before > maximum) {
        deepest = exit;
        maximum = before;
      }
    }
    if (deepest != last) {
      remarks.warn(
          ("\"%s\" is taken as the final exit, as it is the last output, but \"%s\" lies deeper"
                  + " (layers before it: %d instead of %d); --final TENSOR sets another")
              .formatted(
                  OnnxGraph.shown(last.name()), OnnxGraph.shown(deepest.name()), maximum, layers));
    }
  }

  /** The layers, with that of the final exit. */
  NodeGroups groups() {
    return groups;
  }

  /** The exits in the order of the outputs, the final one last. */
  List<ExitGroup> exits() {
    return exits;
  }
}
