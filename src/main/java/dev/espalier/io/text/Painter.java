package dev.espalier.io.text;

/** Colors text that belongs to a lane. */
@FunctionalInterface
public interface Painter {
  /** Leaves text as it is. */
  Painter NONE = (lane, text) -> text;

  /** The text on the background of a lane. */
  String paint(int lane, String text);
}
