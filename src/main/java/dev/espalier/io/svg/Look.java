package dev.espalier.io.svg;

/** The style common to all charts; lengths are pixels. */
public final class Look {
  public static final int TEXT_SIZE = 12;
  public static final int AXIS_TITLE_SIZE = 13;
  public static final int TITLE_SIZE = 15;
  public static final int BAR_LABEL_SIZE = 10;

  public static final String TEXT_COLOR = "#222222";
  public static final String AXIS_COLOR = "#888888";
  public static final String GRID_COLOR = "#e4e4e4";

  /** From a text's baseline to the middle of its letters, as a share of their size. */
  public static final double MIDDLE = 0.36;

  private Look() {}
}
