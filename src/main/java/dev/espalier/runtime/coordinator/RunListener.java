package dev.espalier.runtime.coordinator;

/** Receives how far a run has come. */
public interface RunListener {
  /** Receives nothing. */
  RunListener NONE =
      new RunListener() {
        @Override
        public void phase(String name) {}

        @Override
        public void progress(long done, long total) {}
      };

  /** Another phase begins, such as {@code deploying}. */
  void phase(String name);

  /**
   * Samples were answered or failed.
   *
   * @param done number of them; negative while samples only warm up
   * @param total number of samples
   */
  void progress(long done, long total);
}
