package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.onnx.file.OnnxFile;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentExit;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the model of a segment: its nodes in the order of the source, the weights they read, and
 * what the source says of them. Versions, operator sets, functions and metadata are those of the
 * source; metadata of the model say which segment it is.
 */
final class SegmentModel {
  /** From this version on, weights need not be listed among the inputs. */
  static final long IR_WITH_SEPARATE_WEIGHTS = 4;

  private final ModelProto model;
  private final SourceGraph source;
  private final TensorTypes types;
  private final InlineValues inline;

  SegmentModel(OnnxFile file, OpenExtents extents) {
    model = file.model();
    source = new SourceGraph(model.getGraph());
    types = new TensorTypes(source, extents);
    inline = new InlineValues(file.weights());
  }

  /**
   * The model of a segment; its weights may have been left out.
   *
   * @param number number of the segment
   * @param nodes indices of the nodes of its layers
   * @throws IOException if values of nodes cannot be read
   */
  ModelProto of(int number, Segment segment, Collection<Integer> nodes) throws IOException {
    Set<String> inputs =
        segment.inputs().stream().map(SegmentInput::name).collect(Collectors.toSet());
    NeededParts parts = NeededParts.of(source, nodes, inputs);
    ModelProto.Builder builder = model.toBuilder().clearTrainingInfo();
    if (!callsFunction(parts)) {
      builder.clearFunctions();
    }
    builder.setGraph(graph(number, segment, parts));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(PlanAnnotation.PREFIX + "segment", String.valueOf(number));
    metadata.put(PlanAnnotation.DEVICE, segment.device());
    metadata.put(PlanAnnotation.SLICE, String.valueOf(segment.slice()));
    segment
        .exit()
        .map(SegmentExit::name)
        .ifPresent(exit -> metadata.put(PlanAnnotation.EXIT, exit));
    return withMetadata(builder, metadata).build();
  }

  /** Bodies of If, Loop and Scan may call functions, too: these are rare and keep all of them. */
  private boolean callsFunction(NeededParts parts) {
    Set<String> functions =
        model.getFunctionsList().stream()
            .map(function -> function.getDomain() + ":" + function.getName())
            .collect(Collectors.toSet());
    return parts.nodes().stream()
        .map(source::node)
        .anyMatch(
            node ->
                functions.contains(node.getDomain() + ":" + node.getOpType())
                    || node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0));
  }

  private GraphProto graph(int number, Segment segment, NeededParts parts) throws IOException {
    GraphProto.Builder graph =
        source.graph().toBuilder()
            .setName(source.graph().getName() + "-" + number)
            .clearNode()
            .clearInput()
            .clearOutput()
            .clearInitializer()
            .clearSparseInitializer()
            .clearValueInfo()
            .clearQuantizationAnnotation();
    Set<String> inner = new HashSet<>();
    for (int n : parts.nodes()) {
      NodeProto node = inline.node(source.node(n));
      graph.addNode(node);
      inner.addAll(node.getOutputList());
    }
    for (SegmentInput input : segment.inputs()) {
      graph.addInput(types.declaration(input.tensor()));
    }
    addWeights(graph, parts);
    for (SegmentOutput output : segment.outputs()) {
      graph.addOutput(types.declaration(output.tensor()));
      inner.remove(output.name());
    }
    source.graph().getValueInfoList().stream()
        .filter(value -> inner.contains(value.getName()))
        .forEach(graph::addValueInfo);
    addQuantization(graph, segment, inner, parts);
    return graph.build();
  }

  private void addWeights(GraphProto.Builder graph, NeededParts parts) throws IOException {
    boolean areInputs = model.getIrVersion() < IR_WITH_SEPARATE_WEIGHTS;
    for (TensorProto weight : parts.weights().values()) {
      graph.addInitializer(weight);
      if (areInputs) {
        graph.addInput(types.weight(weight));
      }
    }
    for (SparseTensorProto weight : parts.sparseWeights().values()) {
      graph.addSparseInitializer(inline.sparse(weight));
    }
  }

  /** Annotations of tensors of the segment whose scales and zero points are in it. */
  private void addQuantization(
      GraphProto.Builder graph, Segment segment, Set<String> inner, NeededParts parts) {
    Set<String> tensors = new HashSet<>(inner);
    tensors.addAll(parts.weights().keySet());
    segment.inputs().forEach(input -> tensors.add(input.name()));
    segment.outputs().forEach(output -> tensors.add(output.name()));
    source.graph().getQuantizationAnnotationList().stream()
        .filter(
            annotation ->
                tensors.contains(annotation.getTensorName())
                    && annotation.getQuantParameterTensorNamesList().stream()
                        .allMatch(parameter -> tensors.contains(parameter.getValue())))
        .forEach(graph::addQuantizationAnnotation);
  }

  /**
   * Takes the weights off the list of inputs of a model that was raised to a version in which those
   * are defaults that a caller may override, which they were not meant to be.
   */
  static void dropWeightInputs(ModelProto.Builder model) {
    Set<String> weights =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    GraphProto.Builder graph = model.getGraphBuilder();
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(input -> !weights.contains(input.getName())).toList();
    graph.clearInput().addAllInput(inputs);
  }

  private static ModelProto.Builder withMetadata(
      ModelProto.Builder builder, Map<String, String> added) {
    Map<String, String> metadata = new LinkedHashMap<>();
    builder.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    metadata.keySet().removeIf(key -> key.startsWith(PlanAnnotation.PREFIX));
    metadata.putAll(added);
    builder.clearMetadataProps();
    metadata.forEach(
        (key, value) ->
            builder.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return builder;
  }
}
