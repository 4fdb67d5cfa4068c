package dev.espalier.io.json;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Networks as {@code espalier-model/1} files. */
public final class ModelFile {
  private static final String FORMAT = "espalier-model/1";

  private ModelFile() {}

  /**
   * Reads a network and checks that it can be linearized.
   *
   * @throws InvalidFileException if the file cannot be read or describes no valid network
   */
  public static BranchyNet read(Path path) {
    try {
      return network(JsonSource.read(path));
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  /**
   * Reads a network from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes no valid network
   */
  public static BranchyNet read(InputStream in, String name) throws IOException {
    return network(JsonSource.read(in, name));
  }

  /**
   * Reads a network from the text of a model file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it describes no valid network
   */
  public static BranchyNet parse(String text, String name) {
    return network(JsonSource.parse(text, name));
  }

  private static BranchyNet network(JsonValue root) {
    root.checkFormat(FORMAT);
    root.allowing("format", "name", "input", "layers", "exits");
    return root.make(
        () -> {
          BranchyNet net =
              new BranchyNet(
                  root.field("name").text(),
                  input(root.field("input")),
                  root.field("layers").items().stream().map(ModelFile::layer).toList(),
                  root.field("exits").items().stream().map(ModelFile::exit).toList());
          Linearization.of(net);
          return net;
        });
  }

  private static ModelInput input(JsonValue json) {
    json.allowing("name", "bytes");
    return json.make(
        () -> new ModelInput(json.field("name").text(), json.field("bytes").wholeNumber()));
  }

  private static Layer layer(JsonValue json) {
    json.allowing("name", "op", "inputs", "flops", "weightBytes", "outputBytes");
    return json.make(
        () ->
            new Layer(
                json.field("name").text(),
                json.field("op").text(),
                json.field("inputs").items().stream().map(JsonValue::text).toList(),
                json.field("flops").wholeNumber(),
                json.field("weightBytes").wholeNumber(),
                json.field("outputBytes").wholeNumber()));
  }

  private static Exit exit(JsonValue json) {
    json.allowing("name", "layer", "probability");
    return json.make(
        () ->
            new Exit(
                json.field("name").text(),
                json.field("layer").text(),
                json.field("probability").number()));
  }

  /** The network as text of a model file. */
  public static String write(BranchyNet net) {
    return JsonDocument.of(new Network(FORMAT, net.name(), net.input(), net.layers(), net.exits()));
  }

  /** The content of a model file; the fields are named as the components of the model. */
  private record Network(
      String format, String name, ModelInput input, List<Layer> layers, List<Exit> exits) {}
}
