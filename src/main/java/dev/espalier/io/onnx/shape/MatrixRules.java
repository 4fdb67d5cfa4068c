package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.Einsum;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Products of matrices and tensors. */
final class MatrixRules {
  private MatrixRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Gemm", in -> List.of(gemm(in, 0, 1, in.type(0).element())));
    rules.put("com.microsoft:FusedGemm", in -> List.of(gemm(in, 0, 1, in.type(0).element())));
    // a, scale, zero point; b, scale, zero point; bias; scale and zero point of the output
    rules.put("com.microsoft:QGemm", in -> List.of(gemm(in, 0, 3, quantized(in, 8))));
    rules.put("MatMul", in -> List.of(product(in, 1, in.type(0).element())));
    rules.put("MatMulInteger", in -> List.of(product(in, 1, ElementType.INT32)));
    // a, scale, zero point; b, scale, zero point; scale and zero point of the output
    rules.put("QLinearMatMul", in -> List.of(product(in, 3, in.type(7).element())));
    rules.put("com.microsoft:FusedMatMul", MatrixRules::fused);
    rules.put(
        "com.microsoft:DynamicQuantizeMatMul", in -> List.of(product(in, 1, in.type(0).element())));
    rules.put(
        "com.microsoft:MatMulIntegerToFloat", in -> List.of(product(in, 1, in.type(2).element())));
    rules.put("com.microsoft:MatMulNBits", MatrixRules::packed);
    rules.put(
        "Einsum", in -> List.of(in.type(0).shaped(Einsum.of(in.attributes(), in.all()).output())));
    rules.put("Det", MatrixRules::determinant);
  }

  /** The zero point of the output says its type; without one the output is float. */
  private static ElementType quantized(Operands in, int zeroPoint) {
    return in.has(zeroPoint) ? in.type(zeroPoint).element() : ElementType.FLOAT32;
  }

  private static TensorType gemm(Operands in, int a, int b, ElementType element) {
    List<Long> left = turned(in.ranked(a, 2).shape(), in.attributes().flag("transA", false));
    List<Long> right = turned(in.ranked(b, 2).shape(), in.attributes().flag("transB", false));
    return new TensorType(element, multiply(in, left, right, a, b));
  }

  private static List<Long> turned(List<Long> shape, boolean isTransposed) {
    int rank = shape.size();
    if (!isTransposed || rank < 2) {
      return shape;
    }
    return Dimensions.join(
        shape.subList(0, rank - 2), List.of(shape.get(rank - 1), shape.get(rank - 2)));
  }

  private static TensorType product(Operands in, int b, ElementType element) {
    return new TensorType(
        element, multiply(in, in.atLeast(0, 1).shape(), in.atLeast(b, 1).shape(), 0, b));
  }

  private static List<TensorType> fused(Operands in) {
    List<Long> left = turned(in.shape(0), in.attributes().flag("transA", false));
    List<Long> right = turned(in.shape(1), in.attributes().flag("transB", false));
    return List.of(in.type(0).shaped(multiply(in, left, right, 0, 1)));
  }

  /**
   * Shape of the product: vectors are a row on the left, a column on the right, and do not appear
   * in the result; axes before the last two are broadcast.
   */
  private static List<Long> multiply(Operands in, List<Long> left, List<Long> right, int a, int b) {
    boolean isRow = left.size() == 1;
    boolean isColumn = right.size() == 1;
    long inner = right.get(isColumn ? 0 : right.size() - 2);
    if (left.get(left.size() - 1) != inner) {
      throw new IllegalArgumentException(
          "%s, %s, and %s, %s, cannot be multiplied: %d columns meet %d rows"
              .formatted(
                  in.name(a),
                  in.type(a),
                  in.name(b),
                  in.type(b),
                  left.get(left.size() - 1),
                  inner));
    }
    List<Long> shape =
        new ArrayList<>(
            Dimensions.broadcast(
                left.subList(0, isRow ? 0 : left.size() - 2),
                right.subList(0, isColumn ? 0 : right.size() - 2)));
    if (!isRow) {
      shape.add(left.get(left.size() - 2));
    }
    if (!isColumn) {
      shape.add(right.get(right.size() - 1));
    }
    return shape;
  }

  /** Weights of a few bits, packed: their numbers of rows and columns are attributes. */
  private static List<TensorType> packed(Operands in) {
    TensorType type = in.atLeast(0, 1);
    long rows = in.attributes().integer("K");
    if (type.shape().get(type.rank() - 1) != rows) {
      throw new IllegalArgumentException(
          "%s must have %d columns (attribute \"K\") but is %s".formatted(in.name(0), rows, type));
    }
    return List.of(
        type.shaped(Dimensions.with(type.shape(), type.rank() - 1, in.attributes().integer("N"))));
  }

  private static List<TensorType> determinant(Operands in) {
    TensorType type = in.atLeast(0, 2);
    return List.of(type.shaped(type.shape().subList(0, type.rank() - 2)));
  }
}
