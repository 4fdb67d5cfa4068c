package dev.espalier.io.onnx;

import java.util.List;

/**
 * Totals and remarks of an import.
 *
 * @param parameters number of elements of all weights, each tensor once, as the literature counts:
 *     of a batch normalization scale and shift, not the running statistics, and no scalars, shapes
 *     or axes
 * @param multiplyAccumulates multiply-accumulates of one inference: of convolutions and matrix
 *     products, without biases and other operations
 * @param nodePositions number of layers where each node is one
 * @param warnings what may make a plan inaccurate, one sentence each
 * @param notes what was assumed or left out, one sentence each
 */
record ImportSummary(
    long parameters,
    long multiplyAccumulates,
    int nodePositions,
    List<String> warnings,
    List<String> notes) {

  ImportSummary {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
