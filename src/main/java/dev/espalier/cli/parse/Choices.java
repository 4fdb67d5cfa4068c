package dev.espalier.cli.parse;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import java.util.List;

/** Options whose value is one of a few words. */
public final class Choices {
  private Choices() {}

  /**
   * The words in a row, as in {@code a, b or c}.
   *
   * @param words at least one
   */
  public static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** The error of an option whose value is none of the words. */
  public static InvalidFieldException none(String option, String found, List<String> words) {
    return new InvalidFieldException(
        option, "--%s %s".formatted(option, message("must be", "is", found, words)));
  }

  /** The error of an option whose value is none of the words. */
  public static InvalidFieldException none(String option, String found, String... words) {
    return none(option, found, List.of(words));
  }

  static String message(String must, String is, String found, List<String> words) {
    return "%s %s but %s \"%s\"%s"
        .formatted(must, listed(words), is, found, NearestName.hint(found, words));
  }
}
