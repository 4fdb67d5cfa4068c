package dev.espalier.io;

import dev.espalier.model.BranchyNet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that was read from a file, with remarks for whoever reads it.
 *
 * @param net the network
 * @param totals what the whole network has, one sentence each
 * @param warnings what may make a plan inaccurate, one sentence each
 * @param notes what was assumed or left out, one sentence each
 * @param assumedProbabilities what was assumed of the probabilities of its exits; empty if they are
 *     given
 * @param nodes the nodes of the file that each layer stands for, by the name of the layer; empty if
 *     the format has layers alone
 */
public record ImportedModel(
    BranchyNet net,
    List<String> totals,
    List<String> warnings,
    List<String> notes,
    Optional<String> assumedProbabilities,
    Map<String, List<ImportedNode>> nodes) {
  /** Copies the lists. */
  public ImportedModel {
    totals = List.copyOf(totals);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    nodes = Map.copyOf(nodes);
  }

  /** This model with another network. */
  public ImportedModel withNet(BranchyNet other) {
    return new ImportedModel(other, totals, warnings, notes, assumedProbabilities, nodes);
  }

  /** A network without remarks. */
  public static ImportedModel of(BranchyNet net) {
    return new ImportedModel(net, List.of(), List.of(), List.of(), Optional.empty(), Map.of());
  }
}
