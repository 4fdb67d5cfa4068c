package dev.espalier.io.json;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.io.json.tree.TensorEntry;
import dev.espalier.model.Block;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks as {@code espalier-model/2} files. Version 1, in which a network has one input and a
 * layer one output of its name, is still read.
 */
public final class ModelFile {
  private static final String VERSION_1 = "espalier-model/1";
  private static final String VERSION_2 = "espalier-model/2";

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

  /**
   * Reads a network that is part of another document of this module.
   *
   * @throws InvalidFileException if it is no valid network
   */
  @SuppressWarnings("exports")
  public static BranchyNet network(JsonValue root) {
    boolean first = root.checkFormat(VERSION_1, VERSION_2).equals(VERSION_1);
    root.allowing("format", "name", first ? "input" : "inputs", "layers", "exits");
    return root.make(
        () -> {
          BranchyNet net =
              new BranchyNet(
                  root.field("name").text(),
                  first
                      ? List.of(onlyInput(root.field("input")))
                      : root.field("inputs").items().stream().map(ModelFile::input).toList(),
                  root.field("layers").items().stream()
                      .map(first ? ModelFile::singleOutputLayer : ModelFile::layer)
                      .toList(),
                  root.field("exits").items().stream().map(json -> exit(json, first)).toList());
          Linearization.of(net);
          return net;
        });
  }

  private static ModelInput onlyInput(JsonValue json) {
    json.allowing("name", "bytes");
    return json.make(
        () -> new ModelInput(json.field("name").text(), json.field("bytes").wholeNumber()));
  }

  private static Layer singleOutputLayer(JsonValue json) {
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

  private static ModelInput input(JsonValue json) {
    TensorSpec tensor = TensorEntry.read(json, "sentBytes");
    return json.make(
        () ->
            new ModelInput(
                tensor,
                json.optional("sentBytes").map(JsonValue::wholeNumber).orElse(tensor.bytes())));
  }

  private static Layer layer(JsonValue json) {
    json.allowing("name", "op", "inputs", "flops", "weightBytes", "outputs", "block");
    return json.make(
        () ->
            new Layer(
                json.field("name").text(),
                json.field("op").text(),
                json.field("inputs").items().stream().map(JsonValue::text).toList(),
                json.field("flops").wholeNumber(),
                json.field("weightBytes").wholeNumber(),
                json.field("outputs").items().stream()
                    .map(output -> TensorEntry.read(output))
                    .toList(),
                json.optional("block").map(ModelFile::block)));
  }

  private static Block block(JsonValue json) {
    json.allowing("layers", "movedBytes", "heldBytes");
    return json.make(
        () ->
            new Block(
                json.field("layers").smallNumber(),
                json.field("movedBytes").wholeNumber(),
                json.field("heldBytes").wholeNumber()));
  }

  private static Exit exit(JsonValue json, boolean first) {
    if (first) {
      json.allowing("name", "layer", "probability");
    } else {
      json.allowing("name", "layer", "probability", "outputs");
    }
    return json.make(
        () ->
            new Exit(
                json.field("name").text(),
                json.field("layer").text(),
                json.field("probability").number(),
                json.optional("outputs")
                    .map(names -> names.items().stream().map(JsonValue::text).toList())
                    .orElse(List.of())));
  }

  /** The network as text of a model file, in the latest version. */
  public static String write(BranchyNet net) {
    return JsonDocument.of(document(net));
  }

  /** The network as part of another document: an object whose fields are those of a model file. */
  public static Object document(BranchyNet net) {
    return new Network(
        VERSION_2,
        net.name(),
        net.inputs().stream().map(ModelFile::input).toList(),
        net.layers().stream().map(Node::of).toList(),
        net.exits().stream().map(Leave::of).toList());
  }

  /** The content of a model file; the fields are named as the components of the model. */
  private record Network(
      String format, String name, List<Object> inputs, List<Node> layers, List<Leave> exits) {}

  private static Object input(ModelInput input) {
    TensorEntry tensor = TensorEntry.of(input.tensor());
    return input.sentBytes() == input.bytes()
        ? tensor
        : JsonDocument.Fields.of(tensor, Map.of("sentBytes", input.sentBytes()));
  }

  private record Node(
      String name,
      String op,
      List<String> inputs,
      long flops,
      long weightBytes,
      List<TensorEntry> outputs,
      Optional<Block> block) {
    static Node of(Layer layer) {
      return new Node(
          layer.name(),
          layer.op(),
          layer.inputs(),
          layer.flops(),
          layer.weightBytes(),
          layer.outputs().stream().map(TensorEntry::of).toList(),
          layer.block());
    }
  }

  private record Leave(
      String name, String layer, double probability, Optional<List<String>> outputs) {
    static Leave of(Exit exit) {
      return new Leave(
          exit.name(),
          exit.layer(),
          exit.probability(),
          Optional.of(exit.outputs()).filter(outputs -> !outputs.isEmpty()));
    }
  }
}
