package dev.espalier.io.json;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The exits of a plan that decided on them: which are deployed, and the probability that a sample
 * leaves at each. Other plans list exits as well, but with the probabilities of the model.
 */
final class DecidedExits {
  private static final String DEPLOYED = "deployed";
  private static final String PROBABILITY = "probability";

  private DecidedExits() {}

  /** The problem with the exits that the plan decided on; the same problem if it did not. */
  static PlanningProblem apply(JsonValue root, PlanningProblem problem) {
    return isDecided(root) ? problem.withNet(apply(root, problem.linearization().net())) : problem;
  }

  /** The network with the exits that the plan decided on; the same network if it did not. */
  static BranchyNet apply(JsonValue root, BranchyNet net) {
    if (!isDecided(root)) {
      return net;
    }
    JsonValue exits = root.field("exits");
    return exits.make(() -> net(exits.items(), net));
  }

  private static boolean isDecided(JsonValue root) {
    return root.optional("exits").stream()
        .flatMap(exits -> exits.items().stream())
        .anyMatch(exit -> exit.optional(DEPLOYED).isPresent());
  }

  private static BranchyNet net(List<JsonValue> decided, BranchyNet net) {
    if (decided.size() != net.exits().size()) {
      throw new InvalidFieldException(
          "",
          "expected the %d exits of model \"%s\" but found %d"
              .formatted(net.exits().size(), net.name(), decided.size()));
    }
    List<Exit> kept = new ArrayList<>();
    for (int e = 0; e < decided.size(); e++) {
      JsonValue exit = decided.get(e);
      Exit original = net.exits().get(e);
      if (!exit.field("name").text().equals(original.name())) {
        throw exit.field("name")
            .expected("\"%s\", in the model's order".formatted(original.name()));
      }
      boolean isFinal = e == decided.size() - 1;
      if (exit.field(DEPLOYED).flag()) {
        double probability = exit.field(PROBABILITY).nonNegativeNumber();
        kept.add(exit.make(() -> original.withProbability(probability)));
      } else if (isFinal) {
        throw exit.field(DEPLOYED).expected("true, as the final exit always runs");
      } else if (exit.optional(PROBABILITY)
          .filter(probability -> probability.nonNegativeNumber() > 0)
          .isPresent()) {
        throw exit.field(PROBABILITY).expected("0, as the exit is not deployed");
      }
    }
    return net.withExits(kept);
  }
}
