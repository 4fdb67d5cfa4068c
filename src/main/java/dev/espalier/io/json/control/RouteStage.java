package dev.espalier.io.json.control;

import dev.espalier.internal.Checks;

/**
 * A device on the way of the samples.
 *
 * @param device name of the device
 * @param address where the other agents reach it, {@code HOST:PORT}
 * @param firstSegment number of its first segment
 * @param endSegment number after its last one; equal to {@code firstSegment} where a source or sink
 *     runs none
 */
public record RouteStage(String device, String address, int firstSegment, int endSegment) {

  /**
   * @throws IllegalArgumentException if a name is blank or the numbers are not ordered
   */
  public RouteStage {
    Checks.name("stage", "device", device);
    Checks.name("stage", "address", address);
    Checks.count("stage", "firstSegment", firstSegment, 0);
    Checks.count("stage", "endSegment", endSegment, firstSegment);
  }

  /** Whether it runs a segment. */
  public boolean runs(int segment) {
    return firstSegment <= segment && segment < endSegment;
  }

  /** Whether it runs nothing and only passes on. */
  public boolean isEmpty() {
    return firstSegment == endSegment;
  }
}
