package dev.espalier.io.json.change;

import dev.espalier.internal.Version;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.change.World;
import dev.espalier.search.predict.LinkPredictors.Direction;
import dev.espalier.search.predict.RatePredictor.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The state of a process that follows changes as an {@code espalier-state/1} file: numbers at full
 * precision, so that decisions after a restart are those without one.
 */
public final class StateFile {
  private static final String FORMAT = "espalier-state/1";

  private final World initial;
  private final String problem;

  /**
   * States of a problem.
   *
   * @param initial the world before any change
   */
  public StateFile(World initial) {
    this.initial = initial;
    problem = ProblemDigest.of(initial);
  }

  /** The state as text of its file. */
  public String write(WatchState state) {
    return JsonDocument.line(
        new Head(
            FORMAT,
            Version.current(),
            problem,
            state.lines(),
            state.inputBytes(),
            state.lastId(),
            state.outputBytes(),
            state.atSeconds()),
        new Body(
            WorldEntry.of(initial, state.replanner().snapshot().world()),
            ReplannerEntry.of(state.replanner()),
            state.rates().entrySet().stream()
                .map(each -> new Rates(each.getKey().from(), each.getKey().to(), each.getValue()))
                .toList()));
  }

  private record Head(
      String format,
      String espalier,
      String problem,
      long lines,
      long inputBytes,
      OptionalLong id,
      long outputBytes,
      double at) {}

  private record Body(WorldEntry world, ReplannerEntry replanner, List<Rates> rates) {}

  private record Rates(String from, String to, List<Observation> observations) {}

  /**
   * Reads a state.
   *
   * @throws InvalidFileException if the file cannot be read, or is the state of another problem
   */
  public WatchState read(Path path) {
    JsonValue json = JsonSource.read(path);
    json.checkFormat(FORMAT);
    json.allowing(
        "format",
        "espalier",
        "problem",
        "lines",
        "inputBytes",
        "id",
        "outputBytes",
        "at",
        "world",
        "replanner",
        "rates");
    if (!json.field("problem").text().equals(problem)) {
      throw json.field("problem")
          .invalid(
              "this is the state of another problem; give the same model, catalog and options, or"
                  + " another file");
    }
    World world = WorldEntry.read(json.field("world"), initial);
    return new WatchState(
        count(json, "lines"),
        count(json, "inputBytes"),
        json.optional("id").isPresent() ? OptionalLong.of(count(json, "id")) : OptionalLong.empty(),
        count(json, "outputBytes"),
        json.field("at").nonNegativeNumber(),
        ReplannerEntry.read(json.field("replanner"), world),
        rates(json.field("rates")));
  }

  private static long count(JsonValue json, String field) {
    long count = json.field(field).wholeNumber();
    if (count < 0) {
      throw json.field(field).expected("a whole number >= 0");
    }
    return count;
  }

  private static Map<Direction, List<Observation>> rates(JsonValue json) {
    Map<Direction, List<Observation>> rates = new HashMap<>();
    for (JsonValue each : json.items()) {
      each.allowing("from", "to", "observations");
      List<Observation> observations = new ArrayList<>();
      for (JsonValue observed : each.field("observations").items()) {
        observed.allowing("atSeconds", "mbps");
        observations.add(
            new Observation(
                observed.field("atSeconds").nonNegativeNumber(),
                observed.field("mbps").nonNegativeNumber()));
      }
      rates.put(new Direction(each.field("from").text(), each.field("to").text()), observations);
    }
    return rates;
  }
}
