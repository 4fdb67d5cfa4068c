package dev.espalier.reproduction;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A number or a statement of a paper, beside what is found here.
 *
 * @param where place in the paper, such as {@code table 4, K = 3}
 * @param what the quantity, or the statement
 * @param published the published number, with its unit; empty where the statement says it all
 * @param ours the number found here, or the numbers that decide on the statement; empty if there
 *     are none
 * @param verdict whether it comes back
 */
public record Claim(String where, String what, String published, String ours, Verdict verdict) {

  /**
   * @throws IllegalArgumentException if place or quantity are blank
   */
  public Claim {
    Checks.name("claim", "where", where);
    Checks.name("claim", "what", what);
  }

  /**
   * A published number. It is the same if ours rounds to it.
   *
   * @param printed the number with the digits that the paper prints
   * @param unit its unit; empty if it has none
   * @param tolerance maximum deviation at which the number counts as reproduced, percent
   * @param because reason for a larger deviation, as a clause
   */
  public static Claim number(
      String where,
      String what,
      String printed,
      String unit,
      double ours,
      double tolerance,
      String because) {
    double published = Double.parseDouble(printed);
    double deviation = 100 * Math.abs(ours / published - 1);
    return compared(where, what, printed, unit, ours, verdict(deviation, "%", tolerance, because));
  }

  /**
   * A published percentage, which deviates by percentage points. It is the same if ours rounds to
   * it.
   *
   * @param printed the number with the digits that the paper prints
   * @param tolerance maximum deviation at which the number counts as reproduced, percentage points
   * @param because reason for a larger deviation, as a clause
   */
  public static Claim percentage(
      String where, String what, String printed, double ours, double tolerance, String because) {
    double deviation = Math.abs(ours - Double.parseDouble(printed));
    return compared(
        where, what, printed, "%", ours, verdict(deviation, "points", tolerance, because));
  }

  private static Verdict verdict(double deviation, String unit, double tolerance, String because) {
    return deviation <= tolerance
        ? new Verdict.Within(deviation, unit)
        : new Verdict.NotReproducible(because);
  }

  private static Claim compared(
      String where, String what, String printed, String unit, double ours, Verdict unlessSame) {
    if (!Double.isFinite(ours)) {
      throw new InvalidFieldException(
          "ours", "%s, %s: our value must be a number but is %s".formatted(where, what, ours));
    }
    BigDecimal published = new BigDecimal(printed);
    BigDecimal rounded = BigDecimal.valueOf(ours).setScale(published.scale(), RoundingMode.HALF_UP);
    return new Claim(
        where,
        what,
        (printed + " " + unit).strip(),
        (rounded.toPlainString() + " " + unit).strip(),
        rounded.compareTo(published) == 0 ? new Verdict.Same() : unlessSame);
  }

  /**
   * Published whole numbers, which are the same if all of them are.
   *
   * @param because reason why some are not, as a clause
   */
  public static Claim list(
      String where, String what, List<Integer> published, List<Integer> ours, String because) {
    return new Claim(
        where,
        what,
        text(published),
        text(ours),
        ours.equals(published) ? new Verdict.Same() : new Verdict.NotReproducible(because));
  }

  private static String text(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * A statement.
   *
   * @param holds whether it is true of our results
   * @param found the numbers that decide it
   * @param because reason why it does not hold, as a clause
   */
  public static Claim statement(
      String where, String what, boolean holds, String found, String because) {
    return new Claim(
        where, what, "", found, holds ? new Verdict.Same() : new Verdict.NotReproducible(because));
  }

  /**
   * A result that nothing here can be compared with.
   *
   * @param published the published number; empty where {@code what} says it all
   * @param because the reason, as a clause
   */
  public static Claim missing(String where, String what, String published, String because) {
    return new Claim(where, what, published, "", new Verdict.NotReproducible(because));
  }

  /** Whether the paper's result comes back, at least approximately. */
  public boolean isReproduced() {
    return !(verdict instanceof Verdict.NotReproducible);
  }
}
