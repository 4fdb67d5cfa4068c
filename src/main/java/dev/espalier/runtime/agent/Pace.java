package dev.espalier.runtime.agent;

import dev.espalier.runtime.SegmentEnd;
import dev.espalier.runtime.standin.PreciseWait;
import java.util.List;
import java.util.function.DoubleSupplier;

/** How long the segments of a stage take at least, as they do on the device that is imitated. */
final class Pace implements SegmentEnd {
  private static final double NS_PER_MS = 1e6;

  private final int firstSegment;
  private final List<Double> measuredMs;
  private final DoubleSupplier slowdown;
  private volatile List<Double> minimumMs = List.of();

  /**
   * @param firstSegment number of the first segment
   * @param measuredMs time of each segment on this machine, ms
   * @param slowdown how many times as long they take now as they did at the start
   */
  Pace(int firstSegment, List<Double> measuredMs, DoubleSupplier slowdown) {
    this.firstSegment = firstSegment;
    this.measuredMs = List.copyOf(measuredMs);
    this.slowdown = slowdown;
  }

  /**
   * Sets the minimum times.
   *
   * @param ms one for each segment, ms; 0 for as fast as it goes
   */
  void atLeast(List<Double> ms) {
    minimumMs = List.copyOf(ms);
  }

  @Override
  public long of(int segment, long begunNs) {
    try {
      PreciseWait.until(begunNs + Math.round(ms(segment - firstSegment) * NS_PER_MS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return System.nanoTime();
  }

  private double ms(int own) {
    double minimum = own < minimumMs.size() ? minimumMs.get(own) : 0;
    double factor = slowdown.getAsDouble();
    return factor == 1 ? minimum : factor * Math.max(minimum, measuredMs.get(own));
  }
}
