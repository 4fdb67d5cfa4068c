package dev.espalier.io.json.overlay;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.io.ImportedNode;
import dev.espalier.io.svg.SeriesColors;
import dev.espalier.model.Layer;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Plans as custom node data of Google AI Edge Model Explorer, which colors each node of the user's
 * own graph. A file holds one set of data: the device of each node, or its compute time.
 *
 * <p>A node is found by its id alone: the viewer joins what it finds under several keys of a node,
 * and the tensor of one node may be called as another node.
 *
 * <p>Source: google-ai-edge/model-explorer, {@code node_data_builder.py}, GraphNodeData.
 */
public final class OverlayFile {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  /** The viewer shows all digits. */
  private static final MathContext SHOWN = new MathContext(5);

  /** Colors of the minimum, the middle and the maximum time. */
  private static final List<String> HEAT = List.of("#fff5e6", "#f5a35c", "#a6300b");

  private final PlanSchedule schedule;
  private final Map<String, List<ImportedNode>> nodes;

  private OverlayFile(PlanSchedule schedule, Map<String, List<ImportedNode>> nodes) {
    this.schedule = schedule;
    this.nodes = nodes;
  }

  /**
   * The device of each node, in the colors of the slices; equal plans give equal text.
   *
   * @param nodes the nodes that layers stand for, by layer; a layer that has none is a node itself
   */
  public static String byDevice(PlanSchedule schedule, Map<String, List<ImportedNode>> nodes) {
    return new OverlayFile(schedule, nodes).devices();
  }

  /**
   * The compute time of each node on its device, ms, pale where it is short; equal plans give equal
   * text. The time of a layer that stands for several nodes is shared out by their operations, so
   * that the sum over the graph is what the plan computes, without the overheads of the slices.
   *
   * @param nodes the nodes that layers stand for, by layer; a layer that has none is a node itself
   */
  public static String byTime(PlanSchedule schedule, Map<String, List<ImportedNode>> nodes) {
    return new OverlayFile(schedule, nodes).times();
  }

  private String devices() {
    return file(
        json -> {
          json.writeStringProperty("name", "device");
          json.writeBooleanProperty("hideInAggregatedStatsTable", true);
          json.writeBooleanProperty("hideInChildrenStatsTable", true);
          json.writeBooleanProperty("showExpandedSummaryOnGroupNode", true);
          json.writeObjectPropertyStart("results");
          for (int k = 0; k < schedule.slices().size(); k++) {
            SliceStep slice = schedule.slices().get(k);
            for (int i = slice.from(); i < slice.to(); i++) {
              for (ImportedNode node : nodes(i)) {
                json.writeObjectPropertyStart(node.id());
                json.writeStringProperty("value", slice.device());
                json.writeStringProperty("bgColor", SeriesColors.ofPale(k));
                json.writeStringProperty("textColor", "#222222");
                json.writeEndObject();
              }
            }
          }
          json.writeEndObject();
        });
  }

  private String times() {
    return file(
        json -> {
          json.writeStringProperty("name", "compute time, ms");
          json.writeArrayPropertyStart("gradient");
          for (int stop = 0; stop < HEAT.size(); stop++) {
            json.writeStartObject();
            json.writeNumberProperty("stop", stop / (HEAT.size() - 1.0));
            json.writeStringProperty("bgColor", HEAT.get(stop));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeObjectPropertyStart("results");
          schedule.slices().forEach(slice -> times(json, slice));
          json.writeEndObject();
        });
  }

  private void times(JsonGenerator json, SliceStep slice) {
    PlanningProblem problem = schedule.plan().problem();
    Device device = problem.catalog().device(slice.device());
    for (int i = slice.from(); i < slice.to(); i++) {
      double ms = ComputeTime.ms(problem, device, i);
      List<ImportedNode> members = nodes(i);
      double all = members.stream().mapToDouble(ImportedNode::operations).sum();
      for (ImportedNode node : members) {
        double part = all > 0 ? node.operations() / all : 1.0 / members.size();
        json.writeObjectPropertyStart(node.id());
        json.writeNumberProperty("value", new BigDecimal(ms * part).round(SHOWN).doubleValue());
        json.writeEndObject();
      }
    }
  }

  private List<ImportedNode> nodes(int position) {
    Layer layer = schedule.plan().problem().linearization().layer(position);
    return nodes.getOrDefault(layer.name(), List.of(new ImportedNode(layer.name(), layer.flops())));
  }

  private static String file(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }
}
