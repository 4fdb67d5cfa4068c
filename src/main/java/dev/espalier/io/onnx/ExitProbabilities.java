package dev.espalier.io.onnx;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.io.onnx.ExitGroups.ExitGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Probabilities of exits: those given, and equal parts of the rest for the others. */
final class ExitProbabilities {
  /** As of the sum of a network's probabilities, which are often printed with few digits. */
  private static final double TOLERANCE = 1e-6;

  private ExitProbabilities() {}

  /**
   * The probability of each exit.
   *
   * @param given probabilities by tensor
   * @throws InvalidFieldException if a tensor is no exit's, or the probabilities cannot sum to 1
   */
  static List<Double> of(List<ExitGroup> exits, Map<String, Double> given, Remarks remarks) {
    checkTensors(exits, given);
    List<OptionalDouble> known = exits.stream().map(exit -> given(exit, given)).toList();
    double sum = known.stream().mapToDouble(each -> each.orElse(0)).sum();
    long open = known.stream().filter(OptionalDouble::isEmpty).count();
    if (!(sum <= 1 + TOLERANCE) || open == 0 && !(sum >= 1 - TOLERANCE)) {
      throw new InvalidFieldException(
          "exitProbabilities",
          "the probabilities of the exits must sum to %s but sum to %s"
              .formatted(open == 0 ? "1" : "at most 1", sum));
    }
    double rest = open == 0 ? 0 : Math.max(0, 1 - sum) / open;
    if (open > 0 && exits.size() > 1) {
      remarks.note(
          String.format(
              Locale.ROOT,
              "samples are assumed to leave at %s with a probability of %.4g each; --exit TENSOR=P sets it",
              Remarks.some(names(exits, known)),
              rest));
    }
    List<Double> probabilities = new ArrayList<>();
    known.forEach(each -> probabilities.add(each.orElse(rest)));
    return probabilities;
  }

  private static void checkTensors(List<ExitGroup> exits, Map<String, Double> given) {
    List<String> tensors = exits.stream().flatMap(exit -> exit.tensors().stream()).toList();
    for (String tensor : given.keySet()) {
      if (!tensors.contains(tensor)) {
        throw new InvalidFieldException(
            "exitProbabilities/" + tensor,
            "exit \"%s\": the model has no such output; expected %s"
                .formatted(
                    OnnxGraph.shown(tensor),
                    NearestName.of(tensor, tensors)
                        .map(near -> "\"" + near + "\"")
                        .orElse("one of " + Remarks.some(tensors))));
      }
    }
  }

  private static OptionalDouble given(ExitGroup exit, Map<String, Double> given) {
    Set<String> tensors = new HashSet<>(exit.tensors());
    tensors.retainAll(given.keySet());
    if (tensors.size() > 1) {
      throw new InvalidFieldException(
          "exitProbabilities",
          "exit \"%s\": its probability is given for several of its outputs: %s"
              .formatted(exit.name(), Remarks.some(List.copyOf(tensors))));
    }
    return tensors.stream().mapToDouble(given::get).findFirst();
  }

  private static List<String> names(List<ExitGroup> exits, List<OptionalDouble> known) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < exits.size(); i++) {
      if (known.get(i).isEmpty()) {
        names.add("\"" + OnnxGraph.shown(exits.get(i).name()) + "\"");
      }
    }
    return names;
  }
}
