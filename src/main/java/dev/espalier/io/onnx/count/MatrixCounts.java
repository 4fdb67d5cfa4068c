package dev.espalier.io.onnx.count;

import dev.espalier.io.onnx.tensor.Einsum;
import java.util.List;
import java.util.Map;

/** Products of matrices: output elements x elements that are summed up for each. */
final class MatrixCounts {
  private MatrixCounts() {}

  static void addTo(Map<String, CountRule> rules) {
    for (String op :
        List.of(
            "MatMul",
            "MatMulInteger",
            "QLinearMatMul",
            "com.microsoft:DynamicQuantizeMatMul",
            "com.microsoft:MatMulIntegerToFloat",
            "com.microsoft:MatMulNBits")) {
      rules.put(op, node -> products(node, node.last(0)));
    }
    for (String op :
        List.of(
            "Gemm",
            "com.microsoft:FusedGemm",
            "com.microsoft:QGemm",
            "com.microsoft:FusedMatMul")) {
      rules.put(op, node -> products(node, inner(node)));
    }
    rules.put("Einsum", MatrixCounts::einsum);
    rules.put("Det", MatrixCounts::determinant);
  }

  private static Operations products(CountedNode node, long inner) {
    return Operations.products(CountedNode.product(node.outputElements(), inner));
  }

  private static long inner(CountedNode node) {
    List<Long> left = node.shape(0);
    boolean isTransposed = node.attributes().flag("transA", false) && left.size() > 1;
    return isTransposed ? left.get(left.size() - 2) : node.last(0);
  }

  /** A product for each step of the loop over all axes and each input behind the first. */
  private static Operations einsum(CountedNode node) {
    long steps = Einsum.of(node.attributes(), node.types()).steps();
    return node.inputs() == 1
        ? Operations.plain(steps)
        : Operations.products(CountedNode.product(steps, node.inputs() - 1));
  }

  /** n^3 / 3 for each matrix, by elimination. */
  private static Operations determinant(CountedNode node) {
    return Operations.plain(CountedNode.product(node.inputElements(), node.last(0)) / 3);
  }
}
