package dev.espalier.spark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the tasks of a job share in the process of a worker: it is made once. Of several jobs, the
 * last ones are kept. Thread-safe.
 *
 * @param <T> what is shared
 */
final class Kept<T> {
  private static final int MAX_JOBS = 4;

  private final Map<String, T> byJob =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
          return size() > MAX_JOBS;
        }
      };

  /**
   * Makes what is shared.
   *
   * @param <T> what is shared
   */
  @FunctionalInterface
  interface Maker<T> {
    T make() throws IOException;
  }

  /**
   * What the tasks of a job share.
   *
   * @param job what distinguishes it from all other jobs
   */
  synchronized T get(String job, Maker<T> maker) throws IOException {
    T made = byJob.get(job);
    if (made == null) {
      made = maker.make();
      byJob.put(job, made);
    }
    return made;
  }
}
