package dev.espalier.io.json;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ShapeCheck;
import dev.espalier.study.LineChart;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** Figures of a paper, and whether they have its shapes, as fields of a JSON document. */
final class FigureFields {
  private FigureFields() {}

  static void write(JsonGenerator json, ReproducedFigure figure) {
    LineChart chart = figure.chart();
    json.writeStartObject();
    json.writeStringProperty("id", figure.id());
    json.writeStringProperty("title", chart.title());
    json.writeStringProperty("x", chart.xAxis().title());
    json.writeStringProperty("y", chart.yTitle());
    if (!figure.heights().isEmpty()) {
      JsonText.strings(json, "heights", figure.heights());
    }
    json.writeArrayPropertyStart("lines");
    for (LineChart.Line line : chart.lines()) {
      json.writeStartObject();
      json.writeStringProperty("name", line.name());
      json.writeArrayPropertyStart("points");
      line.points().forEach(point -> write(json, point));
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LineChart.Point point) {
    json.writeStartObject();
    JsonText.number(json, "x", OptionalDouble.of(point.x()));
    JsonText.number(json, "y", OptionalDouble.of(point.y()));
    json.writeEndObject();
  }

  static void write(JsonGenerator json, List<ShapeCheck> checks) {
    json.writeArrayPropertyStart("checks");
    for (ShapeCheck check : checks) {
      json.writeStartObject();
      json.writeStringProperty("claim", check.claim());
      json.writeBooleanProperty("holds", check.holds());
      json.writeStringProperty("found", check.found());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
