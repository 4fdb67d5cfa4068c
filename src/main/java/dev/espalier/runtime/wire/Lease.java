package dev.espalier.runtime.wire;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a buffer of a pool. Closing it returns the buffer; closing twice is allowed. */
@FunctionalInterface
public interface Lease extends AutoCloseable {
  /** Nothing has to be returned. */
  Lease NONE = () -> {};

  @Override
  void close();

  /** A lease that runs an action when it is closed, once. */
  static Lease of(Runnable action) {
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  /** A lease that closes this one and another one. */
  default Lease and(Lease other) {
    return () -> {
      close();
      other.close();
    };
  }
}
