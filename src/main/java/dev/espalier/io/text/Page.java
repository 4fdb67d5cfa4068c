package dev.espalier.io.text;

/**
 * What aligned text is written for.
 *
 * @param width characters of a line
 * @param colours whether escape sequences colour the text
 */
public record Page(int width, boolean colours) {
  private static final int USUAL_WIDTH = 80;

  /** A plain page of 80 columns, such as a file. */
  public static final Page PLAIN = new Page(USUAL_WIDTH, false);
}
