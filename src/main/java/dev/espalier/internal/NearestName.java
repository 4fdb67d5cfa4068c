package dev.espalier.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known names was meant by one that is not known. */
public final class NearestName {
  private NearestName() {}

  /**
   * The known name that the fewest insertions, deletions, replacements and swaps of characters lead
   * to, the case of letters aside; the first of several. Empty if none matches more than half of
   * the longer name.
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

  /** Optimal string alignment distance: that of Levenshtein, where a swap of neighbors is one. */
  private static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int step(int[][] edits, String a, String b, int i, int j) {
    boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(edits[i - 1][j - 1] + (isSame ? 0 : 1), 1 + edits[i - 1][j]);
    best = Math.min(best, 1 + edits[i][j - 1]);
    boolean isSwapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwapped ? Math.min(best, 1 + edits[i - 2][j - 2]) : best;
  }
}
