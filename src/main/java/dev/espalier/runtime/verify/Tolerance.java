package dev.espalier.runtime.verify;

import dev.espalier.model.ElementType;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentInput;
import dev.espalier.segment.SegmentOutput;
import java.util.stream.Stream;

/**
 * By how much outputs may differ from those of the whole model in relation to their range.
 *
 * <p>Without optimization nothing may in single precision: both run the same nodes in the same
 * order. With it, other nodes are fused in a segment than in the whole, so that sums are formed in
 * another order and intermediate results are rounded elsewhere. Each of these changes a result by
 * some units in the last place (2^-24 of it in single precision), and over many layers the errors
 * mostly cancel. Real networks in single precision come to 1e-7 to 1e-6 of the range; 1e-5 leaves a
 * factor of ten, while a tensor that is really another one differs by some percent at the minimum.
 *
 * <p>Half precision always has a tolerance. Where a processor has no kernels for it, ONNX Runtime
 * computes in single precision and rounds only what leaves a graph, optimized or not: the whole
 * model keeps digits where a segment ends that its files cannot.
 */
final class Tolerance {
  private static final double SINGLE = 1e-5;

  /** Half precision has 2^13 times coarser steps; a tenth of the range would hide real errors. */
  private static final double HALF = 2e-2;

  private Tolerance() {}

  /** The tolerance for a manifest, by its coarsest type of numbers and whether nodes are fused. */
  static double of(Manifest manifest, boolean isOptimized) {
    if (types(manifest).anyMatch(Tolerance::isHalf)) {
      return HALF;
    }
    return isOptimized ? SINGLE : 0;
  }

  private static boolean isHalf(ElementType type) {
    return type == ElementType.FLOAT16 || type == ElementType.BFLOAT16;
  }

  private static Stream<ElementType> types(Manifest manifest) {
    return manifest.segments().stream()
        .map(file -> file.segment())
        .flatMap(
            segment ->
                Stream.concat(
                    segment.inputs().stream().map(SegmentInput::tensor),
                    segment.outputs().stream().map(SegmentOutput::tensor)))
        .flatMap(tensor -> tensor.type().stream());
  }
}
