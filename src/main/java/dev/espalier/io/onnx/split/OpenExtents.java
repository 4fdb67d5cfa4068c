package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import dev.espalier.model.TensorSpec;
import java.util.Map;
import java.util.Optional;

/** The extents of tensors that depend on symbolic dimensions. */
final class OpenExtents {
  private final Map<String, Long> dims;

  OpenExtents(Map<String, Long> dims) {
    this.dims = dims;
  }

  Optional<TensorShapeProto> shape(TensorSpec tensor) {
    return tensor
        .shape()
        .map(
            extents -> {
              TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
              for (long extent : extents) {
                if (dims.isEmpty()) {
                  shape.addDimBuilder().setDimValue(extent);
                } else {
                  shape.addDimBuilder();
                }
              }
              return shape.build();
            });
  }
}
