package dev.espalier.io.csv;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Printable;
import java.util.Arrays;

/**
 * The row of an exit log that is being read; each overwrites the one before. The field of every
 * {@link InvalidFieldException} is the index of the column.
 */
final class SampleRow {
  private static final int MAX_QUOTED = 40;
  private static final double MAX_ENTROPY = 1e30;
  private static final int FIRST_CLASSES = 16;

  private final LogHeader header;
  private final double[] values;
  private final boolean[] correct;
  private final double[][] logits;
  private String condition = "";
  private char[] conditionText = {};
  private int label;

  /** Number of classes, 0 until the first logits are read. */
  private int classes;

  private double[] buffer = new double[FIRST_CLASSES];

  SampleRow(LogHeader header) {
    this.header = header;
    int exits = header.exits().size();
    values = new double[exits];
    correct = new boolean[exits];
    logits = new double[exits][];
  }

  /** Certainty of each exit. */
  double[] values() {
    return values;
  }

  /** Whether each exit is correct. */
  boolean[] correct() {
    return correct;
  }

  /** Logits of each exit. */
  double[][] logits() {
    return logits;
  }

  /** The true class. */
  int label() {
    return label;
  }

  /** Number of classes that the logits are of. */
  int classes() {
    return classes;
  }

  /** The condition, blank if the log has none; the same object while it does not change. */
  String condition() {
    return condition;
  }

  /** Takes a field in, which is {@code text} from {@code from} to before {@code to}. */
  void set(int index, char[] text, int from, int to) {
    LogHeader.Column column = header.columns().get(index);
    switch (column.role()) {
      case SAMPLE -> {}
      case CONDITION -> setCondition(index, text, from, to);
      case LABEL -> label = label(index, text, from, to);
      case CONFIDENCE -> {
        double value = NumberText.parse(text, from, to);
        if (!(value >= 0 && value <= 1)) {
          throw expected("a number from 0 to 1", index, text, from, to);
        }
        values[column.exit()] = value;
      }
      case ENTROPY -> {
        double value = NumberText.parse(text, from, to);
        if (!(value >= 0 && value <= MAX_ENTROPY)) {
          throw expected("a number from 0 to 1e30", index, text, from, to);
        }
        values[column.exit()] = value;
      }
      case CORRECT -> correct[column.exit()] = flag(index, text, from, to);
      case LOGITS -> setLogits(column.exit(), index, text, from, to);
    }
  }

  private void setCondition(int index, char[] text, int from, int to) {
    if (to > from && Arrays.equals(text, from, to, conditionText, 0, conditionText.length)) {
      return;
    }
    String name = new String(text, from, to - from);
    try {
      condition = Checks.name("condition", "name", name);
      conditionText = name.toCharArray();
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(String.valueOf(index), e.getMessage());
    }
  }

  private static int label(int index, char[] text, int from, int to) {
    double value = NumberText.parse(text, from, to);
    if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      throw expected("the index of a class (a whole number from 0)", index, text, from, to);
    }
    return (int) value;
  }

  private static boolean flag(int index, char[] text, int from, int to) {
    if (to - from == 1 && (text[from] == '0' || text[from] == '1')) {
      return text[from] == '1';
    }
    String flag = new String(text, from, to - from);
    if (flag.equalsIgnoreCase("true") || flag.equalsIgnoreCase("false")) {
      return flag.equalsIgnoreCase("true");
    }
    throw expected("0, 1, false or true", index, text, from, to);
  }

  private void setLogits(int exit, int index, char[] text, int from, int to) {
    int count = 0;
    for (int start = from; start < to; start++) {
      if (text[start] == ' ') {
        continue;
      }
      int end = start;
      while (end < to && text[end] != ' ') {
        end++;
      }
      if (count == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * count);
      }
      buffer[count] = NumberText.parse(text, start, end);
      if (Double.isNaN(buffer[count])) {
        throw expected("numbers separated by blanks", index, text, start, end);
      }
      count++;
      start = end;
    }
    if (classes == 0) {
      classes = count;
    }
    if (count != classes || count < 2) {
      throw new InvalidFieldException(
          String.valueOf(index),
          count < 2
              ? "expected logits of at least two classes, separated by blanks, but found " + count
              : "expected %d logits, as before, but found %d".formatted(classes, count));
    }
    if (logits[exit] == null) {
      logits[exit] = new double[classes];
    }
    System.arraycopy(buffer, 0, logits[exit], 0, classes);
  }

  private static InvalidFieldException expected(
      String what, int index, char[] text, int from, int to) {
    return new InvalidFieldException(
        String.valueOf(index),
        "expected %s but found \"%s\""
            .formatted(what, Printable.shortened(new String(text, from, to - from), MAX_QUOTED)));
  }
}
