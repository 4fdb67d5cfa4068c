package dev.espalier.io.onnx.count;

import java.util.Map;

/** Operators that compute nothing with the elements: they move, select, cast or make them. */
final class MovementCounts {
  static final CountRule NOTHING = node -> Operations.NONE;

  private MovementCounts() {}

  static void addTo(Map<String, CountRule> rules) {
    for (String op :
        """
        Cast CastLike Col2Im Compress Concat Constant ConstantOfShape CenterCropPad DepthToSpace Dropout
        Expand EyeLike Flatten Gather GatherElements GatherND Identity LRN MaxUnpool NonZero OneHot Pad
        Range Reshape ReverseSequence Scatter ScatterElements ScatterND Shape Size Slice SpaceToDepth Split
        Squeeze TensorScatter Tile Transpose Trilu Unique Unsqueeze
        Optional OptionalGetElement OptionalHasElement ConcatFromSequence SequenceAt SequenceConstruct
        SequenceEmpty SequenceErase SequenceInsert SequenceLength SplitToSequence
        com.microsoft:QLinearConcat
        """
            .split("\\s+")) {
      rules.put(op, NOTHING);
    }
  }
}
