package dev.espalier.runtime.energy;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A meter that must be read again and again: on a thread of its own, and whenever its energy is
 * polled.
 */
abstract class SampledMeter implements EnergyMeter {
  private final String name;
  private final long periodMs;
  private ScheduledExecutorService thread;
  private double joules;

  SampledMeter(String name, long periodMs) {
    this.name = name;
    this.periodMs = periodMs;
  }

  /** Reads it for the first time, at the beginning of the energy that is measured. */
  abstract void begin();

  /** Reads it again and returns the energy since it was read before, J; NaN if that fails. */
  abstract double more();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final synchronized void start() {
    close();
    joules = 0;
    begin();
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "espalier-energy");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.scheduleAtFixedRate(this::read, periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  private synchronized void read() {
    if (thread != null) {
      joules += more();
    }
  }

  @Override
  public final synchronized double joules() {
    read();
    return joules;
  }

  @Override
  public final synchronized void close() {
    read();
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }
}
