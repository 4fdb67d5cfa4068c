package dev.espalier.io.onnx;

import java.util.List;
import java.util.Optional;

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
 * @param assumedProbabilities what was assumed of the probabilities of the exits
 */
record ImportSummary(
    long parameters,
    long multiplyAccumulates,
    int nodePositions,
    List<String> warnings,
    List<String> notes,
    Optional<String> assumedProbabilities) {

  ImportSummary {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
