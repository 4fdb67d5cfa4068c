package dev.espalier.io.svg;

/**
 * A mark on an axis.
 *
 * @param share its place: 0 at the beginning of the axis, 1 at its end
 * @param label what stands beside it; blank if nothing
 */
public record Tick(double share, String label) {
  public boolean isLabeled() {
    return !label.isBlank();
  }
}
