package dev.espalier.report;

import java.util.List;

/**
 * An overview of a plan: positions in a row, lettered by the lane that they belong to, with marks
 * below some of them.
 *
 * @param length number of positions
 * @param lanes runs of neighboring positions, in order
 * @param marks positions of the marks, in order of their numbers
 */
public record Strip(int length, List<Lane> lanes, List<Integer> marks) implements Block {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "123456789abcdefghijklmnopqrstuvwxyz";

  public Strip {
    lanes = List.copyOf(lanes);
    marks = List.copyOf(marks);
  }

  /**
   * A run of neighboring positions.
   *
   * @param name what they belong to
   * @param from the first one
   * @param to the one after the last
   */
  public record Lane(String name, int from, int to) {}

  /** The letter of the lane at an index. */
  public static String letter(int lane) {
    return lane < LETTERS.length() ? LETTERS.substring(lane, lane + 1) : "#";
  }

  /** The sign of the mark at an index. */
  public static String sign(int mark) {
    return mark < DIGITS.length() ? DIGITS.substring(mark, mark + 1) : "*";
  }
}
