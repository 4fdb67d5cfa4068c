package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Normalizations: the shape stays, statistics come out beside it. */
final class NormalizationRules {
  private NormalizationRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("BatchNormalization", NormalizationRules::batch);
    rules.put("InstanceNormalization", in -> List.of(scaled(in, in.atLeast(0, 2))));
    rules.put("GroupNormalization", in -> List.of(in.atLeast(0, 2)));
    rules.put("com.microsoft:GroupNorm", in -> List.of(in.atLeast(0, 2)));
    for (String op :
        List.of(
            "LayerNormalization",
            "SimplifiedLayerNormalization",
            "RMSNormalization",
            "com.microsoft:LayerNormalization",
            "com.microsoft:SimplifiedLayerNormalization")) {
      rules.put(op, NormalizationRules::layer);
    }
    rules.put("com.microsoft:SkipLayerNormalization", NormalizationRules::skipLayer);
    rules.put("com.microsoft:SkipSimplifiedLayerNormalization", NormalizationRules::skipLayer);
    rules.put("com.microsoft:EmbedLayerNormalization", NormalizationRules::embed);
  }

  private static List<TensorType> batch(Operands in) {
    TensorType type = in.atLeast(0, 2);
    List<TensorType> outputs = new ArrayList<>(List.of(scaled(in, type)));
    // Statistics of a batch, in old files up to four of them.
    while (outputs.size() < in.node().getOutputCount()) {
      outputs.add(in.type(3));
    }
    return outputs;
  }

  /** The type, whose channels must have a scale each. */
  private static TensorType scaled(Operands in, TensorType type) {
    long channels = type.shape().get(1);
    if (in.type(1).elements() != channels) {
      throw new IllegalArgumentException(
          "%s must have a scale for each of the %d channels of %s but is %s"
              .formatted(in.name(1), channels, in.name(0), in.type(1)));
    }
    return type;
  }

  private static List<TensorType> layer(Operands in) {
    TensorType type = in.atLeast(0, 1);
    int axis = Dimensions.axis(in.attributes().integer("axis", -1), type.rank());
    List<Long> shape = new ArrayList<>(type.shape());
    for (int i = axis; i < shape.size(); i++) {
      shape.set(i, 1L);
    }
    TensorType statistics = new TensorType(ElementType.FLOAT32, shape);
    return List.of(type, statistics, statistics);
  }

  private static List<TensorType> skipLayer(Operands in) {
    TensorType type = in.atLeast(0, 2);
    TensorType statistics =
        new TensorType(ElementType.FLOAT32, Dimensions.with(type.shape(), type.rank() - 1, 1));
    return List.of(type, statistics, statistics, type);
  }

  /** Inputs: ids, segment ids, word, position and segment embeddings, scale, shift. */
  private static List<TensorType> embed(Operands in) {
    TensorType ids = in.ranked(0, 2);
    TensorType words = in.ranked(2, 2);
    TensorType type = words.shaped(Dimensions.join(ids.shape(), List.of(words.shape().get(1))));
    TensorType mask = new TensorType(ElementType.INT32, List.of(ids.shape().get(0)));
    return List.of(type, mask, type);
  }
}
