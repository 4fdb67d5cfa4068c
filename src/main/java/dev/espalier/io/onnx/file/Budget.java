package dev.espalier.io.onnx.file;

import dev.espalier.io.InvalidFileException;

/**
 * Bounds the memory that a parsed model takes. A field of two bytes may become an object of a
 * hundred, so a small file can fill any memory; estimates are spent before anything is parsed.
 */
final class Budget {
  /** Estimated memory of a message and of a text or a run of bytes, their contents aside. */
  static final int OBJECT_BYTES = 112;

  /** Estimated memory of a number. */
  static final int NUMBER_BYTES = 16;

  /** A model takes at most this part of the memory that Java has; parsing takes as much again. */
  private static final int PART = 3;

  private static final long MAX_BYTES = 1L << 30;

  /** Real graphs have some ten thousand nodes, with some ten messages each. */
  private static final int MAX_MESSAGES = 4_000_000;

  private final String name;
  private final long limit = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / PART);
  private long left = limit;
  private int messages = MAX_MESSAGES;

  Budget(String name) {
    this.name = name;
  }

  void message() {
    if (--messages < 0) {
      throw new InvalidFileException(
          "%s: the graph is too large: more than %d messages".formatted(name, MAX_MESSAGES));
    }
    spend(OBJECT_BYTES);
  }

  void spend(long bytes) {
    left -= bytes;
    if (left < 0 || bytes < 0) {
      throw new InvalidFileException(
          ("%s: the graph is too large: without weights it takes more than %d MiB, a third of the"
                  + " memory that Java has; give it more with -Xmx, up to 3 GiB")
              .formatted(name, limit >> 20));
    }
  }
}
