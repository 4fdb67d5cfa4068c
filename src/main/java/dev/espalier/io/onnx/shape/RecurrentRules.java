package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recurrent networks, and transforms of signals. */
final class RecurrentRules {
  private RecurrentRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("LSTM", in -> recurrent(in, 4));
    rules.put("GRU", in -> recurrent(in, 3));
    rules.put("RNN", in -> recurrent(in, 1));
    rules.put("com.microsoft:DynamicQuantizeLSTM", RecurrentRules::quantized);
    rules.put("DFT", RecurrentRules::fourier);
    rules.put("STFT", RecurrentRules::shortTimeFourier);
  }

  /** Inputs: x; weights, directions x (gates x hidden) x features; recurrent weights; ... */
  private static List<TensorType> recurrent(Operands in, int gates) {
    List<Long> weights = in.ranked(1, 3).shape();
    List<Long> recurrence = in.ranked(2, 3).shape();
    long hidden = in.attributes().integer("hidden_size", recurrence.get(2));
    long features = in.ranked(0, 3).shape().get(2);
    boolean isFit =
        hidden >= 1
            && weights.get(1) == hidden * gates
            && recurrence.get(1) == hidden * gates
            && recurrence.get(2) == hidden
            && weights.get(2) == features;
    if (!isFit) {
      throw new IllegalArgumentException(
          ("the weights of %d gates of %d must be %dx%d and %dx%d behind the directions, for %d"
                  + " features, but are %s and %s")
              .formatted(
                  gates,
                  hidden,
                  gates * hidden,
                  features,
                  gates * hidden,
                  hidden,
                  features,
                  in.type(1),
                  in.type(2)));
    }
    return states(in, weights.get(0), hidden);
  }

  /** As LSTM, with weights turned: directions x features x (gates x hidden). */
  private static List<TensorType> quantized(Operands in) {
    return states(in, in.ranked(1, 3).shape().get(0), in.ranked(2, 3).shape().get(1));
  }

  /** All hidden states, the last one, and the last cell state. */
  private static List<TensorType> states(Operands in, long directions, long hidden) {
    TensorType x = in.ranked(0, 3);
    boolean isBatchFirst = in.attributes().flag("layout", false);
    long steps = x.shape().get(isBatchFirst ? 1 : 0);
    long batch = x.shape().get(isBatchFirst ? 0 : 1);
    TensorType last =
        x.shaped(
            isBatchFirst ? List.of(batch, directions, hidden) : List.of(directions, batch, hidden));
    TensorType all =
        x.shaped(
            isBatchFirst
                ? List.of(batch, steps, directions, hidden)
                : List.of(steps, directions, batch, hidden));
    return List.of(all, last, last);
  }

  /** The last axis is 1 for real numbers and 2 for complex ones. */
  private static List<TensorType> fourier(Operands in) {
    TensorType type = in.atLeast(0, 2);
    boolean isAttribute = in.attributes().has("axis");
    // Axis 1 until it became an input; since then the last one before the numbers.
    long otherwise = in.opset() < 20 ? 1 : -2;
    if (!isAttribute && in.has(2) && in.integer(2).isEmpty()) {
      return List.of();
    }
    long given = isAttribute ? in.attributes().integer("axis") : in.integer(2).orElse(otherwise);
    int axis = Dimensions.axis(given, type.rank());
    if (in.has(1) && in.integer(1).isEmpty()) {
      return List.of();
    }
    boolean isOneSided = in.attributes().flag("onesided", false);
    boolean isInverse = in.attributes().flag("inverse", false);
    long present = type.shape().get(axis);
    long whole = isOneSided && isInverse ? 2 * (present - 1) : present;
    long length = in.integer(1).orElse(whole);
    long extent = isOneSided && !isInverse ? length / 2 + 1 : length;
    List<Long> shape = Dimensions.with(type.shape(), axis, extent);
    long components = isOneSided && isInverse ? 1 : 2;
    return List.of(type.shaped(Dimensions.with(shape, type.rank() - 1, components)));
  }

  /** Inputs: signal, step, window, length of a frame. */
  private static List<TensorType> shortTimeFourier(Operands in) {
    TensorType signal = in.atLeast(0, 2);
    long step = in.integer(1).orElse(0L);
    Optional<Long> frame =
        in.integer(3).or(() -> in.has(2) ? Optional.of(in.type(2).elements()) : Optional.empty());
    if (step < 1 || frame.isEmpty()) {
      return List.of();
    }
    long length = frame.get();
    long samples = signal.shape().get(1);
    if (length < 1 || length > samples) {
      throw new IllegalArgumentException(
          "frames must have from 1 to %d samples but have %d".formatted(samples, length));
    }
    long bins = in.attributes().flag("onesided", true) ? length / 2 + 1 : length;
    long frames = (samples - length) / step + 1;
    return List.of(signal.shaped(List.of(signal.shape().get(0), frames, bins, 2L)));
  }
}
