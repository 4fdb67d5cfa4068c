package dev.espalier.exit.log;

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
}
