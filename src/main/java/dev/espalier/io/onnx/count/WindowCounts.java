package dev.espalier.io.onnx.count;

import java.util.List;
import java.util.Map;

/** Convolutions and poolings. */
final class WindowCounts {
  private WindowCounts() {}

  static void addTo(Map<String, CountRule> rules) {
    rules.put("Conv", node -> convolution(node, 1, 2));
    rules.put("com.microsoft:FusedConv", node -> convolution(node, 1, 2));
    rules.put("ConvInteger", node -> convolution(node, 1, Integer.MAX_VALUE));
    rules.put("QLinearConv", node -> convolution(node, 3, 8));
    rules.put("DeformConv", node -> convolution(node, 1, 3));
    rules.put("ConvTranspose", WindowCounts::transposed);
    for (String op :
        """
        AveragePool MaxPool LpPool MaxRoiPool GlobalAveragePool GlobalMaxPool GlobalLpPool
        com.microsoft:QLinearAveragePool com.microsoft:QLinearGlobalAveragePool
        """
            .split("\\s+")) {
      rules.put(op, node -> Operations.plain(node.inputElements()));
    }
    rules.put("Resize", node -> interpolation(node, "nearest"));
    rules.put("Upsample", node -> interpolation(node, "nearest"));
    rules.put("GridSample", node -> interpolation(node, "linear"));
    rules.put("RoiAlign", node -> interpolation(node, "avg"));
  }

  /** Output elements x (elements of a filter + bias). */
  private static Operations convolution(CountedNode node, int weights, int bias) {
    List<Long> filters = node.shape(weights);
    long perFilter = filters.get(0) == 0 ? 0 : node.type(weights).elements() / filters.get(0);
    long products = CountedNode.product(node.outputElements(), perFilter);
    long biased = node.has(bias) ? node.outputElements() : 0;
    return new Operations(products + biased, products);
  }

  /** Each input element is multiplied with what the weights of its channel hold. */
  private static Operations transposed(CountedNode node) {
    long channels = node.shape(1).get(0);
    long perElement = channels == 0 ? 0 : node.type(1).elements() / channels;
    long products = CountedNode.product(node.inputElements(), perElement);
    long biased = node.has(2) ? node.outputElements() : 0;
    return new Operations(products + biased, products);
  }

  /**
   * Copies are free; what is interpolated takes a product for each neighbor: 2 x 2 of them, 4 x 4
   * in cubic mode.
   *
   * @param mode the mode where the node gives none
   */
  private static Operations interpolation(CountedNode node, String mode) {
    int neighbors =
        switch (node.attributes().text("mode", mode)) {
          case "nearest" -> 0;
          case "cubic", "bicubic" -> 16;
          default -> 4;
        };
    return Operations.plain(CountedNode.product(neighbors, node.outputElements()));
  }
}
