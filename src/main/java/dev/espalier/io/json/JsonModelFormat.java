package dev.espalier.io.json;

import dev.espalier.io.ExitProbabilities;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.ImportedModel;
import dev.espalier.io.ModelFormat;
import dev.espalier.io.ModelSource;
import dev.espalier.model.BranchyNet;
import java.io.IOException;

/** The format {@code espalier-model/1}. */
public final class JsonModelFormat implements ModelFormat {
  /** The format, as {@link java.util.ServiceLoader} creates it. */
  public JsonModelFormat() {}

  @Override
  public String name() {
    return "espalier-model/2";
  }

  /** False: what no other format recognizes is read as JSON, and refused with its place. */
  @Override
  public boolean recognizes(String name, byte[] beginning) {
    return false;
  }

  @Override
  public boolean isFallback() {
    return true;
  }

  @Override
  public ImportedModel read(ModelSource source, ImportOptions options) throws IOException {
    options.requireNetworkAsIs(source.name());
    BranchyNet net = ModelFile.read(source.in(), source.name());
    return ImportedModel.of(ExitProbabilities.set(net, options.exitProbabilities()));
  }
}
