package dev.espalier.segment;

import dev.espalier.internal.Checks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The model that was planned, and how its layers were read from it.
 *
 * @param name name of the network
 * @param stored the file of the whole model; it need not lie beside the manifest
 * @param granularity what a layer is: {@code node} or {@code block}
 * @param dimensions values given to symbolic dimensions
 * @param finalOutputs outputs that were chosen as the final exit; empty for the last one listed
 */
public record PlannedModel(
    String name,
    StoredFile stored,
    String granularity,
    Map<String, Long> dimensions,
    List<String> finalOutputs) {

  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public PlannedModel {
    Checks.name("model", "name", name);
    Checks.name("model", "granularity", granularity);
    dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    finalOutputs = List.copyOf(finalOutputs);
  }
}
