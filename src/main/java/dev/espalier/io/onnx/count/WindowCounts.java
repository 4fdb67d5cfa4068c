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
        AveragePool MaxPool LpPool GlobalAveragePool GlobalMaxPool GlobalLpPool
        com.microsoft:QLinearAveragePool com.microsoft:QLinearGlobalAveragePool
        """
            .split("\\s+")) {
      rules.put(op, node -> Operations.plain(node.inputElements()));
    }
    // Four neighbors are weighted for each element.
    for (String op : List.of("Resize", "Upsample", "GridSample", "RoiAlign", "MaxRoiPool")) {
      rules.put(op, node -> Operations.plain(interpolation(node)));
    }
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

  /** Copies are free; what is interpolated takes a product for each of two neighbors per axis. */
  private static long interpolation(CountedNode node) {
    return switch (node.attributes().text("mode", "nearest")) {
      case "nearest" -> 0;
      case "cubic" -> CountedNode.product(16, node.outputElements());
      default -> CountedNode.product(4, node.outputElements());
    };
  }
}
