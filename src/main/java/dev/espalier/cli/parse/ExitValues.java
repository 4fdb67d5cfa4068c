package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.internal.NearestName;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Conditions and thresholds as a user lists them; {@code all} stands for all that were measured.
 */
final class ExitValues {
  private static final String ALL = "all";

  private ExitValues() {}

  /**
   * The conditions of a list, separated by commas.
   *
   * @throws InvalidFieldException if one was not measured or is listed twice
   */
  static List<Value> conditions(String text, ExitPick pick) {
    List<String> known = pick.data().conditions();
    List<String> names;
    if (known.contains(text)) {
      names = List.of(text);
    } else if (text.equals(ALL)) {
      names = known;
    } else {
      names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidFieldException(
            "values",
            "condition must be one of %s but is \"%s\"%s"
                .formatted(String.join(", ", known), name, NearestName.hint(name, known)));
      }
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw new InvalidFieldException(
          "values", "conditions must be listed once each but are %s".formatted(text));
    }
    return names.stream().map(Value::named).toList();
  }

  /**
   * The thresholds of a list of numbers.
   *
   * @throws InvalidFieldException if one was not measured under any condition that is meant, or is
   *     out of range
   */
  static List<Value> thresholds(String text, ExitPick pick) {
    ExitData data = pick.data();
    TreeSet<Double> known = new TreeSet<>();
    boolean isAny = false;
    for (String condition : pick.condition().map(List::of).orElse(data.conditions())) {
      List<Double> measured = data.thresholds(condition);
      isAny |= measured.isEmpty();
      known.addAll(measured);
    }
    if (text.equals(ALL) && !isAny) {
      return known.stream().map(BigDecimal::valueOf).map(Value::of).toList();
    }
    List<Value> values = NumberList.parse(text);
    for (Value value : values) {
      data.checkThreshold(value.number());
      if (!isAny && !known.contains(value.number())) {
        throw new InvalidFieldException(
            "values",
            "threshold must be one that was measured, %s, but is %s"
                .formatted(
                    String.join(", ", known.stream().map(String::valueOf).toList()), value.text()));
      }
    }
    return values;
  }
}
