package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.onnx.tensor.Operator;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.io.onnx.tensor.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Infers element types and shapes of all tensors of a graph from those of its inputs and weights,
 * node by node, by the rules of the ONNX operators (versions 1 to 23) and of the contributed ones
 * of ONNX Runtime. Values of small tensors are computed along the way, because shapes depend on
 * them. Linear in the size of the graph.
 *
 * <p>Where there is no rule, where a size depends on data (NonZero), and for Loop and Scan, the
 * type that the file declares is taken. If is inferred in its branches, or in the one that is known
 * to be taken. A tensor for which all that fails, and what is computed from it, is unknown. Where a
 * rule contradicts what is declared, the rule wins and a note says so.
 */
public final class ShapeInference {
  private static final String THEN = "then_branch";
  private static final String ELSE = "else_branch";

  /** Maximum depth of branches within branches. */
  private static final int MAX_DEPTH = 16;

  /** Contradictions that are listed; the rest are counted. */
  private static final int MAX_CONTRADICTIONS = 3;

  private final Scope scope;
  private final List<String> contradictions = new ArrayList<>();
  private final Map<String, TypeProto> declared;
  private final Map<String, Long> opsets;
  private final InputDimensions dimensions;
  private final int depth;

  private ShapeInference(
      GraphProto graph,
      Map<String, Long> opsets,
      InputDimensions dimensions,
      Scope outer,
      int depth) {
    this.opsets = opsets;
    this.dimensions = dimensions;
    this.scope = new Scope(outer);
    this.depth = depth;
    this.declared =
        Stream.concat(graph.getValueInfoList().stream(), graph.getOutputList().stream())
            .collect(
                Collectors.toMap(
                    ValueInfoProto::getName, ValueInfoProto::getType, (first, second) -> second));
  }

  /**
   * Infers the tensors of the main graph.
   *
   * @param model the file; weights may be without data, but the small ones that shapes are computed
   *     from need theirs
   * @param dims extents of symbolic dimensions of the inputs by symbol, or by {@code input/axis}
   * @throws IllegalArgumentException if an extent of an input is open, a node reads a tensor that
   *     nothing before it produces, or an operator cannot take its inputs; the message names the
   *     node, what was found and what was expected
   */
  public static InferredTensors of(ModelProto model, Map<String, Long> dims) {
    GraphProto graph = model.getGraph();
    Set<String> weights =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(input -> !weights.contains(input.getName())).toList();
    InputDimensions dimensions = InputDimensions.of(inputs, graph, dims);
    ShapeInference inference = new ShapeInference(graph, opsets(model), dimensions, null, 0);
    for (ValueInfoProto input : inputs) {
      inference.scope.define(input.getName(), dimensions.input(input));
    }
    inference.infer(graph);
    return inference.result();
  }

  /** Versions of the operators by domain. A file without any is of the first version. */
  private static Map<String, Long> opsets(ModelProto model) {
    return model.getOpsetImportList().stream()
        .collect(
            Collectors.toMap(
                opset -> opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain(),
                OperatorSetIdProto::getVersion,
                Math::max));
  }

  private void infer(GraphProto graph) {
    graph.getInitializerList().forEach(this::weight);
    graph.getSparseInitializerList().forEach(this::sparseWeight);
    graph.getNodeList().forEach(this::node);
  }

  private void weight(TensorProto tensor) {
    try {
      scope.define(
          tensor.getName(),
          TensorType.element(tensor.getDataType())
              .map(element -> new TensorType(element, tensor.getDimsList())));
      Values.read(tensor).ifPresent(value -> scope.setValue(tensor.getName(), value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "initializer \"%s\": %s".formatted(tensor.getName(), e.getMessage()), e);
    }
  }

  private void sparseWeight(SparseTensorProto tensor) {
    String name = tensor.getValues().getName();
    scope.define(
        name,
        TensorType.element(tensor.getValues().getDataType())
            .map(element -> new TensorType(element, tensor.getDimsList())));
  }

  private void node(NodeProto node) {
    try {
      node.getInputList().forEach(this::checkIsDefined);
      Operands in =
          new Operands(
              node, opsets.getOrDefault(Operator.domain(node), 1L), scope::type, scope::value);
      List<TensorType> outputs = outputs(in);
      for (int i = 0; i < node.getOutputCount(); i++) {
        output(node.getOutput(i), i < outputs.size() ? outputs.get(i) : null);
      }
      fold(in);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(Operator.label(node) + ": " + e.getMessage(), e);
    }
  }

  private void checkIsDefined(String input) {
    if (!input.isEmpty() && !scope.isDefined(input)) {
      throw new IllegalArgumentException(
          ("input \"%s\" is neither a model input nor a weight nor an output of a node before"
                  + " this one")
              .formatted(input));
    }
  }

  private List<TensorType> outputs(Operands in) {
    if (Operator.key(in.node()).equals("If")) {
      return branches(in);
    }
    return ShapeRules.of(in.node())
        .filter(rule -> in.areKnown())
        .map(rule -> rule.infer(in))
        .orElse(List.of());
  }

  private void output(String tensor, TensorType inferred) {
    if (tensor.isEmpty()) {
      return;
    }
    Optional<TypeProto> type = Optional.ofNullable(declared.get(tensor));
    if (inferred == null) {
      scope.define(tensor, type.flatMap(this::complete));
      return;
    }
    scope.define(tensor, Optional.of(inferred));
    type.ifPresent(found -> compare(tensor, inferred, found));
  }

  /** A declared type, if nothing of it is open. */
  private Optional<TensorType> complete(TypeProto type) {
    return dimensions
        .declared(type)
        .filter(shape -> shape.stream().allMatch(extent -> extent >= 0))
        .flatMap(
            shape ->
                TensorType.element(type.getTensorType().getElemType())
                    .map(element -> new TensorType(element, shape)));
  }

  private void compare(String tensor, TensorType inferred, TypeProto type) {
    Optional<List<Long>> shape = dimensions.declared(type);
    if (shape.isPresent() && !isMatch(shape.get(), inferred.shape())) {
      contradictions.add(
          "tensor \"%s\" is declared as %s but is %s by its operator, which is taken"
              .formatted(tensor, InputDimensions.text(shape.get()), inferred));
    }
  }

  private static boolean isMatch(List<Long> declared, List<Long> shape) {
    if (declared.size() != shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (declared.get(i) >= 0 && !declared.get(i).equals(shape.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void fold(Operands in) {
    if (in.node().getOutputCount() == 0 || !in.areKnown()) {
      return;
    }
    String output = in.node().getOutput(0);
    scope
        .type(output)
        .flatMap(type -> Folding.fold(in, type))
        .ifPresent(value -> scope.setValue(output, value));
  }

  /**
   * Types that the branches of an If agree on, or those of the branch that is taken. A branch that
   * cannot take its inputs is never taken: exporters write such branches.
   */
  private List<TensorType> branches(Operands in) {
    Optional<Boolean> condition = in.number(0).map(value -> value != 0);
    if (condition.isPresent()) {
      return branch(in.node(), condition.get() ? THEN : ELSE);
    }
    List<TensorType> then;
    try {
      then = branch(in.node(), THEN);
    } catch (IllegalArgumentException e) {
      return branch(in.node(), ELSE);
    }
    try {
      return then.equals(branch(in.node(), ELSE)) ? then : List.of();
    } catch (IllegalArgumentException e) {
      return then;
    }
  }

  /** Types of the outputs of a branch, none if one is unknown. */
  private List<TensorType> branch(NodeProto node, String name) {
    Optional<GraphProto> graph =
        node.getAttributeList().stream()
            .filter(attribute -> attribute.getName().equals(name) && attribute.hasG())
            .map(AttributeProto::getG)
            .findFirst();
    if (graph.isEmpty() || depth >= MAX_DEPTH) {
      return List.of();
    }
    ShapeInference inner = new ShapeInference(graph.get(), opsets, dimensions, scope, depth + 1);
    inner.infer(graph.get());
    List<TensorType> outputs =
        graph.get().getOutputList().stream()
            .map(output -> inner.scope.type(output.getName()))
            .flatMap(Optional::stream)
            .toList();
    return outputs.size() == graph.get().getOutputCount() ? outputs : List.of();
  }

  private InferredTensors result() {
    List<String> notes = new ArrayList<>(dimensions.notes());
    contradictions.stream().limit(MAX_CONTRADICTIONS).forEach(notes::add);
    if (contradictions.size() > MAX_CONTRADICTIONS) {
      notes.add("so are %d other tensors".formatted(contradictions.size() - MAX_CONTRADICTIONS));
    }
    return scope.toInferred(dimensions.extents(), notes);
  }
}
