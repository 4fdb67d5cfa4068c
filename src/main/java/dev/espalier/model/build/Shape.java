package dev.espalier.model.build;

import dev.espalier.internal.Checks;
import java.util.List;

/** Shape of a tensor of one sample, in float32 elements of 4 bytes: a grid or a flat vector. */
public sealed interface Shape {

  /**
   * A grid of channels x height x width elements.
   *
   * @throws IllegalArgumentException if an extent is below 1 or the tensor above 2^53 bytes
   */
  static Shape of(int channels, int height, int width) {
    return new Grid(channels, height, width);
  }

  /**
   * A flat vector of features.
   *
   * @throws IllegalArgumentException if {@code features} is below 1
   */
  static Shape flat(int features) {
    return new Flat(features);
  }

  /** Number of elements. */
  long elements();

  /** Its extents, without the batch axis. */
  List<Long> extents();

  /** Number of channels; in a flat vector each feature is one. */
  int channels();

  /** Size of the tensor, bytes: 4 per element. */
  default long bytes() {
    return elements() * Float.BYTES;
  }

  /**
   * Input and output of convolution and pooling.
   *
   * @param channels at least 1
   * @param height rows, at least 1
   * @param width columns, at least 1
   */
  record Grid(int channels, int height, int width) implements Shape {

    /**
     * @throws IllegalArgumentException if an extent is below 1 or the tensor above 2^53 bytes
     */
    public Grid {
      String subject = "shape %dx%dx%d".formatted(channels, height, width);
      Checks.count(subject, "channels", channels, 1);
      Checks.count(subject, "height", height, 1);
      Checks.count(subject, "width", width, 1);
      LayerCost.product(subject, "bytes", channels, height, width, Float.BYTES);
    }

    @Override
    public long elements() {
      return (long) channels * height * width;
    }

    @Override
    public List<Long> extents() {
      return List.of((long) channels, (long) height, (long) width);
    }

    /** Channels x height x width, such as {@code 3x32x32}. */
    @Override
    public String toString() {
      return channels + "x" + height + "x" + width;
    }
  }

  /**
   * Input and output of fully connected layers.
   *
   * @param features at least 1
   */
  record Flat(int features) implements Shape {

    /**
     * @throws IllegalArgumentException if {@code features} is below 1
     */
    public Flat {
      Checks.count("shape", "features", features, 1);
    }

    @Override
    public long elements() {
      return features;
    }

    @Override
    public int channels() {
      return features;
    }

    @Override
    public List<Long> extents() {
      return List.of((long) features);
    }

    /** The number of features, such as {@code 1024}. */
    @Override
    public String toString() {
      return Integer.toString(features);
    }
  }
}
