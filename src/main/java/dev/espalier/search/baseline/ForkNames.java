package dev.espalier.search.baseline;

import java.util.List;
import java.util.stream.Stream;

/** Names of the planners that cut at a fork. */
final class ForkNames {
  /** The names in order; forks after the twelfth have none. */
  static final List<String> ALL =
      Stream.of(
              "first",
              "second",
              "third",
              "fourth",
              "fifth",
              "sixth",
              "seventh",
              "eighth",
              "ninth",
              "tenth",
              "eleventh",
              "twelfth")
          .map(ordinal -> ordinal + "-fork")
          .toList();

  private ForkNames() {}
}
