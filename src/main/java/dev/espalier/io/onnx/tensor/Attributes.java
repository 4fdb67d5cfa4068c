package dev.espalier.io.onnx.tensor;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;

/** Reads the attributes of a node; an attribute of another type than its operator's is an error. */
public final class Attributes {
  private final List<AttributeProto> attributes;

  private Attributes(List<AttributeProto> attributes) {
    this.attributes = attributes;
  }

  /** The attributes of a node. */
  public static Attributes of(NodeProto node) {
    return new Attributes(node.getAttributeList());
  }

  /** Whether an attribute is given. */
  public boolean has(String name) {
    return attributes.stream().anyMatch(attribute -> attribute.getName().equals(name));
  }

  /** A whole number, or what it is where the attribute is not given. */
  public long integer(String name, long otherwise) {
    return find(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is not given
   */
  public long integer(String name) {
    return find(name, AttributeType.INT).map(AttributeProto::getI).orElseThrow(() -> missing(name));
  }

  /** Whether a flag is set; flags are whole numbers. */
  public boolean flag(String name, boolean otherwise) {
    return integer(name, otherwise ? 1 : 0) != 0;
  }

  /** Whole numbers, if given. */
  public Optional<List<Long>> integers(String name) {
    return find(name, AttributeType.INTS).map(AttributeProto::getIntsList);
  }

  /** A number, if given. */
  public Optional<Double> number(String name) {
    return find(name, AttributeType.FLOAT).map(attribute -> (double) attribute.getF());
  }

  /** Numbers, if given. */
  public Optional<List<Double>> numbers(String name) {
    return find(name, AttributeType.FLOATS)
        .map(found -> found.getFloatsList().stream().map(Float::doubleValue).toList());
  }

  /** Text, or what it is where the attribute is not given. */
  public String text(String name, String otherwise) {
    return find(name, AttributeType.STRING)
        .map(attribute -> attribute.getS().toStringUtf8())
        .orElse(otherwise);
  }

  /** A tensor, if given. */
  public Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  public static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("attribute \"%s\" is missing".formatted(name));
  }

  private Optional<AttributeProto> find(String name, AttributeType type) {
    Optional<AttributeProto> found =
        attributes.stream().filter(attribute -> attribute.getName().equals(name)).findFirst();
    found.ifPresent(
        attribute -> {
          // Files of IR version 1 do not say the type.
          if (attribute.getType() != type && attribute.getType() != AttributeType.UNDEFINED) {
            throw new IllegalArgumentException(
                "attribute \"%s\" must be of type %s but is of type %s"
                    .formatted(name, type, attribute.getType()));
          }
        });
    return found;
  }
}
