package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.sweep.Value;
import java.util.List;

/**
 * Distributions as a user writes them: {@code FROM:TO} for a uniform one, {@code FROM:TO:log} for a
 * log-uniform one, and a number for a constant.
 */
public final class DistributionText {
  private static final String EXPECTED =
      "expected FROM:TO, FROM:TO:log or a number, such as 1:100:log, but found \"%s\"";

  private DistributionText() {}

  /**
   * A parameter and its distribution.
   *
   * @param parameter name of the parameter, as it is written
   * @param distribution distribution of its values
   */
  public record Varied(String parameter, Distribution distribution) {}

  /**
   * The parameter and the distribution of a text; names may have equals signs, distributions have
   * none.
   *
   * @param text {@code PARAM=DISTRIBUTION}
   * @throws InvalidFieldException if it has another form, or a number is out of range
   */
  public static Varied varied(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new InvalidFieldException(
          "vary",
          "expected PARAM=FROM:TO, such as bandwidth=1:100, but found \"%s\"".formatted(text));
    }
    return new Varied(text.substring(0, equals).strip(), parse(text.substring(equals + 1)));
  }

  /**
   * The distribution of a text.
   *
   * @throws InvalidFieldException if it has another form, or a number is out of range
   */
  public static Distribution parse(String text) {
    String[] parts = text.strip().split(":", -1);
    return switch (parts.length) {
      case 1 -> new Distribution.Constant(number(parts[0], text));
      case 2 -> new Distribution.Uniform(number(parts[0], text), number(parts[1], text));
      case 3 -> logarithmic(parts, text);
      default -> throw wrong(text);
    };
  }

  private static Distribution logarithmic(String[] parts, String text) {
    if (!parts[2].strip().equals("log")) {
      throw wrong(text);
    }
    return new Distribution.LogUniform(number(parts[0], text), number(parts[1], text));
  }

  private static double number(String part, String text) {
    if (part.indexOf(',') >= 0) {
      throw wrong(text);
    }
    List<Value> values = NumberList.parse(part);
    return values.get(0).number();
  }

  private static InvalidFieldException wrong(String text) {
    return new InvalidFieldException("values", EXPECTED.formatted(text.strip()));
  }
}
