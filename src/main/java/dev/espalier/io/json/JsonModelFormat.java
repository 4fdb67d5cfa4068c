package dev.espalier.io.json;

import dev.espalier.io.ModelFormat;
import dev.espalier.model.BranchyNet;
import java.io.IOException;
import java.io.InputStream;

/** The format {@code espalier-model/1}. */
public final class JsonModelFormat implements ModelFormat {
  /** The format, as {@link java.util.ServiceLoader} creates it. */
  public JsonModelFormat() {}

  @Override
  public String name() {
    return "espalier-model/1";
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
  public BranchyNet read(InputStream in, String name) throws IOException {
    return ModelFile.read(in, name);
  }
}
