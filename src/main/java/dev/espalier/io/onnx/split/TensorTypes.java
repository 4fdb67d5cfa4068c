package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Types of the inputs and outputs of a segment: what the source declares where it does, else what
 * was inferred. Extents that depend on a symbolic dimension of the source, such as the batch, stay
 * open, so that a segment takes whatever the whole model takes.
 */
final class TensorTypes {
  private final SourceGraph source;
  private final OpenExtents extents;
  private ElementCodes elements;

  TensorTypes(SourceGraph source, OpenExtents extents) {
    this.source = source;
    this.extents = extents;
  }

  /**
   * The declaration of a tensor.
   *
   * @throws InvalidFileException if its type is not known
   */
  ValueInfoProto declaration(TensorSpec tensor) {
    Optional<ValueInfoProto> declared =
        source
            .value(tensor.name())
            .filter(value -> value.getType().getTensorType().hasShape())
            .filter(value -> isPossible(value.getType().getTensorType().getShape(), tensor));
    return declared.orElseGet(() -> inferred(tensor));
  }

  /**
   * Whether a declared shape agrees with what was inferred. Runtimes ignore a wrong one of a tensor
   * within a graph, but not of an input.
   */
  private static boolean isPossible(TensorShapeProto declared, TensorSpec tensor) {
    if (tensor.shape().isEmpty()) {
      return true;
    }
    List<Long> inferred = tensor.shape().get();
    return declared.getDimCount() == inferred.size()
        && IntStream.range(0, inferred.size())
            .allMatch(
                axis ->
                    !declared.getDim(axis).hasDimValue()
                        || declared.getDim(axis).getDimValue() == inferred.get(axis));
  }

  private ValueInfoProto inferred(TensorSpec tensor) {
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(code(tensor));
    extents.shape(tensor).ifPresent(type::setShape);
    return value(tensor.name(), type);
  }

  private int code(TensorSpec tensor) {
    return tensor
        .type()
        .flatMap(TensorType::onnxType)
        .or(() -> elements().of(tensor.name()))
        .orElseThrow(
            () ->
                new InvalidFileException(
                    ("graph \"%s\": tensor \"%s\" is at a cut, but its type is not known; declare it"
                            + " in value_info, or cut elsewhere")
                        .formatted(source.graph().getName(), tensor.name())));
  }

  /** Computed where it is needed: shapes of most models are known, and types with them. */
  private ElementCodes elements() {
    if (elements == null) {
      elements = new ElementCodes(source.graph());
    }
    return elements;
  }

  /** The declaration of a weight, which models before IR version 4 list among their inputs. */
  ValueInfoProto weight(TensorProto weight) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : weight.getDimsList()) {
      shape.addDimBuilder().setDimValue(extent);
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(weight.getDataType()).setShape(shape);
    return value(weight.getName(), type);
  }

  private static ValueInfoProto value(String name, TypeProto.Tensor.Builder type) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
