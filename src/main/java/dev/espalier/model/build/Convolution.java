package dev.espalier.model.build;

import dev.espalier.internal.Checks;

/**
 * The parameters of a convolution, such as {@code Convolution.of(64, Window.of(3)).withoutBias()}.
 *
 * @param channels number of filters, which is the number of output channels
 * @param window kernel, stride and padding
 * @param groups number of groups into which input and output channels are split; a filter reads the
 *     input channels of its own group only. Must divide both numbers
 * @param bias whether each filter adds a bias
 */
public record Convolution(int channels, Window window, int groups, boolean bias) {

  /**
   * @throws IllegalArgumentException if channels or groups is below 1 or groups does not divide
   *     channels
   */
  public Convolution {
    Checks.count("convolution", "channels", channels, 1);
    Checks.count("convolution", "groups", groups, 1);
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "convolution: groups must divide the %d output channels but is %d"
              .formatted(channels, groups));
    }
  }

  /** An ordinary convolution: one group, with bias. */
  public static Convolution of(int channels, Window window) {
    return new Convolution(channels, window, 1, true);
  }

  /** This convolution in groups. */
  public Convolution groups(int number) {
    return new Convolution(channels, window, number, bias);
  }

  /** This convolution without bias, as before a batch normalization. */
  public Convolution withoutBias() {
    return new Convolution(channels, window, groups, false);
  }
}
