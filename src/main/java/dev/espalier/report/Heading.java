package dev.espalier.report;

/**
 * The heading of a section in a report of several sections.
 *
 * @param text the name
 * @param isFolded whether the section is shown only where a reader unfolds it; formats that cannot
 *     fold show it
 */
public record Heading(String text, boolean isFolded) implements Block {

  /** The heading of a section that is shown. */
  public Heading(String text) {
    this(text, false);
  }

  /** The heading of a section that is folded. */
  public static Heading folded(String text) {
    return new Heading(text, true);
  }
}
