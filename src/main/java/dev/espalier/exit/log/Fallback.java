package dev.espalier.exit.log;

import java.util.Arrays;
import java.util.Optional;

/**
 * The exit that decides on a sample that reaches no threshold. The sample runs to the final exit
 * either way.
 */
public enum Fallback {
  /** The final exit. */
  FINAL("final"),

  /** The most certain of all deployed exits, the final one included; the later one of equals. */
  MOST_CONFIDENT("most-confident");

  private final String label;

  Fallback(String label) {
    this.label = label;
  }

  /** Name on the command line. */
  public String label() {
    return label;
  }

  /** The fallback with a label, empty if there is none. */
  public static Optional<Fallback> labeled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}
