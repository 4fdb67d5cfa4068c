package dev.espalier.io;

import dev.espalier.model.BranchyNet;
import java.util.List;

/**
 * A network that was read from a file, with remarks for whoever reads it.
 *
 * @param net the network
 * @param warnings what may make a plan inaccurate, one sentence each
 * @param notes what was assumed or left out, one sentence each
 */
public record ImportedModel(BranchyNet net, List<String> warnings, List<String> notes) {
  /** Copies the lists. */
  public ImportedModel {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** A network without remarks. */
  public static ImportedModel of(BranchyNet net) {
    return new ImportedModel(net, List.of(), List.of());
  }
}
