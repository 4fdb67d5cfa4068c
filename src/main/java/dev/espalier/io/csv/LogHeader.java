package dev.espalier.io.csv;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Printable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The meaning of the columns of an exit log.
 *
 * @param columns in the order of the file
 * @param exits in order of their first column
 * @param measure kind of value logged for every exit
 */
record LogHeader(List<Column> columns, List<String> exits, Measure measure) {

  /** The kinds of values that a log may hold for an exit. */
  enum Measure {
    CONFIDENCE,
    ENTROPY,
    LOGITS;

    Role role() {
      return Role.valueOf(name());
    }
  }

  /** The possible contents of a column. */
  enum Role {
    SAMPLE,
    CONDITION,
    LABEL,
    CONFIDENCE,
    ENTROPY,
    LOGITS,
    CORRECT;

    private static final List<Role> OF_A_SAMPLE = List.of(SAMPLE, CONDITION, LABEL);
    private static final List<Role> OF_AN_EXIT = List.of(CONFIDENCE, ENTROPY, LOGITS, CORRECT);

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A column.
   *
   * @param exit index of the exit that it is of; -1 if it is of the sample
   */
  record Column(String name, Role role, int exit) {}

  private static final int MAX_QUOTED = 60;

  private static final String OLD_CORRECT = ".right";

  /**
   * Reads the names of the columns.
   *
   * @throws InvalidFieldException if they are not those of an exit log; its field is the index of
   *     the column to blame, or empty
   */
  static LogHeader of(List<String> names) {
    List<Column> columns = new ArrayList<>();
    Map<String, Integer> exits = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(current(name))) {
        throw wrong(columns.size(), "the column is there twice; expected it once");
      }
      columns.add(column(name, columns.size(), exits));
    }
    if (exits.isEmpty()) {
      throw new InvalidFieldException(
          "",
          "expected columns EXIT.confidence and EXIT.correct, or others of exits, but found "
              + shown(columns));
    }
    LogHeader header = new LogHeader(columns, List.copyOf(exits.keySet()), measure(columns));
    header.checkComplete();
    return header;
  }

  /**
   * The current name of a column: the suffix {@code .correct} replaces {@code .right} of older
   * logs.
   */
  private static String current(String name) {
    return name.endsWith(OLD_CORRECT)
        ? name.substring(0, name.length() - OLD_CORRECT.length()) + "." + Role.CORRECT.label()
        : name;
  }

  /**
   * Reads the name of a column.
   *
   * @param exits the exits of the columns before, with their indices; a new one is added
   */
  private static Column column(String name, int index, Map<String, Integer> exits) {
    for (Role role : Role.OF_A_SAMPLE) {
      if (name.equals(role.label())) {
        return new Column(name, role, -1);
      }
    }
    for (Role role : Role.OF_AN_EXIT) {
      String current = current(name);
      if (current.endsWith("." + role.label())) {
        String exit = current.substring(0, current.length() - role.label().length() - 1);
        try {
          Checks.name("exit", "name", exit);
        } catch (InvalidFieldException e) {
          throw wrong(index, e.getMessage());
        }
        exits.putIfAbsent(exit, exits.size());
        return new Column(name, role, exits.get(exit));
      }
    }
    throw wrong(
        index,
        "expected sample, condition, label or EXIT.confidence, EXIT.entropy, EXIT.correct or"
            + " EXIT.logits but found \""
            + Printable.shortened(name, MAX_QUOTED)
            + "\"");
  }

  /** The kind of value logged for every exit: all columns must agree on it. */
  private static Measure measure(List<Column> columns) {
    Measure measure = null;
    for (int i = 0; i < columns.size(); i++) {
      for (Measure candidate : Measure.values()) {
        if (columns.get(i).role() == candidate.role()) {
          if (measure != null && measure != candidate) {
            throw wrong(
                i,
                "expected %s of every exit, as in the columns before, but found %s"
                    .formatted(measure.role().label(), candidate.role().label()));
          }
          measure = candidate;
        }
      }
    }
    if (measure == null) {
      throw new InvalidFieldException(
          "",
          "expected columns EXIT.confidence, EXIT.entropy or EXIT.logits, separated by commas, but"
              + " found "
              + shown(columns));
    }
    return measure;
  }

  private static String shown(List<Column> columns) {
    return CsvText.shown(columns.stream().map(Column::name).collect(Collectors.joining(",")));
  }

  private void checkComplete() {
    boolean hasLogits = measure == Measure.LOGITS;
    for (int i = 0; i < columns.size(); i++) {
      Role role = columns.get(i).role();
      if (hasLogits && role == Role.CORRECT) {
        throw wrong(
            i, "expected no such column: logits and label determine which exits are correct");
      }
      if (!hasLogits && role == Role.LABEL) {
        throw wrong(i, "expected such a column beside logits only");
      }
    }
    if (hasLogits && indexOf(Role.LABEL, -1) < 0) {
      throw new InvalidFieldException("", "column label is missing; logits need it");
    }
    BitSet measured = exitsWith(measure.role());
    BitSet judged = exitsWith(Role.CORRECT);
    for (int e = 0; e < exits.size(); e++) {
      if (!measured.get(e)) {
        throw missing(measure.role(), e);
      }
      if (!hasLogits && !judged.get(e)) {
        throw missing(Role.CORRECT, e);
      }
    }
  }

  private BitSet exitsWith(Role role) {
    BitSet found = new BitSet();
    columns.stream().filter(column -> column.role() == role).forEach(c -> found.set(c.exit()));
    return found;
  }

  private InvalidFieldException missing(Role role, int exit) {
    int other = 0;
    while (columns.get(other).exit() != exit) {
      other++;
    }
    return wrong(
        other, "column \"%s.%s\" is missing beside it".formatted(exits.get(exit), role.label()));
  }

  /** Index of a column, -1 if it is not there. */
  int indexOf(Role role, int exit) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).role() == role && columns.get(i).exit() == exit) {
        return i;
      }
    }
    return -1;
  }

  private static InvalidFieldException wrong(int column, String message) {
    return new InvalidFieldException(String.valueOf(column), message);
  }
}
