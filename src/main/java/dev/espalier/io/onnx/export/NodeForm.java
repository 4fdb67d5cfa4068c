package dev.espalier.io.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.model.build.Architecture.Node;
import dev.espalier.model.build.Architecture.Operator;
import dev.espalier.model.build.Convolution;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The ONNX form of one layer: a node of operator set {@link #OPSET}, which carries the layer's
 * name, and its weights, which are named as PyTorch names them.
 *
 * @param node the node
 * @param weights parameters that it reads
 */
record NodeForm(NodeProto node, List<Weight> weights) {
  /** Operator set that the nodes belong to. */
  static final int OPSET = 13;

  /** Krizhevsky, Sutskever, Hinton (NIPS 2012): k = 2, n = 5, alpha = 1e-4, beta = 0.75. */
  static final double LRN_BIAS = 2;

  /** Exponent of the normalization by neighbors. */
  static final double LRN_BETA = 0.75;

  private static final long LRN_SIZE = 5;

  /** ONNX divides it by the number of neighbors, that paper does not. */
  private static final double LRN_ALPHA = 1e-4 * LRN_SIZE;

  /** By how much scales and variances of batch normalizations spread around their mean. */
  private static final double SPREAD = 0.1;

  /** Bounds of ReLU6, read by all nodes that are one. */
  static final List<Weight> RELU6_BOUNDS =
      List.of(Weight.constant("relu6.min", 0), Weight.constant("relu6.max", 6));

  /** Collects attributes and inputs of a node. */
  private static final class Form {
    private final NodeProto.Builder node;
    private final String name;
    private final List<Weight> weights = new ArrayList<>();

    Form(Node layer) {
      name = layer.name();
      node =
          NodeProto.newBuilder()
              .setName(name)
              .setOpType(layer.operator().op())
              .addAllInput(layer.inputs())
              .addOutput(name);
    }

    void integer(String attribute, long value) {
      node.addAttribute(attribute(attribute, AttributeType.INT).setI(value));
    }

    void number(String attribute, double value) {
      node.addAttribute(attribute(attribute, AttributeType.FLOAT).setF((float) value));
    }

    void same(String attribute, int times, long value) {
      node.addAttribute(
          attribute(attribute, AttributeType.INTS).addAllInts(Collections.nCopies(times, value)));
    }

    void weight(String suffix, List<Long> shape, double from, double to) {
      Weight weight = new Weight(name + "." + suffix, shape, from, to);
      node.addInput(weight.name());
      weights.add(weight);
    }

    /** Weights for outputs that each read {@code inputs} elements. */
    void filters(List<Long> shape, double inputs, boolean bias) {
      double bound = Math.sqrt(6 / inputs); // variance of an even distribution: bound^2 / 3
      weight("weight", shape, -bound, bound);
      if (bias) {
        double small = Math.sqrt(1 / inputs) * SPREAD;
        weight("bias", shape.subList(0, 1), -small, small);
      }
    }

    NodeForm done() {
      return new NodeForm(node.build(), List.copyOf(weights));
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
      return AttributeProto.newBuilder().setName(name).setType(type);
    }
  }

  /**
   * The form of a layer.
   *
   * @param input shape of the first tensor that it reads
   * @param meanSquare of the elements of that tensor, estimated
   * @throws IllegalArgumentException if ONNX has no such operator
   */
  static NodeForm of(Node layer, Shape input, double meanSquare) {
    Form form = new Form(layer);
    Operator operator = layer.operator();
    if (operator instanceof Operator.Conv conv) {
      convolution(form, conv.convolution(), input.channels());
    } else if (operator instanceof Operator.MaxPool pool) {
      pooling(form, pool.window());
    } else if (operator instanceof Operator.AveragePool pool) {
      pooling(form, pool.window());
    } else if (operator instanceof Operator.Plain plain) {
      plain(form, plain, input, layer.output(), meanSquare);
    } else {
      throw new IllegalArgumentException(
          "layer \"%s\": ONNX needs the operators of which a %s consists, but only its costs are given"
              .formatted(layer.name(), operator.op()));
    }
    return form.done();
  }

  private static void convolution(Form form, Convolution conv, int inputChannels) {
    long kernel = conv.window().kernel();
    long perGroup = inputChannels / conv.groups();
    window(form, conv.window());
    form.integer("group", conv.groups());
    List<Long> shape = List.of((long) conv.channels(), perGroup, kernel, kernel);
    form.filters(shape, (double) perGroup * kernel * kernel, conv.bias());
  }

  private static void pooling(Form form, Window window) {
    window(form, window);
    if (window.roundUp()) {
      form.integer("ceil_mode", 1);
    }
  }

  private static void window(Form form, Window window) {
    form.same("kernel_shape", 2, window.kernel());
    form.same("strides", 2, window.stride());
    form.same("pads", 4, window.padding());
  }

  private static void plain(
      Form form, Operator.Plain plain, Shape input, Shape output, double meanSquare) {
    switch (plain) {
      case BATCH_NORMALIZATION -> batchNormalization(form, input.channels(), meanSquare);
      case RELU6 -> RELU6_BOUNDS.forEach(bound -> form.node.addInput(bound.name()));
      case LRN -> {
        form.integer("size", LRN_SIZE);
        form.number("alpha", LRN_ALPHA);
        form.number("beta", LRN_BETA);
        form.number("bias", LRN_BIAS);
      }
      case SOFTMAX, FLATTEN, CONCAT -> form.integer("axis", 1);
      case GEMM -> {
        form.integer("transB", 1);
        form.filters(List.of(output.elements(), input.elements()), input.elements(), true);
      }
      case ADD -> {
        if (form.node.getInputCount() != 2) {
          form.node.setOpType("Sum");
        }
      }
      case GLOBAL_AVERAGE_POOL, RELU, DROPOUT -> {}
    }
  }

  /** Mean near 0 and variance near the mean square: what training would find. */
  private static void batchNormalization(Form form, long channels, double meanSquare) {
    List<Long> shape = List.of(channels);
    double deviation = SPREAD * Math.sqrt(meanSquare);
    form.weight("weight", shape, 1 - SPREAD, 1 + SPREAD);
    form.weight("bias", shape, -SPREAD, SPREAD);
    form.weight("running_mean", shape, -deviation, deviation);
    form.weight("running_var", shape, meanSquare * (1 - SPREAD), meanSquare * (1 + SPREAD));
  }
}
