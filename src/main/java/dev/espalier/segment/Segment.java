package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A stretch of a slice up to a deployed exit or to the end of the slice: what a device runs without
 * a decision in between, as one file. Runtimes cannot stop inside a graph, so an exit within a
 * slice ends a segment.
 *
 * @param slice number of its slice in the plan, from 0
 * @param device name of the device of that slice
 * @param from first position, 0-based
 * @param to position after the last one
 * @param layers names of its layers in order of position
 * @param inputs tensors that its layers read and do not produce, in the order in which they are
 *     read first; only those, so that no tensor is both input and output
 * @param outputs tensors that later segments read or that are the answer of its exit, in the order
 *     in which they are produced
 * @param exit the exit at its last position, if one is deployed there
 */
public record Segment(
    int slice,
    String device,
    int from,
    int to,
    List<String> layers,
    List<SegmentInput> inputs,
    List<SegmentOutput> outputs,
    Optional<SegmentExit> exit) {
  private static final int MESSAGE_LENGTH = 200;

  /**
   * @throws IllegalArgumentException if a name is blank, there is not one layer for each position,
   *     a tensor is listed twice, there is no output, or the exit's answer is none of the outputs
   */
  public Segment {
    Checks.count("segment", "slice", slice, 0);
    Checks.name("segment", "device", device);
    Checks.count("segment", "from", from, 0);
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (to <= from || layers.size() != to - from) {
      throw new InvalidFieldException(
          "layers",
          "segment of positions [%d, %d): expected a layer for each position but found %d"
              .formatted(from, to, layers.size()));
    }
    checkTensors(inputs, outputs);
    List<String> produced = outputs.stream().map(SegmentOutput::name).toList();
    exit.ifPresent(leaving -> checkAnswer(leaving, produced));
  }

  private static void checkTensors(List<SegmentInput> inputs, List<SegmentOutput> outputs) {
    Set<String> seen = new HashSet<>();
    checkNew(seen, "inputs", inputs, SegmentInput::name);
    checkNew(seen, "outputs", outputs, SegmentOutput::name);
    if (outputs.isEmpty()) {
      throw new InvalidFieldException(
          "outputs", "segment: outputs must list at least one tensor but are empty");
    }
  }

  private static <T> void checkNew(
      Set<String> seen, String field, List<T> tensors, Function<T, String> name) {
    for (int i = 0; i < tensors.size(); i++) {
      String tensor = name.apply(tensors.get(i));
      if (!seen.add(tensor)) {
        throw new InvalidFieldException(
            "%s/%d/name".formatted(field, i),
            "segment: tensor \"%s\" is listed twice among its inputs and outputs"
                .formatted(tensor));
      }
    }
  }

  private static void checkAnswer(SegmentExit exit, List<String> produced) {
    for (int i = 0; i < exit.outputs().size(); i++) {
      if (!produced.contains(exit.outputs().get(i))) {
        throw new InvalidFieldException(
            "exit/outputs/" + i,
            "exit \"%s\": the answer \"%s\" must be an output of its segment; expected one of %s"
                .formatted(
                    exit.name(),
                    Printable.shortened(exit.outputs().get(i), MESSAGE_LENGTH),
                    String.join(", ", produced)));
      }
    }
  }

  /** This segment with another exit, or none. */
  public Segment withExit(Optional<SegmentExit> other) {
    return new Segment(slice, device, from, to, layers, inputs, outputs, other);
  }
}
