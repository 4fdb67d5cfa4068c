package dev.espalier.io.svg;

/** The style common to all charts; lengths are pixels. */
public final class Look {
  public static final int TEXT_SIZE = 12;
  public static final int AXIS_TITLE_SIZE = 13;
  public static final int TITLE_SIZE = 15;
  public static final int BAR_LABEL_SIZE = 10;

  /** Colors on light ground; {@link Palette} has all of them and their dark counterparts. */
  public static final String TEXT_COLOR = Palette.TEXT.light();

  public static final String AXIS_COLOR = Palette.AXIS.light();
  public static final String GRID_COLOR = Palette.GRID.light();

  /** From a text's baseline to the middle of its letters, as a fraction of their size. */
  public static final double MIDDLE = 0.36;

  private Look() {}
}
