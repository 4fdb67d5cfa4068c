package dev.espalier.report;

import java.util.List;

/**
 * An overview of a plan over time: stretches in a row, lettered by the lane that they belong to,
 * transfers between them, and marks below.
 *
 * @param unit unit of the times
 * @param stretches the stretches, in order, without gaps
 * @param marks times of the marks, in order of their numbers
 */
public record Strip(String unit, List<Stretch> stretches, List<Double> marks) implements Block {
  /** The lane of a transfer. */
  public static final int TRANSFER = -1;

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "123456789abcdefghijklmnopqrstuvwxyz";

  public Strip {
    stretches = List.copyOf(stretches);
    marks = List.copyOf(marks);
  }

  /**
   * A stretch of time.
   *
   * @param name what it belongs to
   * @param lane index of its lane, or {@link #TRANSFER}
   * @param from when it begins
   * @param to when it ends
   */
  public record Stretch(String name, int lane, double from, double to) {

    /** Its letter, or the sign of a transfer. */
    public String sign() {
      return lane == TRANSFER ? ">" : letter(lane);
    }
  }

  /** The name of a lane of this strip. */
  public String name(int lane) {
    return stretches.stream()
        .filter(stretch -> stretch.lane() == lane)
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** When the last stretch ends. */
  public double end() {
    return stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).to();
  }

  /** The letter of the lane at an index. */
  public static String letter(int lane) {
    return lane < LETTERS.length() ? LETTERS.substring(lane, lane + 1) : "#";
  }

  /** The sign of the mark at an index. */
  public static String sign(int mark) {
    return mark < DIGITS.length() ? DIGITS.substring(mark, mark + 1) : "*";
  }
}
