package dev.espalier.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known names was meant by one that is not known. */
public final class NearestName {
  private NearestName() {}

  /**
   * The known name that the fewest insertions, deletions and replacements of characters lead to,
   * the case of letters aside; the first of several. Empty if none matches more than half of the
   * longer name.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
        .filter(best -> 2 * edits(name, best) < Math.max(name.length(), best.length()));
  }

  /**
   * The end of a message about a name that is not known: {@code ; did you mean "NAME"?}, or nothing
   * if no known name is near.
   */
  public static String hint(String name, Collection<String> known) {
    return of(name, known)
        .map(near -> "; did you mean \"%s\"?".formatted(Printable.line(near)))
        .orElse("");
  }

  /** Levenshtein distance, one row of the table at a time. */
  private static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], diagonal));
      }
    }
    return row[b.length()];
  }
}
