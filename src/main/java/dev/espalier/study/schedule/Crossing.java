package dev.espalier.study.schedule;

import dev.espalier.model.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * A transfer between two devices that a plan needs.
 *
 * @param kind what is transferred
 * @param from name of the device that sends
 * @param to name of the device that receives, another one
 * @param boundary boundary that the tensors cross; 0 for the input, of an answer the one after its
 *     exit
 * @param exit name of the exit whose answer it is; empty for other transfers
 * @param tensors the tensors, in the order in which they are produced
 * @param bytes bytes that are sent; where the input is sent compressed, fewer than those of its
 *     tensors
 * @param ms time of the transfer with the latency of the link, ms
 * @param probability probability that a sample is transferred
 * @param sentMs when the transfer begins in the run of a sample that takes it, ms after its start
 */
public record Crossing(
    Kind kind,
    String from,
    String to,
    int boundary,
    Optional<String> exit,
    List<TensorSpec> tensors,
    long bytes,
    double ms,
    double probability,
    double sentMs) {

  /** What is transferred. */
  public enum Kind {
    /** The input of the network, from the source device to that of the first slice. */
    INPUT,

    /** The tensors that cross a cut, from one slice to the next. */
    CUT,

    /** The output of an exit, to the sink device. */
    ANSWER
  }

  /** Copies the list. */
  public Crossing {
    tensors = List.copyOf(tensors);
  }

  /** The link that it takes, such as {@code d1 -> d2}. */
  public String link() {
    return from + " -> " + to;
  }

  /** When the last byte has arrived, ms after the start of the sample. */
  public double arrivedMs() {
    return sentMs + ms;
  }

  /** Mean time over all samples, ms: what it adds to the expected latency. */
  public double expectedMs() {
    return probability * ms;
  }
}
