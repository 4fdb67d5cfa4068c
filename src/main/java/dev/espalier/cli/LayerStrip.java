package dev.espalier.cli;

import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import java.util.List;

/**
 * A plan at one look: a character for each layer, lettered and coloured by device, with the exits
 * numbered below the layers they leave from.
 */
final class LayerStrip {
  /** Backgrounds of the 256-colour palette on which black letters can be read. */
  private static final int[] BACKGROUNDS = {114, 117, 222, 217, 183, 152, 180, 150};

  private static final String ESCAPE = "\u001b[";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "123456789abcdefghijklmnopqrstuvwxyz";

  private final Plan plan;
  private final Terminal terminal;

  LayerStrip(Plan plan, Terminal terminal) {
    this.plan = plan;
    this.terminal = terminal;
  }

  /** The letter of the slice at an index. */
  static char letter(int slice) {
    return slice < LETTERS.length() ? LETTERS.charAt(slice) : '#';
  }

  /** The sign of the exit listed at an index. */
  static char sign(int exit) {
    return exit < DIGITS.length() ? DIGITS.charAt(exit) : '*';
  }

  /** The letter of a slice on the background of its device. */
  String key(int slice) {
    return coloured(slice, String.valueOf(letter(slice)));
  }

  private String coloured(int slice, String text) {
    int background = BACKGROUNDS[slice % BACKGROUNDS.length];
    return terminal.colours()
        ? ESCAPE + "30;48;5;" + background + "m" + text + ESCAPE + "0m"
        : text;
  }

  /** As many lines as the width needs, each with the position it begins at. */
  String text() {
    int length = plan.problem().linearization().length();
    int gutter = String.valueOf(length).length() + 1;
    int cells = terminal.width() - gutter - 1;
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < length; from += cells) {
      int to = Math.min(length, from + cells);
      text.append(("%" + (gutter - 1) + "d ").formatted(from));
      text.append(layers(from, to)).append('\n');
      String marks = " ".repeat(gutter) + exits(from, to);
      text.append(marks.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String layers(int from, int to) {
    StringBuilder line = new StringBuilder();
    List<Slice> slices = plan.slices();
    for (int k = 0; k < slices.size(); k++) {
      int first = Math.max(from, slices.get(k).from());
      int last = Math.min(to, slices.get(k).to());
      if (first < last) {
        line.append(coloured(k, String.valueOf(letter(k)).repeat(last - first)));
      }
    }
    return line.toString();
  }

  private String exits(int from, int to) {
    Linearization net = plan.problem().linearization();
    char[] marks = " ".repeat(to - from).toCharArray();
    for (int e = 0; e < net.net().exits().size(); e++) {
      int position = net.exitPosition(e);
      if (position >= from && position < to) {
        marks[position - from] = sign(e);
      }
    }
    return new String(marks);
  }
}
