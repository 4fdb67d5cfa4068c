package dev.espalier.io.text;

/**
 * The page that aligned text is laid out for.
 *
 * @param width characters of a line
 * @param colors whether escape sequences color the text
 */
public record Page(int width, boolean colors) {
  private static final int USUAL_WIDTH = 80;

  /** A plain page of 80 columns, such as a file. */
  public static final Page PLAIN = new Page(USUAL_WIDTH, false);
}
