package dev.espalier.io;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A format from outside: {@code chain:} and the names of layers that read one another. */
public final class ChainFormat implements ModelFormat {
  private static final String MAGIC = "chain:";

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public boolean recognizes(String name, byte[] beginning) {
    return new String(beginning, StandardCharsets.UTF_8).startsWith(MAGIC);
  }

  @Override
  public ImportedModel read(ModelSource source, ImportOptions options) throws IOException {
    String text = new String(source.in().readAllBytes(), StandardCharsets.UTF_8);
    List<Layer> layers = new ArrayList<>();
    String input = "input";
    for (String layer : text.substring(MAGIC.length()).strip().split(",")) {
      layers.add(new Layer(layer, "Any", List.of(input), 1, 1, 1));
      input = layer;
    }
    return ImportedModel.of(
        new BranchyNet(
            "chain", new ModelInput("input", 1), layers, List.of(new Exit("final", input, 1))));
  }
}
