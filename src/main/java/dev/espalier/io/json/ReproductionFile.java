package dev.espalier.io.json;

import dev.espalier.internal.Version;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.na2023.Reproduction;
import dev.espalier.reproduction.pacheco2021.ReproducedShapes;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** Reproductions of a paper as {@code espalier-reproduction/1} documents. */
public final class ReproductionFile {
  private static final String FORMAT = "espalier-reproduction/1";

  private ReproductionFile() {}

  /**
   * A reproduction as text of a JSON document.
   *
   * @param paper name of the paper
   * @param runs seeds of each stochastic solver
   * @param seed the first of them
   */
  public static String write(Reproduction reproduction, String paper, int runs, long seed) {
    return JsonText.of(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeStringProperty("espalier", Version.current());
          json.writeStringProperty("paper", paper);
          json.writeNumberProperty("seed", seed);
          json.writeNumberProperty("runs", runs);
          json.writeBooleanProperty("complete", reproduction.isComplete());
          writeTables(json, "tables", reproduction.tables());
          writeTables(json, "figures", reproduction.figures());
          JsonText.strings(json, "remarks", reproduction.remarks());
        });
  }

  /**
   * A reproduction of figures as text of a JSON document.
   *
   * @param paper name of the papers
   */
  public static String write(ReproducedShapes reproduction, String paper) {
    return JsonText.of(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeStringProperty("espalier", Version.current());
          json.writeStringProperty("paper", paper);
          json.writeBooleanProperty("complete", reproduction.isComplete());
          json.writeArrayPropertyStart("figures");
          reproduction.figures().forEach(figure -> FigureFields.write(json, figure));
          json.writeEndArray();
          FigureFields.write(json, reproduction.checks());
          JsonText.strings(json, "assumptions", reproduction.assumptions());
          JsonText.strings(json, "remarks", reproduction.remarks());
        });
  }

  private static void writeTables(JsonGenerator json, String name, List<ReproducedTable> tables) {
    json.writeArrayPropertyStart(name);
    for (ReproducedTable table : tables) {
      json.writeStartObject();
      json.writeStringProperty("id", table.id());
      json.writeStringProperty("title", table.title());
      json.writeArrayPropertyStart("rows");
      table.rows().forEach(row -> writeRow(json, table.columns(), row));
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRow(JsonGenerator json, List<String> columns, ReproducedTable.Row row) {
    json.writeStartObject();
    json.writeNumberProperty("slices", row.slices());
    json.writeStringProperty("method", row.method());
    json.writeStringProperty("solver", row.solver());
    json.writeObjectPropertyStart("figures");
    for (int c = 0; c < columns.size(); c++) {
      json.writeObjectPropertyStart(columns.get(c));
      JsonText.number(json, "ours", OptionalDouble.of(row.ours().get(c)));
      JsonText.number(json, "published", OptionalDouble.of(row.published().get(c)));
      JsonText.number(json, "ratio", OptionalDouble.of(row.ratio(c)));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
