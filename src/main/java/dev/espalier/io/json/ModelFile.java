package dev.espalier.io.json;

import dev.espalier.io.InvalidFileException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import java.nio.file.Path;

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
      return net(path);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  private static BranchyNet net(Path path) {
    JsonValue root = JsonSource.read(path);
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
    return JsonText.of(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeStringProperty("name", net.name());
          json.writeObjectPropertyStart("input");
          json.writeStringProperty("name", net.input().name());
          json.writeNumberProperty("bytes", net.input().bytes());
          json.writeEndObject();
          json.writeArrayPropertyStart("layers");
          for (Layer layer : net.layers()) {
            json.writeStartObject();
            json.writeStringProperty("name", layer.name());
            json.writeStringProperty("op", layer.op());
            JsonText.strings(json, "inputs", layer.inputs());
            json.writeNumberProperty("flops", layer.flops());
            json.writeNumberProperty("weightBytes", layer.weightBytes());
            json.writeNumberProperty("outputBytes", layer.outputBytes());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("exits");
          for (Exit exit : net.exits()) {
            json.writeStartObject();
            json.writeStringProperty("name", exit.name());
            json.writeStringProperty("layer", exit.layer());
            json.writeNumberProperty("probability", exit.probability());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
