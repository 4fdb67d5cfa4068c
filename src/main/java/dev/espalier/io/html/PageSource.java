package dev.espalier.io.html;

import java.util.Optional;

/**
 * What a page was made from.
 *
 * @param command the command line that makes the result; empty where none did
 * @param json the result as a JSON document, which the page carries; empty for none
 */
public record PageSource(Optional<String> command, Optional<String> json) {
  /** Says nothing. */
  public static final PageSource NONE = new PageSource(Optional.empty(), Optional.empty());
}
