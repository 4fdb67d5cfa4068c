package dev.espalier.search.risk;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.HashSet;
import java.util.List;

/**
 * Samples of bandwidths, each of all sampled links at once. Immutable and thread-safe.
 *
 * @param columns what is sampled, each once: {@value #NETWORK}, the default bandwidth of the
 *     network, or {@code a:b}, the links between two devices in both directions
 * @param samples at least one
 */
public record BandwidthSamples(List<String> columns, List<Sample> samples) {
  /** The column of the network's default bandwidth; explicit links keep theirs. */
  public static final String NETWORK = "network";

  /**
   * One state of the links.
   *
   * @param weight how much it counts, above 0; weights need not sum to 1
   * @param mbps bandwidth of each column, Mbps
   */
  public record Sample(double weight, List<Double> mbps) {

    /**
     * @throws IllegalArgumentException if a number is not from 1e-30 to 1e30
     */
    public Sample {
      Checks.positive("sample", "weight", weight);
      mbps = List.copyOf(mbps);
      mbps.forEach(rate -> Checks.positive("sample", "bandwidthMbps", rate));
    }
  }

  /**
   * @throws IllegalArgumentException if there is no column or sample, a column is listed twice, or
   *     a sample does not have a bandwidth for each column
   */
  public BandwidthSamples {
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
    Checks.notEmpty("bandwidth samples", "columns", columns);
    Checks.notEmpty("bandwidth samples", "samples", samples);
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new InvalidFieldException(
          "columns", "bandwidth samples: each column must be listed once but are " + columns);
    }
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).mbps().size() != columns.size()) {
        throw new InvalidFieldException(
            "samples/" + i,
            "bandwidth samples: sample %d must have %d bandwidths but has %d"
                .formatted(i, columns.size(), samples.get(i).mbps().size()));
      }
    }
  }

  /** Whether the network's default bandwidth is sampled. */
  public boolean hasNetwork() {
    return columns.contains(NETWORK);
  }
}
