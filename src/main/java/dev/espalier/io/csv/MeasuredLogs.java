package dev.espalier.io.csv;

import dev.espalier.exit.log.LogitLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Exit logs that come with Espalier. */
public final class MeasuredLogs {
  private static final String B_LENET_MNIST = "b-lenet-mnist.log.csv";

  private MeasuredLogs() {}

  /**
   * The logits of {@code zoo:b-lenet} for the first 1,000 test pictures of MNIST (LeCun, Cortes,
   * Burges), by condition: {@code clean}; {@code blur-1} and {@code blur-2}, which are Gaussian
   * blur of 1 and 2 pixels; {@code noise-0.3} and {@code noise-0.6}, which are Gaussian noise added
   * to brightnesses of 0 to 1 and clipped to them.
   *
   * <p>The network was trained for Espalier on the 60,000 training pictures without distortion:
   * eight epochs of Adam from a rate of 0.0015, halved in each epoch from the fifth on, on half the
   * cross entropy of exit {@code exit1} and all of that of {@code final}.
   */
  public static Map<String, LogitLog> bLenetMnist() {
    try (InputStream log = MeasuredLogs.class.getResourceAsStream(B_LENET_MNIST)) {
      return ExitLogFile.readLogits(Path.of(B_LENET_MNIST), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
