package dev.espalier.io.json.overlay;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.io.svg.SeriesColors;
import dev.espalier.model.Layer;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Plans as custom node data of Google AI Edge Model Explorer, which colors each node of the user's
 * own graph by its device and shows its compute time, ms.
 *
 * <p>A node is found by its name and by its output tensors, whichever the viewer goes by; keys that
 * it lacks are ignored there. Of a layer that stands for several nodes, the one that produces its
 * output is found.
 *
 * <p>Source: google-ai-edge/model-explorer, {@code node_data_builder.py}, GraphNodeData.
 */
public final class OverlayFile {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private OverlayFile() {}

  /** The plan as text of a file with node data; equal plans give equal text. */
  public static String write(PlanSchedule schedule) {
    PlanningProblem problem = schedule.plan().problem();
    StringWriter text = new StringWriter();
    Set<String> written = new LinkedHashSet<>();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("results");
      json.writeStartObject();
      for (int k = 0; k < schedule.slices().size(); k++) {
        SliceStep slice = schedule.slices().get(k);
        Device device = problem.catalog().device(slice.device());
        for (int i = slice.from(); i < slice.to(); i++) {
          double ms = ComputeTime.ms(problem, device, i);
          for (String key : keys(problem.linearization().layer(i))) {
            if (written.add(key)) {
              node(json, key, ms, SeriesColors.ofPale(k));
            }
          }
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static Set<String> keys(Layer layer) {
    Set<String> keys = new LinkedHashSet<>(List.of(layer.name()));
    layer.outputs().stream().map(TensorSpec::name).forEach(keys::add);
    return keys;
  }

  private static void node(JsonGenerator json, String key, double ms, String color) {
    json.writeName(key);
    json.writeStartObject();
    json.writeName("value");
    json.writeNumber(ms);
    json.writeName("bgColor");
    json.writeString(color);
    json.writeName("textColor");
    json.writeString("#222222");
    json.writeEndObject();
  }
}
