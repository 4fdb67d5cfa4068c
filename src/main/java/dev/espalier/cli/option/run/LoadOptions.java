package dev.espalier.cli.option.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.run.Load;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** How samples are sent through a plan. */
public final class LoadOptions {
  private static final int MAX_WINDOW = 1024;
  private static final double MAX_RATE = 1e6;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Number of samples on their way at once; the next one is sent when an answer comes"
              + " (default: ${DEFAULT-VALUE}, one after another).")
  private int inFlight;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "Send R samples a second, whatever becomes of them; their time counts from when they were"
              + " due.")
  private Double rate;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Number of samples that are sent before those that are measured, and of runs of each"
              + " segment before it is timed (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Maximum number of samples that are sent to a device and not passed on by it (default:"
              + " ${DEFAULT-VALUE}).")
  private int window;

  /**
   * Checks the options.
   *
   * @throws InvalidFieldException if a number is out of range or two options exclude each other
   */
  public void check() {
    if (inFlight < 1) {
      throw new InvalidFieldException("in-flight", "--in-flight must be >= 1 but is " + inFlight);
    }
    if (rate != null && !(rate > 0 && rate <= MAX_RATE)) {
      throw new InvalidFieldException(
          "rate", "--rate must be > 0 and at most 1000000 but is " + rate);
    }
    if (rate != null && inFlight > 1) {
      throw new InvalidFieldException(
          "rate", "--rate and --in-flight exclude each other; choose one of them");
    }
    if (warmUp < 0) {
      throw new InvalidFieldException("warm-up", "--warm-up must be >= 0 but is " + warmUp);
    }
    if (window < 1 || window > MAX_WINDOW) {
      throw new InvalidFieldException(
          "window", "--window must be from 1 to %d but is %d".formatted(MAX_WINDOW, window));
    }
  }

  /** How samples are sent. */
  public Load load() {
    return new Load(inFlight, rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
  }

  /** Number of samples and runs that warm up. */
  public int warmUps() {
    return warmUp;
  }

  /** Samples between two devices. */
  public int window() {
    return window;
  }
}
