package dev.espalier.runtime.sample;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/** Draws the elements of a tensor at random. */
public final class RandomTensor {
  /** 0.0 to 0.98 in half precision and bfloat16: sixty-fourths of the numbers below 1. */
  private static final int COARSE = 64;

  private static final int FLOAT_TO_BFLOAT_SHIFT = 16;
  private static final int HALF_BIAS = 15;
  private static final int HALF_MANTISSA_BITS = 10;

  private RandomTensor() {}

  /**
   * A tensor of known type and shape: floating-point numbers from 0 to 1, integers 0 or 1,
   * booleans.
   */
  public static TensorValues of(TensorSpec spec, RandomGenerator random) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      switch (spec.type().orElseThrow()) {
        case FLOAT32 -> bytes.putFloat(random.nextFloat());
        case FLOAT64 -> bytes.putDouble(random.nextDouble());
        case FLOAT16 -> bytes.putShort(half(random.nextInt(COARSE)));
        case BFLOAT16 -> {
          float value = (float) random.nextInt(COARSE) / COARSE;
          bytes.putShort((short) (Float.floatToIntBits(value) >> FLOAT_TO_BFLOAT_SHIFT));
        }
        case INT16, UINT16 -> bytes.putShort((short) random.nextInt(2));
        case INT32, UINT32 -> bytes.putInt(random.nextInt(2));
        case INT64, UINT64 -> bytes.putLong(random.nextInt(2));
        default -> bytes.put((byte) random.nextInt(2));
      }
    }
    return new TensorValues(spec.type().orElseThrow(), spec.shape().orElseThrow(), bytes.flip());
  }

  /** So many sixty-fourths in half precision. */
  private static short half(int number) {
    if (number == 0) {
      return 0;
    }
    int exponent = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(number);
    int fraction = (number << HALF_MANTISSA_BITS - exponent) & ((1 << HALF_MANTISSA_BITS) - 1);
    int biased = exponent - Integer.numberOfTrailingZeros(COARSE) + HALF_BIAS;
    return (short) (biased << HALF_MANTISSA_BITS | fraction);
  }
}
