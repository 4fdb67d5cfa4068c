package dev.espalier.io.tensor;

import dev.espalier.model.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor with its elements.
 *
 * @param type type of the elements, each of a whole number of bytes
 * @param shape extents; empty for a scalar
 * @param bytes the elements in row-major order, little-endian; read-only
 */
public record TensorValues(ElementType type, List<Long> shape, ByteBuffer bytes) {
  private static final int HALF_MANTISSA_BITS = 10;
  private static final int HALF_MAX_EXPONENT = 31;
  private static final int HALF_BIAS = 15;
  private static final int HALF_FRACTION = (1 << HALF_MANTISSA_BITS) - 1;

  /**
   * @throws IllegalArgumentException if there are more or fewer bytes than type and shape need
   */
  public TensorValues {
    shape = List.copyOf(shape);
    bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long expected = type.bytes(shape.stream().reduce(1L, Math::multiplyExact));
    if (bytes.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor: %s elements of shape %s need %d bytes but there are %d"
              .formatted(type.label(), shape, expected, bytes.remaining()));
    }
  }

  /** The elements, from the first one on. */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Number of elements. */
  public int elements() {
    return bytes.limit() / elementBytes();
  }

  private int elementBytes() {
    return type.bits() / Byte.SIZE;
  }

  /**
   * An element as a number.
   *
   * @throws UnsupportedOperationException if elements of the type are no real numbers
   */
  public double number(int index) {
    int at = index * elementBytes();
    return switch (type) {
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT64 -> bytes.getDouble(at);
      case FLOAT16 -> half(bytes.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
      default -> integer(index);
    };
  }

  /**
   * An element as an integer. From 2^63 up, unsigned ones are negative.
   *
   * @throws UnsupportedOperationException if elements of the type are no integers
   */
  public long integer(int index) {
    int at = index * elementBytes();
    return switch (type) {
      case INT8 -> bytes.get(at);
      case UINT8, BOOL -> Byte.toUnsignedLong(bytes.get(at));
      case INT16 -> bytes.getShort(at);
      case UINT16 -> Short.toUnsignedLong(bytes.getShort(at));
      case INT32 -> bytes.getInt(at);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
      case INT64, UINT64 -> bytes.getLong(at);
      default -> throw new UnsupportedOperationException(type.label() + " is no integer");
    };
  }

  /** The value of 16 bits in IEEE 754 half precision. */
  private static float half(short bits) {
    int exponent = bits >> HALF_MANTISSA_BITS & HALF_MAX_EXPONENT;
    int fraction = bits & HALF_FRACTION;
    float size;
    if (exponent == HALF_MAX_EXPONENT) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((float) fraction, 1 - HALF_BIAS - HALF_MANTISSA_BITS);
    } else {
      float mantissa = fraction | 1 << HALF_MANTISSA_BITS;
      size = Math.scalb(mantissa, exponent - HALF_BIAS - HALF_MANTISSA_BITS);
    }
    return bits < 0 ? -size : size;
  }

  /** Elements of one of equal parts along the first axis, in a shape of their own. */
  public TensorValues part(int index, List<Long> extents) {
    long size = type.bytes(extents.stream().reduce(1L, Math::multiplyExact));
    return new TensorValues(
        type, extents, bytes.slice(Math.toIntExact(index * size), Math.toIntExact(size)));
  }
}
