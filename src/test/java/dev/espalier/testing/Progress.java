package dev.espalier.testing;

import dev.espalier.search.SearchListener;

/** A listener to progress alone. */
@FunctionalInterface
public interface Progress {

  /** As {@link SearchListener#progress}. */
  void report(long done, long total, double best);

  /** The listener that passes progress on. */
  static SearchListener to(Progress receiver) {
    return new SearchListener() {
      @Override
      public void progress(long done, long total, double best) {
        receiver.report(done, total, best);
      }
    };
  }
}
