package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The exit at the end of a segment.
 *
 * @param name its name
 * @param probability probability that a sample leaves here, as planned
 * @param outputs tensors of the segment that are the answer, at least one
 * @param scores what the answer is
 * @param rule when a sample leaves
 * @param latencyMs predicted latency of a sample that leaves here, ms; empty if the plan says none
 */
public record SegmentExit(
    String name,
    double probability,
    List<String> outputs,
    Scores scores,
    ExitRule rule,
    OptionalDouble latencyMs) {

  /** What the answer of an exit is. */
  public enum Scores {
    /** Probabilities of the classes: the exit's layer ends in a softmax. */
    PROBABILITIES("probabilities"),
    /** Anything else: a softmax is due before confidence or entropy can be computed. */
    LOGITS("logits");

    private final String label;

    Scores(String label) {
      this.label = label;
    }

    /** Name in files. */
    public String label() {
      return label;
    }

    /** What a layer with this operator returns; operators of a block are joined by +. */
    static Scores of(String op) {
      return op.equals("Softmax") || op.endsWith("+Softmax") ? PROBABILITIES : LOGITS;
    }
  }

  /**
   * @throws IllegalArgumentException if the name is blank, the probability is not from 0 to 1, no
   *     tensor is the answer, or the latency is negative
   */
  public SegmentExit {
    Checks.name("exit", "name", name);
    String subject = Checks.quoted("exit", name);
    Checks.probability(subject, "probability", probability);
    outputs = List.copyOf(outputs);
    if (outputs.isEmpty()) {
      throw new InvalidFieldException(
          "outputs", subject + ": outputs must name at least one tensor but are empty");
    }
    latencyMs.ifPresent(ms -> Checks.notNegative(subject, "latencyMs", ms));
  }

  /** This exit with what a plan says of it. */
  public SegmentExit with(ExitRule planned, OptionalDouble plannedLatencyMs) {
    return new SegmentExit(name, probability, outputs, scores, planned, plannedLatencyMs);
  }
}
