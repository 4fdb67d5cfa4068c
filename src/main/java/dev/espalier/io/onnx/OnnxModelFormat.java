package dev.espalier.io.onnx;

import dev.espalier.io.ImportOptions;
import dev.espalier.io.ImportedModel;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.ModelFormat;
import dev.espalier.io.ModelSource;
import dev.espalier.io.onnx.file.OnnxFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** ONNX files. */
public final class OnnxModelFormat implements ModelFormat {
  /** Tag of {@code ir_version}, which every writer puts first. */
  private static final byte FIRST_TAG = 8;

  /** The format, as {@link java.util.ServiceLoader} creates it. */
  public OnnxModelFormat() {}

  @Override
  public String name() {
    return "ONNX";
  }

  @Override
  public boolean recognizes(String name, byte[] beginning) {
    return name.toLowerCase(Locale.ROOT).endsWith(".onnx")
        || beginning.length > 1 && beginning[0] == FIRST_TAG && beginning[1] > 0;
  }

  @Override
  public ImportedModel read(ModelSource source, ImportOptions options) throws IOException {
    try {
      OnnxFile file =
          source.file().isPresent()
              ? OnnxFile.read(source.file().get())
              : OnnxFile.read(source.in(), source.name());
      OnnxNetwork network = OnnxImport.of(file, options);
      return new ImportedModel(
          network.net(),
          List.of(network.totals()),
          network.warnings(),
          network.notes(),
          network.assumedProbabilities(),
          ViewerNodes.of(network));
    } catch (NoClassDefFoundError e) {
      throw new InvalidFileException(
          "%s: reading ONNX needs the libraries tribuo-util-onnx and protobuf-java, which are not there"
              .formatted(source.name()));
    }
  }
}
