package dev.espalier.report;

import java.util.List;
import java.util.Locale;

/**
 * A column of a table. People see one column where programs may read several values, such as a use
 * beside its limit.
 *
 * @param title heading for people
 * @param unit the unit of its numbers, empty if they have none or it stands elsewhere
 * @param align alignment of its cells
 * @param isShown whether people see it
 * @param keys names of its values for programs; none if only people see it
 */
public record Column(String title, String unit, Align align, boolean isShown, List<String> keys) {

  /** Alignment of cells. */
  public enum Align {
    /** Words: they begin at the same place. */
    LEFT,

    /** Numbers: they end at the same place. */
    RIGHT
  }

  public Column {
    keys = List.copyOf(keys);
  }

  /** A column of words. */
  public static Column words(String title, String... keys) {
    return new Column(title, "", Align.LEFT, true, List.of(keys));
  }

  /**
   * Name of a value for programs, which ends with its unit: {@code energyJ}, {@code bandwidthMbps}.
   *
   * @param name its name; blanks and hyphens separate words, and a colon what it is the value of
   * @param unit its unit, empty if it has none
   */
  public static String key(String name, String unit) {
    int colon = name.indexOf(':');
    if (colon >= 0) { // what follows is a name that a user chose
      return key(name.substring(0, colon), unit) + name.substring(colon);
    }
    boolean isNamed = name.toLowerCase(Locale.ROOT).endsWith(unit.toLowerCase(Locale.ROOT));
    StringBuilder key = new StringBuilder();
    for (String word : (isNamed ? name : name + " " + unit).strip().split("[ -]+")) {
      key.append(
          key.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return key.toString();
  }

  /** A column of numbers. */
  public static Column numbers(String title, String... keys) {
    return new Column(title, "", Align.RIGHT, true, List.of(keys));
  }

  /** Values that only programs read. */
  public static Column hidden(String... keys) {
    return new Column("", "", Align.LEFT, false, List.of(keys));
  }

  /** This column with a unit. */
  public Column in(String newUnit) {
    return new Column(title, newUnit, align, isShown, keys);
  }

  /** This column, or where people need not see it only its values. */
  public Column shownIf(boolean isNeeded) {
    return new Column(title, unit, align, isNeeded, keys);
  }

  /** Title and unit. */
  public String heading() {
    return (title + " " + unit).strip();
  }
}
