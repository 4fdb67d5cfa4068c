package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.Set;

/** The names of the exits of a log. */
final class ExitNames {
  private ExitNames() {}

  /** Names that are printable, each there once, at least one. */
  static List<String> checked(List<String> exits) {
    for (int e = 0; e < exits.size(); e++) {
      Checks.name("exit " + (e + 1), "name", exits.get(e));
    }
    if (exits.isEmpty() || Set.copyOf(exits).size() < exits.size()) {
      throw new InvalidFieldException(
          "exits",
          "exit log: exits must be at least one, and each once, but are "
              + String.join(", ", exits));
    }
    return List.copyOf(exits);
  }
}
