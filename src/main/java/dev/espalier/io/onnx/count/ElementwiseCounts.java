package dev.espalier.io.onnx.count;

import java.util.Map;

/** Operators that take a fixed number of operations for each element. */
final class ElementwiseCounts {
  private ElementwiseCounts() {}

  static void addTo(Map<String, CountRule> rules) {
    perOutput(
        rules,
        1,
        """
        Abs Acos Acosh Add Affine And Asin Asinh Atan Atanh BitShift BitwiseAnd BitwiseNot BitwiseOr
        BitwiseXor Ceil Celu Clip Cos Cosh Div Elu Equal Erf Exp Floor Gelu Greater GreaterOrEqual
        HardSigmoid HardSwish ImageScaler IsInf IsNaN LeakyRelu Less LessOrEqual Log Mish Mod Mul Neg Not Or
        PRelu ParametricSoftplus Pow Reciprocal Relu Round ScaledTanh Scale Selu Shrink Sigmoid Sign Sin
        Sinh Softplus Softsign Sqrt Sub Swish Tan Tanh ThresholdedRelu Where Xor
        Bernoulli RandomNormal RandomNormalLike RandomUniform RandomUniformLike Multinomial
        BlackmanWindow HammingWindow HannWindow
        QuantizeLinear DequantizeLinear DynamicQuantizeLinear
        com.microsoft:QuantizeLinear com.microsoft:DequantizeLinear
        com.microsoft:FastGelu com.microsoft:Gelu com.microsoft:QuickGelu
        com.microsoft:QLinearAdd com.microsoft:QLinearMul com.microsoft:QLinearSigmoid
        com.microsoft:QLinearLeakyRelu
        """);
    perOutput(rules, 2, "BatchNormalization com.microsoft:BiasGelu");
    perOutput(rules, 3, "Hardmax LogSoftmax LpNormalization Softmax com.microsoft:QLinearSoftmax");
    perOutput(
        rules,
        4,
        """
        RMSNormalization SimplifiedLayerNormalization com.microsoft:SimplifiedLayerNormalization
        """);
    perOutput(
        rules,
        7,
        """
        InstanceNormalization GroupNormalization LayerNormalization MeanVarianceNormalization
        com.microsoft:LayerNormalization com.microsoft:GroupNorm
        """);
    // With the addition of what skips a layer.
    perOutput(rules, 8, "com.microsoft:SkipLayerNormalization");
    perOutput(rules, 5, "com.microsoft:SkipSimplifiedLayerNormalization");
    // Three embeddings are added up before.
    perOutput(rules, 9, "com.microsoft:EmbedLayerNormalization");
    perOutput(rules, 3, "RotaryEmbedding com.microsoft:RotaryEmbedding"); // two products, a sum
    for (String op : "Sum Max Min Mean".split(" ")) {
      rules.put(op, ElementwiseCounts::ofAllInputs);
    }
    addReductions(rules);
  }

  private static void perOutput(Map<String, CountRule> rules, int flops, String ops) {
    for (String op : ops.strip().split("\\s+")) {
      rules.put(op, node -> Operations.plain(CountedNode.product(flops, node.outputElements())));
    }
  }

  private static Operations ofAllInputs(CountedNode node) {
    return Operations.plain(CountedNode.product(node.inputs() - 1, node.outputElements()));
  }

  /** 1 per input element. */
  private static void addReductions(Map<String, CountRule> rules) {
    for (String op :
        """
        ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum
        ReduceSumSquare ArgMax ArgMin CumProd CumSum TopK
        """
            .split("\\s+")) {
      rules.put(op, node -> Operations.plain(node.inputElements()));
    }
  }
}
