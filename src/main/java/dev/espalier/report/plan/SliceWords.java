package dev.espalier.report.plan;

import dev.espalier.model.Linearization;
import dev.espalier.model.TensorSpec;
import dev.espalier.report.Numbers;
import dev.espalier.study.schedule.Crossing;
import java.util.List;
import java.util.stream.Collectors;

/** Slices and transfers in words. */
final class SliceWords {
  /** Names of more tensors would fill a line. */
  private static final int MAX_TENSORS = 3;

  private SliceWords() {}

  /** Positions and names of layers, such as {@code 27-29 relu3..relu4}. */
  static String layers(Linearization net, int from, int to) {
    return positions(from, to) + " " + names(net, from, to);
  }

  /** Positions, such as {@code 27-29}. */
  static String positions(int from, int to) {
    return from + "-" + (to - 1);
  }

  /** Names of layers, such as {@code relu3..relu4}. */
  static String names(Linearization net, int from, int to) {
    String first = net.layer(from).name();
    return to - from == 1 ? first : first + ".." + net.layer(to - 1).name();
  }

  /** A transfer, in full. */
  static String crossing(Crossing crossing) {
    return "%s: %s (%s) in %s, %s on average"
        .formatted(
            crossing.link(),
            Numbers.bytes(crossing.bytes()),
            tensors(crossing),
            Numbers.ms(crossing.ms()),
            Numbers.ms(crossing.expectedMs()));
  }

  /** The tensors that are sent, such as {@code conv1, relu2 and 3 more}. */
  static String tensors(Crossing crossing) {
    List<TensorSpec> tensors = crossing.tensors();
    String first =
        tensors.stream().limit(MAX_TENSORS).map(TensorSpec::name).collect(Collectors.joining(", "));
    return tensors.size() > MAX_TENSORS
        ? "%s and %d more".formatted(first, tensors.size() - MAX_TENSORS)
        : first;
  }
}
