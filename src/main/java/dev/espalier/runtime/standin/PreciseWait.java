package dev.espalier.runtime.standin;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a point of time more precisely than a sleep, which Linux ends late by its timer slack
 * of 50 us and the time to wake up. The thread sleeps until that much before the time and spins for
 * the rest, some 20 to 50 us.
 */
public final class PreciseWait {
  /** How late a sleep usually ends, ns. */
  private static final long LATE_NS = 100_000;

  private PreciseWait() {}

  /**
   * Waits until {@link System#nanoTime} has come to a time. Returns at once if it has passed.
   *
   * @param timeNs the time, ns
   * @throws InterruptedException if the thread is interrupted, even if the time has passed
   */
  public static void until(long timeNs) throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long restNs = timeNs - System.nanoTime();
      if (restNs <= 0) {
        return;
      }
      if (restNs > LATE_NS) {
        LockSupport.parkNanos(restNs - LATE_NS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
