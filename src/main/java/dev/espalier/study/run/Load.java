package dev.espalier.study.run;

import dev.espalier.internal.Checks;
import java.util.OptionalDouble;

/**
 * How samples are sent.
 *
 * @param inFlight maximum number of samples on their way at once (closed loop); ignored at a rate
 * @param ratePerSecond samples a second, whatever becomes of them (open loop); empty for a closed
 *     loop
 */
public record Load(int inFlight, OptionalDouble ratePerSecond) {

  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  public Load {
    Checks.count("run", "inFlight", inFlight, 1);
    ratePerSecond.ifPresent(rate -> Checks.positive("run", "rate", rate));
  }
}
