package dev.espalier.model;

import java.util.Arrays;
import java.util.Optional;

/** Type of the elements of a tensor. Labels are those of NumPy where it has the type. */
public enum ElementType {
  /** IEEE 754 single precision. */
  FLOAT32("float32", 32),
  /** IEEE 754 half precision. */
  FLOAT16("float16", 16),
  /** Single precision cut to 16 bits. */
  BFLOAT16("bfloat16", 16),
  /** IEEE 754 double precision. */
  FLOAT64("float64", 64),
  /** Any of the formats with 8 bits. */
  FLOAT8("float8", 8),
  /** Any of the formats with 4 bits. */
  FLOAT4("float4", 4),
  /** Signed, 2 bits, packed. */
  INT2("int2", 2),
  /** Unsigned, 2 bits, packed. */
  UINT2("uint2", 2),
  /** Signed, 4 bits, packed. */
  INT4("int4", 4),
  /** Unsigned, 4 bits, packed. */
  UINT4("uint4", 4),
  /** Signed, 8 bits. */
  INT8("int8", 8),
  /** Unsigned, 8 bits. */
  UINT8("uint8", 8),
  /** Signed, 16 bits. */
  INT16("int16", 16),
  /** Unsigned, 16 bits. */
  UINT16("uint16", 16),
  /** Signed, 32 bits. */
  INT32("int32", 32),
  /** Unsigned, 32 bits. */
  UINT32("uint32", 32),
  /** Signed, 64 bits. */
  INT64("int64", 64),
  /** Unsigned, 64 bits. */
  UINT64("uint64", 64),
  /** One byte each. */
  BOOL("bool", 8),
  /** Two single-precision numbers. */
  COMPLEX64("complex64", 64),
  /** Two double-precision numbers. */
  COMPLEX128("complex128", 128);

  private final String label;
  private final int bits;

  ElementType(String label, int bits) {
    this.label = label;
    this.bits = bits;
  }

  /** Its name in files and messages. */
  public String label() {
    return label;
  }

  /** Size of an element, bits. */
  public int bits() {
    return bits;
  }

  /** Size of so many elements, bytes; elements below a byte are packed. */
  public long bytes(long elements) {
    return bits % Byte.SIZE == 0
        ? elements * (bits / Byte.SIZE)
        : (elements * bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** The type with a label, empty if there is none. */
  public static Optional<ElementType> labeled(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }
}
