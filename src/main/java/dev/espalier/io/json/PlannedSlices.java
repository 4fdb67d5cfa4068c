package dev.espalier.io.json;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.Fallback;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Slice;
import dev.espalier.segment.ExitRule;
import dev.espalier.segment.PlanRecord;
import dev.espalier.segment.PlanRecord.PlannedExit;
import dev.espalier.segment.Segmentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a plan file says of a model, without its devices.
 *
 * @param segmentation the slices, cut at the exits that are deployed
 * @param plan what the plan says of itself
 */
public record PlannedSlices(Segmentation segmentation, PlanRecord plan) {

  static PlannedSlices of(JsonValue root, BranchyNet given, String file) {
    Linearization line = root.make(() -> Linearization.of(net(root, given)));
    JsonValue slices = root.field("slices");
    List<Slice> planned =
        slices.items().stream().map(slice -> PlanDocument.slice(slice, line)).toList();
    Segmentation segmentation = root.make(() -> Segmentation.of(line, planned));
    return new PlannedSlices(segmentation, plan(root, file));
  }

  /** The network with the deployed exits, at the probabilities that the plan lists. */
  private static BranchyNet net(JsonValue root, BranchyNet given) {
    Map<String, Double> listed = new HashMap<>();
    for (JsonValue exit : exits(root)) {
      JsonValue name = exit.field("name");
      if (given.exits().stream().noneMatch(known -> known.name().equals(name.text()))) {
        throw name.expected("one of " + String.join(", ", names(given)));
      }
      exit.optionalNumber("probability").ifPresent(p -> listed.put(name.text(), p));
    }
    BranchyNet net = DecidedExits.apply(root, given);
    if (!listed.keySet().containsAll(names(net))) {
      return net;
    }
    return net.withExits(
        net.exits().stream().map(exit -> exit.withProbability(listed.get(exit.name()))).toList());
  }

  private static List<JsonValue> exits(JsonValue root) {
    return root.optional("exits").map(JsonValue::items).orElse(List.of());
  }

  private static List<String> names(BranchyNet net) {
    return net.exits().stream().map(Exit::name).toList();
  }

  private static PlanRecord plan(JsonValue root, String file) {
    Optional<Criterion> criterion =
        root.optional("exitData")
            .flatMap(data -> data.optionalText("criterion"))
            .flatMap(Criterion::labeled); // plans made from other measures say something else
    Map<String, PlannedExit> exits = new HashMap<>();
    for (JsonValue exit : exits(root)) {
      OptionalDouble threshold = number(exit, "threshold");
      ExitRule rule =
          threshold.isPresent()
              ? exit.make(() -> new ExitRule(criterion, threshold))
              : ExitRule.OPEN;
      exits.put(exit.field("name").text(), new PlannedExit(rule, number(exit, "latencyMs")));
    }
    Optional<JsonValue> options = root.optional("options");
    return new PlanRecord(
        Optional.of(file),
        root.optionalText("catalog"),
        root.optionalText("solver"),
        root.optionalText("objective"),
        options.flatMap(given -> given.optionalName("source")),
        options.flatMap(given -> given.optionalName("sink")),
        root.optional("exitData")
            .flatMap(data -> data.optionalText("fallback"))
            .flatMap(Fallback::labeled),
        root.optionalNumber("expectedLatencyMs"),
        root.optionalNumber("worstCaseLatencyMs"),
        exits);
  }

  private static OptionalDouble number(JsonValue json, String field) {
    return json.optional(field)
        .filter(value -> !value.isNull())
        .map(value -> OptionalDouble.of(value.number()))
        .orElse(OptionalDouble.empty());
  }
}
