package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies a message of ONNX and leaves out the values of large tensors, wherever they are: in
 * initializers, attributes, inner graphs, functions or training graphs. A tensor without its values
 * refers to them as external data, in the file itself. Takes O(bytes that are not skipped) and one
 * level of recursion for each level of nesting, which is bounded.
 */
final class SlimCopy {
  /** A tensor that takes more bytes loses its values. */
  static final int LARGE_TENSOR_BYTES = 1 << 16;

  /** As deep as messages may be nested: the limit of Protocol Buffers itself. */
  static final int MAX_DEPTH = 100;

  /** End of the outermost message of a stream whose length is not known. */
  static final long UNKNOWN_END = Long.MAX_VALUE;

  private static final int LOCATION_TAG = TensorProto.DATA_LOCATION_FIELD_NUMBER << 3;

  private static final int MAX_FIELD = (1 << 29) - 1;

  private final WireReader in;
  private final Slim out = new Slim();
  private final Budget budget;
  private final String location;
  private final Map<Long, Payload> payloads = new HashMap<>();

  /**
   * @param location what the external data of a tensor without values names as its file
   */
  SlimCopy(WireReader in, Budget budget, String location) {
    this.in = in;
    this.budget = budget;
    this.location = location;
  }

  /** What was left out, by the offset that the tensor names. */
  Map<Long, Payload> payloads() {
    return payloads;
  }

  /** Copies a whole message that ends at a place. */
  Slim copy(Descriptor type, long end) throws IOException {
    message(type, end, 0);
    return out;
  }

  private void message(Descriptor type, long end, int depth) throws IOException {
    if (depth >= MAX_DEPTH) {
      throw in.broken("messages are nested more than %d deep".formatted(MAX_DEPTH));
    }
    budget.message();
    while (in.position() < end && !(end == UNKNOWN_END && in.isAtEnd())) {
      int tag = tag(type);
      out.varint(Integer.toUnsignedLong(tag));
      field(type, tag, end, depth);
    }
  }

  private int tag(Descriptor type) {
    long tag = in.varint();
    long number = tag >>> 3;
    if (number < 1 || number > MAX_FIELD) {
      throw in.broken(
          "expected the number of a field of %s but found %d".formatted(type.getName(), number));
    }
    return (int) tag;
  }

  private void field(Descriptor type, int tag, long end, int depth) throws IOException {
    FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> {
        budget.spend(numberBytes(field));
        out.varint(in.varint());
      }
      case WireFormat.WIRETYPE_FIXED32 -> fixed(field, Integer.BYTES, end);
      case WireFormat.WIRETYPE_FIXED64 -> fixed(field, Long.BYTES, end);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited(field, end, depth);
      default -> throw unexpected(type, tag);
    }
    checkEnd(type, end);
  }

  private RuntimeException unexpected(Descriptor type, int tag) {
    return in.broken(
        "field %d of %s has wire type %d, which ONNX does not use"
            .formatted(
                WireFormat.getTagFieldNumber(tag), type.getName(), WireFormat.getTagWireType(tag)));
  }

  private void checkEnd(Descriptor type, long end) {
    if (in.position() > end) {
      throw in.broken(
          "a field of %s is longer than the %s itself".formatted(type.getName(), type.getName()));
    }
  }

  /** A field that is not known is kept as an object of its own. */
  private static int numberBytes(FieldDescriptor field) {
    return field == null ? Budget.OBJECT_BYTES : Budget.NUMBER_BYTES;
  }

  private void fixed(FieldDescriptor field, int bytes, long end) throws IOException {
    checkFits(bytes, end);
    budget.spend(numberBytes(field));
    in.copy(bytes, out);
  }

  private void delimited(FieldDescriptor field, long end, int depth) throws IOException {
    long length = length(end);
    if (field == null || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      boolean isPacked = field != null && field.isPackable();
      budget.spend(Budget.OBJECT_BYTES);
      budget.spend(length);
      budget.spend(length * (isPacked ? Long.BYTES : 1));
      out.varint(length);
      in.copy(length, out);
      return;
    }
    int begin = out.begin();
    long innerEnd = in.position() + length;
    if (length > LARGE_TENSOR_BYTES && field.getMessageType() == TensorProto.getDescriptor()) {
      largeTensor(innerEnd, depth + 1);
    } else {
      message(field.getMessageType(), innerEnd, depth + 1);
    }
    out.end(begin);
  }

  private long length(long end) {
    long length = in.varint();
    if (length < 0) {
      throw in.broken("a length is negative or above 2^63");
    }
    checkFits(length, end);
    return length;
  }

  private void checkFits(long length, long end) {
    if (length > end - in.position()) {
      throw in.broken(
          "a field takes %d bytes, but only %d are left; the file is truncated or damaged"
              .formatted(length, end - in.position()));
    }
  }

  private void largeTensor(long end, int depth) throws IOException {
    budget.message();
    TensorData data = new TensorData(in.position(), end);
    Descriptor type = TensorProto.getDescriptor();
    while (in.position() < end) {
      int tag = tag(type);
      if (TensorData.isData(WireFormat.getTagFieldNumber(tag))) {
        skip(tag, end, data);
        checkEnd(type, end);
      } else if (tag == LOCATION_TAG) {
        data.setLocation(in.varint());
      } else {
        out.varint(Integer.toUnsignedLong(tag));
        field(type, tag, end, depth);
      }
    }
    finish(data);
  }

  private void skip(int tag, long end, TensorData data) {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> in.varint();
      case WireFormat.WIRETYPE_FIXED32 -> in.skip(Integer.BYTES);
      case WireFormat.WIRETYPE_FIXED64 -> in.skip(Long.BYTES);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        long length = length(end);
        data.found(tag, in.position(), length);
        in.skip(length);
        return;
      }
      default -> throw unexpected(TensorProto.getDescriptor(), tag);
    }
    data.found(tag, in.position(), 0);
  }

  /** Appends where the values are. External data that the tensor names itself come first. */
  private void finish(TensorData data) {
    if (data.isExternal()) {
      out.writeBytes(
          TensorProto.newBuilder()
              .setDataLocation(TensorProto.DataLocation.EXTERNAL)
              .build()
              .toByteArray());
    } else if (data.isFound()) {
      refer(data.payload());
    }
  }

  private void refer(Payload payload) {
    payloads.put(payload.offset(), payload);
    TensorProto reference =
        TensorProto.newBuilder()
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", Long.toString(payload.offset())))
            .addExternalData(entry("length", Long.toString(payload.length())))
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .build();
    out.writeBytes(reference.toByteArray());
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
