package dev.espalier.reproduction;

import dev.espalier.internal.Checks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Whether a result of a paper comes back. */
public sealed interface Verdict {

  /** The verdict in words. */
  String text();

  /** The result comes back: to the last digit printed, or as the statement says. */
  record Same() implements Verdict {
    @Override
    public String text() {
      return "same";
    }
  }

  /**
   * The number comes back approximately.
   *
   * @param deviation from the published number
   * @param unit of the deviation: {@code %} of that number, or {@code points} from a percentage
   */
  record Within(double deviation, String unit) implements Verdict {
    private static final MathContext WITHOUT_ROUNDING = new MathContext(9);

    @Override
    public String text() {
      String rounded =
          new BigDecimal(deviation)
              .round(WITHOUT_ROUNDING)
              .setScale(deviation < 0.1 ? 3 : 1, RoundingMode.UP)
              .stripTrailingZeros()
              .toPlainString();
      return "within %s %s"
          .formatted(rounded, rounded.equals("1") && unit.equals("points") ? "point" : unit);
    }
  }

  /**
   * The result does not come back.
   *
   * @param because the reason, as a clause
   */
  record NotReproducible(String because) implements Verdict {

    /**
     * @throws IllegalArgumentException if the reason is blank
     */
    public NotReproducible {
      Checks.name("verdict", "because", because);
    }

    @Override
    public String text() {
      return "not reproducible because " + because;
    }
  }
}
