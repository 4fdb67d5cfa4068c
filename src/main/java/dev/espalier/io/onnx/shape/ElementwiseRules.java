package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.List;
import java.util.Map;

/** Operators that work element by element, with broadcasting where they have several inputs. */
final class ElementwiseRules {
  /** The version of ONNX operators from which all binary operators broadcast as NumPy does. */
  private static final int NUMPY_BROADCAST = 7;

  private static final int DROPOUT_MASK_IS_BOOL = 10;

  /** The version from which Cast says the type by number instead of name. */
  private static final int CAST_TO_NUMBER = 6;

  private ElementwiseRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    for (String op :
        """
        Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Ceil Celu Clip Cos Cosh Elu Erf Exp Floor Gelu
        HardSigmoid HardSwish Identity LeakyRelu Log Mish Neg Not PRelu Reciprocal Relu Round Selu Shrink
        Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Swish Tan Tanh ThresholdedRelu Affine ImageScaler
        ParametricSoftplus ScaledTanh Scale
        CumProd CumSum Trilu Hardmax LogSoftmax Softmax LRN LpNormalization MeanVarianceNormalization
        com.microsoft:FastGelu com.microsoft:Gelu com.microsoft:QuickGelu com.microsoft:BiasGelu
        com.microsoft:QLinearSigmoid com.microsoft:QLinearLeakyRelu com.microsoft:QLinearSoftmax
        """
            .split("\\s+")) {
      rules.put(op, in -> List.of(in.type(0)));
    }
    for (String op :
        """
        Add Sub Mul Div Mod Pow And Or Xor BitShift BitwiseAnd BitwiseOr BitwiseXor
        """
            .split("\\s+")) {
      rules.put(op, in -> List.of(binary(in)));
    }
    for (String op : "Equal Greater GreaterOrEqual Less LessOrEqual".split(" ")) {
      rules.put(op, in -> List.of(binary(in).of(ElementType.BOOL)));
    }
    for (String op : "Sum Max Min Mean".split(" ")) {
      rules.put(op, ElementwiseRules::variadic);
    }
    rules.put("IsNaN", in -> List.of(in.type(0).of(ElementType.BOOL)));
    rules.put("IsInf", in -> List.of(in.type(0).of(ElementType.BOOL)));
    rules.put("Where", ElementwiseRules::where);
    rules.put("Dropout", ElementwiseRules::dropout);
    rules.put("Cast", ElementwiseRules::cast);
    rules.put("CastLike", in -> List.of(in.type(0).of(in.type(1).element())));
    addQuantized(rules);
  }

  private static void addQuantized(Map<String, ShapeRule> rules) {
    for (String domain : List.of("", "com.microsoft:")) {
      rules.put(domain + "QuantizeLinear", ElementwiseRules::quantize);
      rules.put(domain + "DequantizeLinear", ElementwiseRules::dequantize);
    }
    rules.put(
        "DynamicQuantizeLinear",
        in ->
            List.of(
                in.type(0).of(ElementType.UINT8),
                new TensorType(ElementType.FLOAT32, List.of()),
                new TensorType(ElementType.UINT8, List.of())));
    for (String op : List.of("QLinearAdd", "QLinearMul")) {
      // a, its scale and zero point, b, ...
      rules.put("com.microsoft:" + op, in -> List.of(broadcast(in, 0, 3)));
    }
  }

  private static TensorType binary(Operands in) {
    boolean isOld = in.opset() < NUMPY_BROADCAST;
    // Before, the second input was laid over the first along axes that an attribute names.
    return isOld ? in.type(0) : broadcast(in, 0, 1);
  }

  private static TensorType broadcast(Operands in, int a, int b) {
    return in.type(a).shaped(Dimensions.broadcast(in.shape(a), in.shape(b)));
  }

  private static List<TensorType> variadic(Operands in) {
    TensorType first = in.type(0);
    return List.of(
        first.shaped(
            in.all().stream()
                .map(TensorType::shape)
                .reduce(Dimensions::broadcast)
                .orElse(first.shape())));
  }

  private static List<TensorType> where(Operands in) {
    List<Long> shape = Dimensions.broadcast(in.shape(1), in.shape(2));
    return List.of(in.type(1).shaped(Dimensions.broadcast(in.shape(0), shape)));
  }

  private static List<TensorType> dropout(Operands in) {
    TensorType type = in.type(0);
    return List.of(type, in.opset() < DROPOUT_MASK_IS_BOOL ? type : type.of(ElementType.BOOL));
  }

  private static List<TensorType> cast(Operands in) {
    boolean isNamed = in.opset() < CAST_TO_NUMBER;
    int to =
        isNamed
            ? DataType.valueOf(in.attributes().text("to", "UNDEFINED")).getNumber()
            : (int) in.attributes().integer("to");
    return TensorType.element(to).map(element -> List.of(in.type(0).of(element))).orElse(List.of());
  }

  private static List<TensorType> quantize(Operands in) {
    int declared = (int) in.attributes().integer("output_dtype", DataType.UINT8_VALUE);
    ElementType element =
        in.has(2) ? in.type(2).element() : TensorType.element(declared).orElse(ElementType.UINT8);
    return List.of(in.type(0).of(element));
  }

  private static List<TensorType> dequantize(Operands in) {
    int declared = (int) in.attributes().integer("output_dtype", DataType.UNDEFINED_VALUE);
    ElementType ofScale = in.type(1).element();
    return List.of(in.type(0).of(TensorType.element(declared).orElse(ofScale)));
  }
}
