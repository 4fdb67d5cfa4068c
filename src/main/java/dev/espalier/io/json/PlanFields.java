package dev.espalier.io.json;

import dev.espalier.device.Device;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checks the fields of a plan file other than its slices. The numbers are recomputed and not used;
 * yet a field that is unknown, of a wrong type or out of range indicates a corrupt file.
 */
final class PlanFields {
  private static final String NAME = "name";
  private static final String MEMORY = "memoryMiB";
  private static final String ENERGY = "energyJ";

  /** The plans beside the one of the file; of these the first one may be missing. */
  private static final List<String> PLANS = List.of("bestSingleDevice", "simplest", "best");

  private PlanFields() {}

  /** Checks the types and ranges of all fields but slices and options. */
  static void check(JsonValue root) {
    root.allowing(
        "format",
        "espalier",
        "model",
        "catalog",
        "timeSources",
        "solver",
        "objective",
        "seed",
        "solverOptions",
        "orders",
        "options",
        "condition",
        "demand",
        "exitData",
        "accuracy",
        "assumptions",
        "slices",
        "partition",
        "deploymentMatrix",
        "value",
        "unit",
        "values",
        "latencyMs",
        "expectedLatencyMs",
        "worstCaseLatencyMs",
        "energyJ",
        "periodMs",
        "exits",
        "devices",
        "transfers",
        "alternatives",
        "explanation",
        "risk",
        "lowerBound",
        "lowerBoundMs",
        "gap",
        "optimal",
        "fitness",
        "interrupted",
        "statistics");
    List.of("espalier", "model", "catalog", "solver", "condition").forEach(root::optionalName);
    nonNegative(
        root,
        "value",
        "latencyMs",
        "expectedLatencyMs",
        "worstCaseLatencyMs",
        "periodMs",
        "lowerBound",
        "lowerBoundMs");
    nonNegativeOrNull(root, "energyJ");
    root.optionalText("unit");
    root.optional("accuracy").ifPresent(PlanFields::checkFraction);
    nonNegativeOrNull(root, "gap", "fitness");
    root.optional("seed").ifPresent(JsonValue::wholeNumber);
    root.optional("optimal").ifPresent(JsonValue::flag);
    root.optional("interrupted").ifPresent(JsonValue::flag);
    each(root, "exits", PlanFields::checkExit);
    each(root, "devices", PlanFields::checkDevice);
    each(root, "transfers", PlanFields::checkTransfer);
    each(root, "orders", PlanFields::checkOrder);
    each(root, "assumptions", JsonValue::text);
    each(root, "deploymentMatrix", row -> row.items().forEach(PlanFields::checkBit));
    root.optional("alternatives").ifPresent(PlanFields::checkAlternatives);
    each(root, "explanation", PlanFields::checkEffect);
    root.optional("risk").ifPresent(PlanFields::checkRisk);
    root.optional("values").ifPresent(JsonValue::object);
    root.optional("timeSources")
        .ifPresent(all -> all.object().values().forEach(PlanFields::checkSources));
    root.optional("demand").ifPresent(PlanFields::checkDemand);
    root.optional("exitData").ifPresent(PlanFields::checkExitData);
    root.optional("solverOptions").ifPresent(PlanFields::checkSolverOptions);
    root.optional("statistics").ifPresent(PlanFields::checkStatistics);
  }

  private static void checkSources(JsonValue sources) {
    sources.allowing("measured", "predicted", "assumed");
    nonNegative(sources, "measured", "predicted", "assumed");
  }

  private static void checkSolverOptions(JsonValue options) {
    List<String> known = List.of("device", "local", "remote", "goal", "remoteLoad", "gap");
    options.allowing(known.toArray(String[]::new));
    known.forEach(options::optionalText);
  }

  private static void checkOrder(JsonValue order) {
    order.allowing("device", "local", "remote", "value", "latencyMs");
    List.of("device", "local", "remote").forEach(order::optionalText);
    nonNegativeOrNull(order, "value", "latencyMs");
  }

  /** The changes are a device's or a link's, and no part of the plan. */
  private static void checkEffect(JsonValue effect) {
    effect.allowing(
        "change",
        "subject",
        "text",
        "planned",
        "impossible",
        "proven",
        "value",
        "lowerBound",
        "minEffect",
        "maxEffect",
        "slices",
        "reason");
    List.of("change", "subject", "text", "reason").forEach(effect::optionalText);
    List.of("planned", "impossible", "proven")
        .forEach(flag -> effect.optional(flag).ifPresent(JsonValue::flag));
    nonNegative(effect, "value", "lowerBound");
    effect.optionalNumber("minEffect");
    effect.optionalNumber("maxEffect");
  }

  private static void checkRisk(JsonValue risk) {
    String[] values = {"value", "mean", "p50", "p95", "cvar95", "max"};
    String[] counts = {"samples", "distinctSamples"};
    risk.allowing(
            Stream.of(Stream.of("measure"), Stream.of(counts), Stream.of(values))
                .flatMap(names -> names)
                .toArray(String[]::new))
        .optionalText("measure");
    nonNegative(risk, values);
    nonNegative(risk, counts);
  }

  private static void checkDemand(JsonValue demand) {
    demand.allowing("minAccuracy", "maxLatencyMs");
    demand.optional("minAccuracy").ifPresent(PlanFields::checkFraction);
    nonNegative(demand, "maxLatencyMs");
  }

  private static void checkExitData(JsonValue data) {
    data.allowing(
        "file",
        "criterion",
        "fallback",
        "thresholds",
        "samples",
        "choices",
        "planned",
        "unmeasured",
        "complete");
    List.of("file", "criterion", "fallback", "thresholds").forEach(data::optionalText);
    nonNegative(data, "samples", "choices", "planned", "unmeasured");
    data.optional("complete").ifPresent(JsonValue::flag);
  }

  private static void checkBit(JsonValue bit) {
    if (bit.wholeNumber() != (bit.wholeNumber() & 1)) {
      throw bit.expected("0 or 1");
    }
  }

  private static void checkFraction(JsonValue fraction) {
    if (!(fraction.nonNegativeNumber() >= 0 && fraction.nonNegativeNumber() <= 1)) {
      throw fraction.expected("a number from 0 to 1");
    }
  }

  private static void checkExit(JsonValue exit) {
    exit.allowing(NAME, "deployed", "threshold", "probability", "accuracy", "latencyMs", "dropped")
        .optionalName(NAME);
    exit.optional("deployed").ifPresent(JsonValue::flag);
    exit.optionalText("dropped");
    nonNegative(exit, "probability");
    nonNegativeOrNull(exit, "threshold");
    exit.optional("accuracy").filter(value -> !value.isNull()).ifPresent(PlanFields::checkFraction);
    if (exit.optional("deployed").map(JsonValue::flag).orElse(true)) {
      nonNegative(exit, "latencyMs");
    } else {
      nonNegativeOrNull(exit, "latencyMs");
    }
  }

  private static void checkDevice(JsonValue device) {
    String[] times = {"busyMs", "receiveMs", "computeMs", "sendMs", "expectedComputeMs"};
    device
        .allowing(
            Stream.concat(Stream.of(NAME, MEMORY, ENERGY, "limits"), Stream.of(times))
                .toArray(String[]::new))
        .optionalName(NAME);
    nonNegative(device, MEMORY);
    nonNegative(device, times);
    nonNegativeOrNull(device, ENERGY);
    device
        .optional("limits")
        .ifPresent(limits -> nonNegativeOrNull(limits.allowing(MEMORY, ENERGY), MEMORY, ENERGY));
  }

  private static void checkTransfer(JsonValue transfer) {
    transfer.allowing(
        "kind",
        "from",
        "to",
        "boundary",
        "exit",
        "tensors",
        "bytes",
        "ms",
        "probability",
        "expectedMs");
    List.of("kind", "exit").forEach(transfer::optionalText);
    nonNegative(transfer, "boundary", "bytes", "ms", "expectedMs");
    transfer.optional("probability").ifPresent(PlanFields::checkFraction);
    each(
        transfer,
        "tensors",
        tensor -> {
          tensor.allowing(NAME, "bytes").optionalName(NAME);
          nonNegative(tensor, "bytes");
        });
  }

  private static void checkAlternatives(JsonValue beside) {
    beside.allowing(
        "tolerance",
        "bestSingleDeviceProven",
        "simplestProven",
        "bestProven",
        PLANS.get(0),
        PLANS.get(1),
        PLANS.get(2));
    nonNegative(beside, "tolerance");
    beside.optional("bestSingleDeviceProven").ifPresent(JsonValue::flag);
    beside.optional("simplestProven").ifPresent(JsonValue::flag);
    beside.optional("bestProven").ifPresent(JsonValue::flag);
  }

  private static void checkOtherPlan(JsonValue beside, String name, List<String> devices) {
    beside
        .optional(name)
        .filter(plan -> !plan.isNull() || !name.equals(PLANS.get(0)))
        .ifPresent(
            plan -> {
              nonNegative(plan.allowing("value", "slices"), "value");
              each(plan, "slices", slice -> checkOtherSlice(slice, devices));
            });
  }

  private static void checkOtherSlice(JsonValue slice, List<String> devices) {
    slice.allowing("device", "from", "to");
    checkKnown(slice, "device", devices);
    for (String field : List.of("from", "to")) {
      slice
          .optional(field)
          .filter(value -> value.wholeNumber() != (value.wholeNumber() & Integer.MAX_VALUE))
          .ifPresent(
              value -> {
                throw value.expected("a position");
              });
    }
  }

  private static void checkStatistics(JsonValue statistics) {
    statistics.allowing("evaluations", "generations", "elapsedMs");
    nonNegative(statistics, "evaluations", "generations", "elapsedMs");
  }

  /** Checks that the exits and devices which the file lists exist. */
  static void checkNames(JsonValue root, PlanningProblem problem) {
    List<String> exits = problem.linearization().net().exits().stream().map(Exit::name).toList();
    List<String> devices = problem.catalog().devices().stream().map(Device::name).toList();
    each(root, "exits", exit -> checkKnown(exit, NAME, exits));
    each(root, "devices", device -> checkKnown(device, NAME, devices));
    each(root, "transfers", transfer -> checkKnown(transfer, "from", devices));
    each(root, "transfers", transfer -> checkKnown(transfer, "to", devices));
    each(root, "transfers", transfer -> checkKnown(transfer, "exit", exits));
    root.optional("alternatives")
        .ifPresent(beside -> PLANS.forEach(plan -> checkOtherPlan(beside, plan, devices)));
  }

  private static void checkKnown(JsonValue object, String field, List<String> known) {
    object
        .optional(field)
        .filter(name -> !known.contains(name.text()))
        .ifPresent(
            name -> {
              throw name.expected("one of " + String.join(", ", known));
            });
  }

  private static void each(JsonValue object, String list, Consumer<JsonValue> check) {
    object.optional(list).ifPresent(items -> items.items().forEach(check));
  }

  private static void nonNegative(JsonValue object, String... fields) {
    for (String field : fields) {
      object.optional(field).ifPresent(JsonValue::nonNegativeNumber);
    }
  }

  private static void nonNegativeOrNull(JsonValue object, String... fields) {
    for (String field : fields) {
      object
          .optional(field)
          .filter(value -> !value.isNull())
          .ifPresent(JsonValue::nonNegativeNumber);
    }
  }
}
