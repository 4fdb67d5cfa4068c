package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets of side exits as a user lists them, by their numbers from 1: {@code 2} is one exit, {@code
 * 1-3} a range, {@code 1+3} several, {@code none} no side exit.
 */
public final class ExitSets {
  private static final String NONE = "none";
  private static final Pattern RUN = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  private final List<String> exits;

  private ExitSets(List<String> exits) {
    this.exits = exits;
  }

  /**
   * The sets of a list, separated by commas.
   *
   * @param exits names of all exits, the final one last
   * @return indices of the side exits of each set, by its text, in order
   * @throws InvalidFieldException if a text is no set, names an exit that is not there, or if a set
   *     is listed twice
   */
  public static Map<String, BitSet> parse(String text, List<String> exits) {
    ExitSets parser = new ExitSets(exits);
    Map<String, BitSet> sets = new LinkedHashMap<>();
    for (String each : text.split(",", -1)) {
      String name = each.strip();
      BitSet set = parser.set(name);
      for (Map.Entry<String, BitSet> other : sets.entrySet()) {
        if (other.getValue().equals(set)) {
          throw wrong(
              other.getKey().equals(name)
                  ? "set \"%s\" is listed twice".formatted(name)
                  : "sets \"%s\" and \"%s\" are the same".formatted(other.getKey(), name));
        }
      }
      sets.put(name, set);
    }
    return sets;
  }

  private BitSet set(String name) {
    BitSet set = new BitSet();
    if (name.equals(NONE)) {
      return set;
    }
    for (String run : name.split("\\+", -1)) {
      Matcher matcher = RUN.matcher(run.strip());
      if (!matcher.matches()) {
        throw wrong(
            "expected a number such as 2, a range such as 1-3, several such as 1+3, or none, but"
                + " found \"%s\"".formatted(name));
      }
      int from = number(name, matcher.group(1));
      int to = matcher.group(2) == null ? from : number(name, matcher.group(2));
      if (to < from) {
        throw wrong("set \"%s\": the end of a range must not be below its start".formatted(name));
      }
      set.set(from - 1, to);
    }
    return set;
  }

  private int number(String name, String digits) {
    int number = Integer.parseInt(digits);
    int sideExits = exits.size() - 1;
    if (number < 1 || number > sideExits) {
      throw wrong(
          "set \"%s\": side exits are numbered 1 to %d (%s), but found %d"
              .formatted(name, sideExits, String.join(", ", exits.subList(0, sideExits)), number));
    }
    return number;
  }

  private static InvalidFieldException wrong(String message) {
    return new InvalidFieldException("sets", message);
  }
}
