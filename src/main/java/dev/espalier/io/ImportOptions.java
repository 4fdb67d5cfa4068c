package dev.espalier.io;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network is imported from a format that describes more than a network for planning, such as
 * ONNX: symbolic dimensions, exits, what is one layer. Immutable.
 */
public final class ImportOptions {
  /** What becomes one layer. */
  public enum Granularity {
    /** Each node of the graph that computes. */
    NODE,
    /** Nodes that are not worth cutting apart, together. */
    BLOCK
  }

  private static final ImportOptions DEFAULTS = builder().build();

  private final Map<String, Long> dims;
  private final List<String> finalExit;
  private final Map<String, Double> exitProbabilities;
  private final Granularity granularity;

  private ImportOptions(Builder builder) {
    dims = Map.copyOf(builder.dims);
    finalExit = List.copyOf(builder.finalExit);
    // In the order given, for messages.
    exitProbabilities = Collections.unmodifiableMap(new LinkedHashMap<>(builder.exitProbabilities));
    granularity = builder.granularity;
  }

  /** No dimensions, the last output as final exit, equal probabilities, each node a layer. */
  public static ImportOptions defaults() {
    return DEFAULTS;
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Extents of symbolic dimensions, by name. */
  public Map<String, Long> dims() {
    return dims;
  }

  /** The tensors of the final exit; empty for the last output listed. */
  public List<String> finalExit() {
    return finalExit;
  }

  /** Probabilities of exits by tensor, in the order given; other exits share the rest equally. */
  public Map<String, Double> exitProbabilities() {
    return exitProbabilities;
  }

  /** What becomes one layer. */
  public Granularity granularity() {
    return granularity;
  }

  /**
   * Demands that no option is set which changes what the layers are: only formats that describe a
   * graph of operators have use for those.
   *
   * @param source what the network is read from, for messages
   * @throws IllegalArgumentException if one is set
   */
  public void requireNetworkAsIs(String source) {
    String option =
        !dims.isEmpty()
            ? "dim"
            : !finalExit.isEmpty() ? "final" : granularity != Granularity.NODE ? "granularity" : "";
    if (!option.isEmpty()) {
      throw new InvalidFieldException(
          option,
          "--%s applies to ONNX files; the layers and exits of %s are those that it lists"
              .formatted(option, source));
    }
  }

  /** Builds options. */
  public static final class Builder {
    private final Map<String, Long> dims = new LinkedHashMap<>();
    private List<String> finalExit = List.of();
    private final Map<String, Double> exitProbabilities = new LinkedHashMap<>();
    private Granularity granularity = Granularity.NODE;

    private Builder() {}

    /**
     * Sets the extent of a symbolic dimension.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder dim(String name, long extent) {
      Checks.count(Checks.quoted("dimension", name), "extent", extent, 1);
      dims.put(name, extent);
      return this;
    }

    /** Sets the tensors of the final exit. */
    public Builder finalExit(Collection<String> tensors) {
      finalExit = List.copyOf(tensors);
      return this;
    }

    /**
     * Sets the probability that a sample leaves at an exit.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public Builder exitProbability(String tensor, double probability) {
      Checks.probability(Checks.quoted("exit", tensor), "probability", probability);
      exitProbabilities.put(tensor, probability);
      return this;
    }

    /** Sets what becomes one layer. */
    public Builder granularity(Granularity value) {
      granularity = value;
      return this;
    }

    /** The options. */
    public ImportOptions build() {
      return new ImportOptions(this);
    }
  }
}
