package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The tensors that are sent from one slice to the next. A tensor that several later slices read is
 * sent once over each border up to the last of them; a device in between that does not use it
 * forwards it. These are the tensors that the planner charges the boundary for.
 *
 * @param boundary the boundary that the two slices share
 * @param from name of the device before it
 * @param to name of the device behind it
 * @param tensors names of the tensors that cross, inputs of the model first
 * @param bytes what is sent: the payload of the boundary
 * @param predictedMs predicted time, ms; empty where the links are not known
 */
public record Transfer(
    int boundary,
    String from,
    String to,
    List<String> tensors,
    long bytes,
    OptionalDouble predictedMs) {

  /**
   * @throws IllegalArgumentException if a name is blank, a number negative, or no tensor crosses
   */
  public Transfer {
    Checks.count("transfer", "boundary", boundary, 1);
    Checks.name("transfer", "from", from);
    Checks.name("transfer", "to", to);
    Checks.count("transfer", "bytes", bytes, 0);
    predictedMs.ifPresent(ms -> Checks.notNegative("transfer", "predictedMs", ms));
    tensors = List.copyOf(tensors);
    if (tensors.isEmpty()) {
      throw new InvalidFieldException(
          "tensors",
          "transfer at boundary %d: tensors must not be empty; expected at least one"
              .formatted(boundary));
    }
  }

  /** This transfer with the time it is predicted to take. */
  public Transfer withPredictedMs(double ms) {
    return new Transfer(boundary, from, to, tensors, bytes, OptionalDouble.of(ms));
  }
}
