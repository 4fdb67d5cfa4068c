package dev.espalier.io;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Probabilities of exits where some are given and the others share the rest equally. */
public final class ExitProbabilities {
  /** Sums of printed probabilities miss 1 by this much. */
  private static final double TOLERANCE = 1e-6;

  private ExitProbabilities() {}

  /**
   * A probability for each exit.
   *
   * @param exits names of all exits
   * @param given probabilities by name
   * @throws IllegalArgumentException if a name is no exit, if the given ones sum to more than 1, or
   *     if all are given and do not sum to 1
   */
  public static List<Double> of(List<String> exits, Map<String, Double> given) {
    Set<String> names = Set.copyOf(exits);
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new InvalidFieldException(
            "exit",
            "exit \"%s\" does not exist; expected one of %s%s"
                .formatted(name, String.join(", ", exits), NearestName.hint(name, exits)));
      }
    }
    double sum = given.values().stream().mapToDouble(probability -> probability).sum();
    int open = exits.size() - given.size();
    if (!(sum <= 1 + TOLERANCE) || open == 0 && !(sum >= 1 - TOLERANCE)) {
      throw new InvalidFieldException(
          "exit",
          "probabilities of the exits must sum to 1 but %s to %s"
              .formatted(
                  given.keySet().stream().collect(Collectors.joining("\", \"", "\"", "\" sum")),
                  sum));
    }
    double rest = open == 0 ? 0 : Math.max(0, 1 - sum) / open;
    return exits.stream().map(exit -> given.getOrDefault(exit, rest)).toList();
  }

  /** A network with these probabilities, which is the same network if none is given. */
  public static BranchyNet set(BranchyNet net, Map<String, Double> given) {
    if (given.isEmpty()) {
      return net;
    }
    List<Double> probabilities = of(net.exits().stream().map(Exit::name).toList(), given);
    return net.withProbabilities(probabilities.stream().mapToDouble(p -> p).toArray());
  }
}
