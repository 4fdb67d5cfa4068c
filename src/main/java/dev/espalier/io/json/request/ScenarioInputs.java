package dev.espalier.io.json.request;

import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;

/** What scenarios name. Thread-safe. */
public interface ScenarioInputs {
  /**
   * The network of a name, a file or {@code zoo:NAME}.
   *
   * @throws InvalidFileException if there is none, or it is wrong
   */
  BranchyNet model(String name);

  /**
   * The devices and links of a name, a file or {@code zoo:NAME}.
   *
   * @throws InvalidFileException if there are none, or they are wrong
   */
  ProfiledCatalog catalog(String name);
}
