package dev.espalier.io.json.map;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A parameter and its range, as an object of a document. */
record ParameterEntry(
    String name,
    String kind,
    Optional<List<String>> link,
    Optional<String> exit,
    Optional<String> device,
    Optional<String> reference,
    Optional<String> input,
    String unit,
    double from,
    double to) {
  private static final String BANDWIDTH = "bandwidth";
  private static final String LATENCY = "link-latency";
  private static final String PROBABILITY = "probability";
  private static final String GAMMA = "gamma";
  private static final String INPUT_BYTES = "input-bytes";

  static ParameterEntry of(MapAxis axis) {
    Parameter parameter = axis.parameter();
    Optional<Ends> ends =
        parameter instanceof Bandwidth bandwidth
            ? bandwidth.ends()
            : parameter instanceof LinkLatency latency ? latency.ends() : Optional.empty();
    Optional<SpeedRatio> ratio =
        parameter instanceof SpeedRatio gamma ? Optional.of(gamma) : Optional.empty();
    return new ParameterEntry(
        parameter.name(),
        kind(parameter),
        ends.map(both -> List.of(both.a(), both.b())),
        parameter instanceof ExitProbability probability
            ? Optional.of(probability.exit())
            : Optional.empty(),
        ratio.map(SpeedRatio::device),
        ratio.map(SpeedRatio::reference),
        parameter instanceof InputBytes bytes ? Optional.of(bytes.input()) : Optional.empty(),
        parameter.unit(),
        axis.from(),
        axis.to());
  }

  private static String kind(Parameter parameter) {
    if (parameter instanceof Bandwidth) {
      return BANDWIDTH;
    }
    if (parameter instanceof LinkLatency) {
      return LATENCY;
    }
    if (parameter instanceof ExitProbability) {
      return PROBABILITY;
    }
    return parameter instanceof SpeedRatio ? GAMMA : INPUT_BYTES;
  }

  /** The axis that an object describes, both ends of which can be set. */
  static MapAxis read(JsonValue json, Setting base) {
    json.allowing(
        "name", "kind", "link", "exit", "device", "reference", "input", "unit", "from", "to");
    json.optionalText("name");
    json.optionalText("unit");
    JsonValue kind = json.field("kind");
    Parameter parameter =
        switch (kind.text()) {
          case BANDWIDTH -> new Bandwidth(json.optional("link").map(link -> ends(link, base)));
          case LATENCY -> new LinkLatency(json.optional("link").map(link -> ends(link, base)));
          case PROBABILITY -> new ExitProbability(exit(json.field("exit"), base));
          case GAMMA ->
              new SpeedRatio(
                  device(json.field("device"), base), device(json.field("reference"), base));
          case INPUT_BYTES -> new InputBytes(input(json.field("input"), base));
          default ->
              throw kind.noneOf(List.of(BANDWIDTH, LATENCY, PROBABILITY, GAMMA, INPUT_BYTES));
        };
    return json.make(
        () -> {
          MapAxis axis =
              new MapAxis(parameter, json.field("from").number(), json.field("to").number());
          check("from", parameter, axis.from(), base);
          check("to", parameter, axis.to(), base);
          return axis;
        });
  }

  private static void check(String field, Parameter parameter, double value, Setting base) {
    try {
      parameter.set(base, Value.of(BigDecimal.valueOf(value)));
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(field, e.getMessage());
    }
  }

  private static Ends ends(JsonValue json, Setting base) {
    List<JsonValue> both = json.items();
    if (both.size() != 2) {
      throw json.invalid("expected two devices but found " + both.size());
    }
    return new Ends(device(both.get(0), base), device(both.get(1), base));
  }

  private static String device(JsonValue json, Setting base) {
    if (base.catalog().indexOf(json.name("device")) < 0) {
      throw json.expected("a device of catalog \"%s\"".formatted(base.catalog().name()));
    }
    return json.text();
  }

  private static String exit(JsonValue json, Setting base) {
    if (base.model().exits().stream().noneMatch(exit -> exit.name().equals(json.text()))) {
      throw json.expected("an exit of model \"%s\"".formatted(base.model().name()));
    }
    return json.text();
  }

  private static String input(JsonValue json, Setting base) {
    if (base.model().inputs().stream().noneMatch(input -> input.name().equals(json.text()))) {
      throw json.expected("an input of model \"%s\"".formatted(base.model().name()));
    }
    return json.text();
  }
}
