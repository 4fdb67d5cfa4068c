package dev.espalier.io.onnx.export;

import dev.espalier.model.build.Architecture.Node;
import dev.espalier.model.build.Architecture.Operator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Estimates the mean square of the elements of each tensor. A batch normalization gets it as its
 * variance, as it would by training: without that, a sum of two paths doubles it in each of the 54
 * blocks of a deep residual network, and its logits would come to 10^8.
 *
 * <p>Weights are independent and have mean 0 and variance 2 / inputs per filter (He, Zhang, Ren,
 * Sun: Delving Deep into Rectifiers, ICCV 2015), so a convolution or a fully connected layer
 * doubles the mean square of its input, and a ReLU halves that of elements distributed evenly
 * around 0. Behind a sum it is assumed to keep all of it, because what the shortcut adds is no
 * longer negative: an estimate that is too small would grow from block to block.
 */
final class Magnitudes {
  /** Mean square of inputs drawn evenly from 0 to 1. */
  private static final double INPUT = 1.0 / 3;

  private final Map<String, Double> meanSquares = new HashMap<>();
  private final Set<String> sums = new HashSet<>();

  Magnitudes(String input) {
    meanSquares.put(input, INPUT);
  }

  /** Estimate for a tensor seen before. */
  double of(String tensor) {
    return meanSquares.get(tensor);
  }

  /** Estimates the output of a node from its inputs. */
  void see(Node node) {
    List<Double> inputs = node.inputs().stream().map(this::of).toList();
    meanSquares.put(node.name(), output(node, inputs));
    if (node.operator() == Operator.Plain.ADD) {
      sums.add(node.name());
    }
  }

  private double output(Node node, List<Double> inputs) {
    double first = inputs.get(0);
    if (node.operator() instanceof Operator.Conv) {
      return 2 * first;
    }
    if (!(node.operator() instanceof Operator.Plain plain)) {
      return first;
    }
    return switch (plain) {
      case GEMM -> 2 * first;
      case RELU, RELU6 -> sums.contains(node.inputs().get(0)) ? first : first / 2;
      case BATCH_NORMALIZATION, SOFTMAX -> 1;
      case LRN -> first * Math.pow(NodeForm.LRN_BIAS, -2 * NodeForm.LRN_BETA);
      case ADD -> inputs.stream().mapToDouble(each -> each).sum();
      case GLOBAL_AVERAGE_POOL, DROPOUT, FLATTEN, CONCAT -> first;
    };
  }
}
