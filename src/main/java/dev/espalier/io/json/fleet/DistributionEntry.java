package dev.espalier.io.json.fleet;

import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.random.Choice;
import dev.espalier.study.random.Distribution;
import dev.espalier.study.random.Distribution.Constant;
import dev.espalier.study.random.Distribution.LogUniform;
import dev.espalier.study.random.Distribution.Lognormal;
import dev.espalier.study.random.Distribution.Normal;
import dev.espalier.study.random.Distribution.Uniform;
import java.util.List;
import java.util.Map;

/**
 * Distributions in documents: a number where it is always the same one, or an object whose only
 * field names the distribution.
 */
final class DistributionEntry {
  private static final String UNIFORM = "uniform";
  private static final String LOG_UNIFORM = "logUniform";
  private static final String NORMAL = "normal";
  private static final String LOGNORMAL = "lognormal";
  private static final String CHOICE = "choice";
  private static final String SAMPLES = "samples";

  private DistributionEntry() {}

  /** Reads a distribution. */
  static Distribution read(JsonValue json) {
    if (json.isNumber()) {
      return json.make(() -> new Constant(json.number()));
    }
    if (!json.isObject()) {
      throw json.expected(
          "a number or a distribution such as {\"uniform\": {\"from\": 1, \"to\": 5}}");
    }
    json.allowing(UNIFORM, LOG_UNIFORM, NORMAL, LOGNORMAL, CHOICE, SAMPLES);
    if (json.object().size() != 1) {
      throw json.invalid(
          "expected one distribution but found %d fields".formatted(json.object().size()));
    }
    Map.Entry<String, JsonValue> only = json.object().entrySet().iterator().next();
    JsonValue of = only.getValue();
    return of.make(() -> read(only.getKey(), of));
  }

  private static Distribution read(String kind, JsonValue of) {
    return switch (kind) {
      case UNIFORM -> new Uniform(number(of, "from", "from", "to"), number(of, "to", "from", "to"));
      case LOG_UNIFORM ->
          new LogUniform(number(of, "from", "from", "to"), number(of, "to", "from", "to"));
      case NORMAL ->
          new Normal(number(of, "mu", "mu", "sigma"), number(of, "sigma", "mu", "sigma"));
      case LOGNORMAL ->
          new Lognormal(
              number(of, "median", "median", "sigma"), number(of, "sigma", "median", "sigma"));
      case CHOICE -> new Choice(of.items().stream().map(DistributionEntry::weighted).toList());
      default ->
          new Choice(
              of.items().stream()
                  .map(item -> item.make(() -> new Choice.Weighted(item.number(), 1)))
                  .toList());
    };
  }

  private static double number(JsonValue of, String field, String... fields) {
    return of.allowing(fields).field(field).number();
  }

  private static Choice.Weighted weighted(JsonValue json) {
    json.allowing("value", "weight");
    return json.make(
        () -> new Choice.Weighted(json.field("value").number(), json.field("weight").number()));
  }

  /** A distribution as part of a document. */
  static Object document(Distribution distribution) {
    if (distribution instanceof Constant constant) {
      return constant.value();
    }
    if (distribution instanceof Uniform uniform) {
      return Map.of(UNIFORM, uniform);
    }
    if (distribution instanceof LogUniform uniform) {
      return Map.of(LOG_UNIFORM, uniform);
    }
    if (distribution instanceof Normal normal) {
      return Map.of(NORMAL, normal);
    }
    if (distribution instanceof Lognormal lognormal) {
      return Map.of(LOGNORMAL, lognormal);
    }
    List<Choice.Weighted> values = ((Choice) distribution).values();
    return values.stream().allMatch(each -> each.weight() == 1)
        ? Map.of(SAMPLES, values.stream().map(Choice.Weighted::value).toList())
        : Map.of(CHOICE, values);
  }
}
