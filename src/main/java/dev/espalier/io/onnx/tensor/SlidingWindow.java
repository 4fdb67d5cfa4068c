package dev.espalier.io.onnx.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The window that a convolution or a pooling slides over the spatial axes of its input.
 *
 * @param kernel extents of the window
 * @param strides steps
 * @param dilations distances between elements of the window
 * @param pads elements added before each axis, then behind each; ignored where {@code autoPad} says
 *     how to pad
 * @param autoPad {@code NOTSET}, {@code SAME_UPPER}, {@code SAME_LOWER} or {@code VALID}
 * @param roundsUp whether a last window that only partly covers the input counts
 */
public record SlidingWindow(
    List<Long> kernel,
    List<Long> strides,
    List<Long> dilations,
    List<Long> pads,
    String autoPad,
    boolean roundsUp) {
  private static final long MAX = 1L << 31;

  /**
   * @throws IllegalArgumentException if a list has not as many numbers as the kernel has axes, or a
   *     number is out of range
   */
  public SlidingWindow {
    check("kernel_shape", kernel, kernel.size(), 1);
    check("strides", strides, kernel.size(), 1);
    check("dilations", dilations, kernel.size(), 1);
    check("pads", pads, 2 * kernel.size(), 0);
    if (!List.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID").contains(autoPad)) {
      throw new IllegalArgumentException(
          ("attribute \"auto_pad\" must be NOTSET, SAME_UPPER, SAME_LOWER or VALID but is"
                  + " \"%s\"")
              .formatted(autoPad));
    }
  }

  private static void check(String attribute, List<Long> values, int size, long minimum) {
    if (values.size() != size || !values.stream().allMatch(x -> x >= minimum && x < MAX)) {
      throw new IllegalArgumentException(
          "attribute \"%s\" must have %d numbers of at least %d but is %s"
              .formatted(attribute, size, minimum, values));
    }
  }

  /**
   * Reads the attributes of a node.
   *
   * @param kernel extents of the window
   */
  public static SlidingWindow of(Attributes attributes, List<Long> kernel) {
    String autoPad = attributes.text("auto_pad", "NOTSET");
    return new SlidingWindow(
        kernel,
        orAll(attributes, "strides", kernel.size(), 1),
        orAll(attributes, "dilations", kernel.size(), 1),
        orAll(attributes, "pads", 2 * kernel.size(), 0),
        autoPad.isEmpty() ? "NOTSET" : autoPad,
        attributes.flag("ceil_mode", false));
  }

  private static List<Long> orAll(Attributes attributes, String name, int size, long otherwise) {
    return attributes.integers(name).orElse(Collections.nCopies(size, otherwise));
  }

  /**
   * Positions along each axis.
   *
   * @param extents of the input along the spatial axes
   * @throws IllegalArgumentException if there is not the same number of axes, or the window is
   *     larger than the padded input
   */
  public List<Long> positions(List<Long> extents) {
    if (extents.size() != kernel.size()) {
      throw new IllegalArgumentException(
          "the kernel %s must have as many axes as the input has behind its channels, %s"
              .formatted(Dimensions.text(kernel), Dimensions.text(extents)));
    }
    List<Long> positions = new ArrayList<>();
    for (int axis = 0; axis < kernel.size(); axis++) {
      positions.add(positions(axis, extents.get(axis)));
    }
    return positions;
  }

  private long positions(int axis, long extent) {
    long stride = strides.get(axis);
    if (autoPad.startsWith("SAME")) {
      return Dimensions.ceilDiv(extent, stride);
    }
    long before = isPadded() ? pads.get(axis) : 0;
    long padded = extent + before + (isPadded() ? pads.get(axis + kernel.size()) : 0);
    long slack = padded - span(axis);
    if (slack < 0 || extent == 0) {
      throw new IllegalArgumentException(
          "the window must fit into the padded input of %d elements but spans %d (axis %d, kernel %s)"
              .formatted(padded, span(axis), axis, Dimensions.text(kernel)));
    }
    long steps = slack / stride;
    // A window that would begin in the padding behind the input sees nothing.
    boolean seesMore = (steps + 1) * stride < extent + before;
    return roundsUp && slack % stride > 0 && seesMore ? steps + 2 : steps + 1;
  }

  private boolean isPadded() {
    return autoPad.equals("NOTSET");
  }

  /** Elements from the first to the last one that the window sees along an axis. */
  private long span(int axis) {
    return (kernel.get(axis) - 1) * dilations.get(axis) + 1;
  }

  /**
   * Extents of what a transposed convolution writes: those of an input over which this window would
   * take as many positions.
   *
   * @param extents of its input along the spatial axes
   * @param added elements added behind each axis
   */
  public List<Long> transposed(List<Long> extents, List<Long> added) {
    check("output_padding", added, kernel.size(), 0);
    if (extents.size() != kernel.size()) {
      positions(extents); // says so
    }
    List<Long> outputs = new ArrayList<>();
    for (int axis = 0; axis < kernel.size(); axis++) {
      outputs.add(transposed(axis, extents.get(axis), added.get(axis)));
    }
    return outputs;
  }

  private long transposed(int axis, long extent, long added) {
    long stride = strides.get(axis);
    if (autoPad.startsWith("SAME")) {
      return extent * stride;
    }
    long cropped = isPadded() ? pads.get(axis) + pads.get(axis + kernel.size()) : 0;
    long output = stride * (extent - 1) + added + span(axis) - cropped;
    if (output < 1) {
      throw new IllegalArgumentException(
          "the output must have at least 1 element along axis %d but would have %d"
              .formatted(axis, output));
    }
    return output;
  }
}
