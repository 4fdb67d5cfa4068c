package dev.espalier.io.json;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.internal.Version;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Linearizations as {@code espalier-inspection/1} documents. */
public final class InspectionFile {
  private static final String FORMAT = "espalier-inspection/1";

  private InspectionFile() {}

  /** The linearization as text of a JSON document, with the time of each layer on each device. */
  public static String write(Linearization net, List<Device> devices) {
    return JsonText.of(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeStringProperty("espalier", Version.current());
          json.writeStringProperty("model", net.net().name());
          json.writeArrayPropertyStart("positions");
          for (int i = 0; i < net.length(); i++) {
            writePosition(json, net, i, devices);
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("exits");
          for (int e = 0; e < net.net().exits().size(); e++) {
            Exit exit = net.net().exits().get(e);
            json.writeStartObject();
            json.writeStringProperty("name", exit.name());
            json.writeStringProperty("layer", exit.layer());
            json.writeNumberProperty("position", net.exitPosition(e));
            json.writeNumberProperty("probability", exit.probability());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void writePosition(
      JsonGenerator json, Linearization net, int position, List<Device> devices) {
    Layer layer = net.layer(position);
    json.writeStartObject();
    json.writeNumberProperty("position", position);
    json.writeStringProperty("layer", layer.name());
    json.writeStringProperty("op", layer.op());
    JsonText.strings(json, "inputs", layer.inputs());
    json.writeNumberProperty("reach", net.reach(position));
    json.writeNumberProperty("payloadBytes", net.payloadBytes(position));
    json.writeNumberProperty("flops", layer.flops());
    json.writeNumberProperty("weightBytes", layer.weightBytes());
    json.writeNumberProperty("readBytes", net.readBytes(position));
    json.writeNumberProperty("outputBytes", layer.outputBytes());
    json.writeNumberProperty("liveBytes", net.liveBytes(position));
    if (!devices.isEmpty()) {
      json.writeObjectPropertyStart("timesMs");
      for (Device device : devices) {
        json.writeNumberProperty(device.name(), ComputeTime.ms(net, device, position));
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
