package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.shape.ShapeInference;
import dev.espalier.model.TensorSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shapes in which what depends on a symbolic dimension, such as the batch, stays open. Shapes are
 * inferred once more for each of them, at an extent that is larger by one: what changes depends on
 * it. An extent that is the dimension itself carries its name, any other one is left open.
 */
final class OpenExtents {
  private final Map<String, Long> dims;
  private final Map<String, InferredTensors> probes = new LinkedHashMap<>();

  /**
   * @param tensors the tensors of the model at the extents that its symbolic dimensions have
   */
  OpenExtents(ModelProto model, InferredTensors tensors) {
    dims = tensors.dims();
    dims.forEach(
        (name, extent) -> {
          Map<String, Long> larger = new HashMap<>(dims);
          larger.put(name, extent + 1);
          probes.put(name, inferred(model, larger));
        });
  }

  /** Null where the model cannot take the extents. */
  private static InferredTensors inferred(ModelProto model, Map<String, Long> dims) {
    try {
      return ShapeInference.of(model, dims);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The shape of a tensor, if it is known. */
  Optional<TensorShapeProto> shape(TensorSpec tensor) {
    return tensor.shape().map(extents -> shape(tensor.name(), extents));
  }

  private TensorShapeProto shape(String tensor, List<Long> extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < extents.size(); axis++) {
      shape.addDim(dimension(tensor, extents, axis));
    }
    return shape.build();
  }

  private Dimension dimension(String tensor, List<Long> extents, int axis) {
    long extent = extents.get(axis);
    Dimension found = Dimension.newBuilder().setDimValue(extent).build();
    for (Map.Entry<String, InferredTensors> probe : probes.entrySet()) {
      long given = dims.get(probe.getKey());
      long changed = extent(probe.getValue(), tensor, extents.size(), axis);
      if (changed == given + 1 && extent == given && !probe.getKey().contains("/")) {
        found = Dimension.newBuilder().setDimParam(probe.getKey()).build();
      } else if (changed != extent) {
        return Dimension.getDefaultInstance();
      }
    }
    return found;
  }

  /** The extent at another extent of a symbolic dimension; -1 if it is not known. */
  private static long extent(InferredTensors probe, String tensor, int rank, int axis) {
    return probe == null
        ? -1
        : probe
            .type(tensor)
            .filter(type -> type.rank() == rank)
            .map(type -> type.shape().get(axis))
            .orElse(-1L);
  }
}
