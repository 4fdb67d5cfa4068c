package dev.espalier.model.build;

import dev.espalier.internal.Checks;

/**
 * The square window that a convolution or a pooling slides over its input, such as {@code
 * Window.of(3).stride(2).padding(1)}.
 *
 * @param kernel height and width, elements
 * @param stride step in both directions, elements
 * @param padding elements added at each of the four sides
 * @param roundUp whether a last window that only partly covers the input counts (ceiling mode)
 */
public record Window(int kernel, int stride, int padding, boolean roundUp) {

  /**
   * @throws IllegalArgumentException if kernel or stride is below 1 or the padding negative
   */
  public Window {
    Checks.count("window", "kernel", kernel, 1);
    Checks.count("window", "stride", stride, 1);
    Checks.count("window", "padding", padding, 0);
  }

  /** A window of kernel x kernel elements with stride 1 and no padding, rounding down. */
  public static Window of(int kernel) {
    return new Window(kernel, 1, 0, false);
  }

  /** This window with another stride. */
  public Window stride(int elements) {
    return new Window(kernel, elements, padding, roundUp);
  }

  /** This window with another padding at each side. */
  public Window padding(int elements) {
    return new Window(kernel, stride, elements, roundUp);
  }

  /** This window in ceiling mode. */
  public Window roundingUp() {
    return new Window(kernel, stride, padding, true);
  }

  boolean fits(int extent) {
    return kernel <= padded(extent);
  }

  long padded(int extent) {
    return extent + 2L * padding;
  }

  /**
   * Number of positions of the window along an axis of {@code extent} elements that it {@link
   * #fits}.
   */
  long positions(int extent) {
    long slack = padded(extent) - kernel;
    long steps = slack / stride;
    // A window that would begin in the padding after the input sees nothing.
    boolean seesMore = (steps + 1) * stride < (long) extent + padding;
    return roundUp && slack % stride > 0 && seesMore ? steps + 2 : steps + 1;
  }
}
