package dev.espalier.runtime.coordinator;

/** Receives how far a run has come, and what is remarkable, from the thread that runs it. */
public interface RunListener {
  /** Receives nothing. */
  RunListener NONE = new RunListener() {};

  /** Another phase begins, such as {@code deploying}. */
  default void phase(String name) {}

  /**
   * Samples were answered or failed.
   *
   * @param done number of them; negative while samples only warm up
   * @param total number of samples
   */
  default void progress(long done, long total) {}

  /** Something is not as the plan has it, such as a device that cannot be imitated. */
  default void remark(String text) {}

  /** A device failed; the text says why, and what was done. */
  default void incident(String text) {}
}
