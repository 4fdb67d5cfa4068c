package dev.espalier.report;

import java.util.List;

/**
 * A list of sentences.
 *
 * @param heading heading of the list
 * @param items the sentences
 */
public record Items(String heading, List<String> items) implements Block {

  public Items {
    items = List.copyOf(items);
  }
}
