package dev.espalier.search.na2023;

/** Partially mapped crossover (PMX) of two permutations; Goldberg and Lingle, 1985. */
final class PartiallyMapped {
  private PartiallyMapped() {}

  /**
   * A child: the donor's section [from, to), and the receiver everywhere else. Where the receiver's
   * value is in the section already, the value that the section displaced takes its place.
   *
   * @param receiver a permutation of 0 .. n-1
   * @param donor another one, as long
   */
  static int[] child(int[] receiver, int[] donor, int from, int to) {
    int[] child = receiver.clone();
    int[] place = new int[child.length];
    for (int i = 0; i < child.length; i++) {
      place[child[i]] = i;
    }
    for (int i = from; i < to; i++) {
      int displaced = child[i];
      int source = place[donor[i]];
      child[i] = donor[i];
      child[source] = displaced;
      place[displaced] = source;
      place[donor[i]] = i;
    }
    return child;
  }
}
