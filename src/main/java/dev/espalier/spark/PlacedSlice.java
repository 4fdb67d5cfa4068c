package dev.espalier.spark;

import dev.espalier.plan.Slice;

/**
 * A slice on its device, as a part of a row of a Dataset: a bean, for {@code Encoders.bean}. Not
 * thread-safe.
 */
public class PlacedSlice {
  private String device;
  private int from;
  private int to;

  /** Without any value. */
  public PlacedSlice() {}

  static PlacedSlice of(Slice slice) {
    PlacedSlice placed = new PlacedSlice();
    placed.device = slice.device();
    placed.from = slice.from();
    placed.to = slice.to();
    return placed;
  }

  /** The name of the device. */
  public String getDevice() {
    return device;
  }

  /** Sets the name of the device. */
  public void setDevice(String device) {
    this.device = device;
  }

  /** The position of its first layer, 0-based. */
  public int getFrom() {
    return from;
  }

  /** Sets the position of its first layer, 0-based. */
  public void setFrom(int from) {
    this.from = from;
  }

  /** The position behind its last layer. */
  public int getTo() {
    return to;
  }

  /** Sets the position behind its last layer. */
  public void setTo(int to) {
    this.to = to;
  }
}
