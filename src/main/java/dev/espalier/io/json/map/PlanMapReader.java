package dev.espalier.io.json.map;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.PlanParts.Options;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.MappedPlan;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.Region;
import dev.espalier.study.map.ValueTerms;
import dev.espalier.study.sweep.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads {@code espalier-map/1} documents for the problem that they were made for. What decides on
 * the plans is checked: names, options, and the values of all plans, which are computed anew.
 */
public final class PlanMapReader {
  /** Relative difference of two values of a plan that is due to rounding. */
  private static final double ROUNDING = 1e-6;

  private final JsonValue root;
  private final Setting base;
  private final BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems;
  private final PlanningProblem problem;

  private PlanMapReader(
      JsonValue root,
      Setting base,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    this.root = root;
    this.base = base;
    this.problems = problems;
    problem = problems.apply(base.net(), base.catalog());
  }

  /**
   * Reads a map.
   *
   * @param base the network and devices that it was made for
   * @param problems builds the problem of a network on devices
   * @throws InvalidFileException if it cannot be read, or is no map of this problem
   */
  public static PlanMap read(
      Path path, Setting base, BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    return new PlanMapReader(JsonSource.read(path), base, problems).map();
  }

  /**
   * Reads a map from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is no map of this problem
   */
  public static PlanMap read(
      InputStream in,
      String name,
      Setting base,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems)
      throws IOException {
    return new PlanMapReader(JsonSource.read(in, name), base, problems).map();
  }

  /**
   * Reads a map from the text of its file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it is no map of this problem
   */
  public static PlanMap parse(
      String text,
      String name,
      Setting base,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    return new PlanMapReader(JsonSource.parse(text, name), base, problems).map();
  }

  private PlanMap map() {
    root.checkFormat(PlanMapFile.FORMAT);
    root.allowing(
        "format",
        "espalier",
        "model",
        "catalog",
        "timeSources",
        "solver",
        "objective",
        "seed",
        "options",
        "exitData",
        "unit",
        "parameters",
        "searches",
        "complete",
        "proven",
        "plans",
        "regions");
    checkProblem();
    List<MapAxis> axes =
        root.field("parameters").items().stream()
            .map(json -> ParameterEntry.read(json, base))
            .toList();
    List<MappedPlan> plans = plans();
    List<Region> regions = regions(axes, plans);
    int searches = root.field("searches").smallNumber();
    boolean complete = root.field("complete").flag();
    PlanMap map =
        root.make(() -> PlanMap.of(base, axes, problems, plans, regions, searches, complete));
    checkValues(map);
    return map;
  }

  private void checkProblem() {
    checkText("model", problem.linearization().net().name());
    checkText("catalog", problem.catalog().name());
    checkText("objective", problem.objective().label());
    JsonValue expected = JsonSource.parse(JsonDocument.of(Options.of(problem)), "options");
    JsonValue options = root.field("options");
    options.allowing(expected.object().keySet().toArray(String[]::new));
    expected
        .object()
        .forEach(
            (name, value) -> {
              JsonValue found = options.field(name);
              if (!found.hasSameContent(value)) {
                throw found.invalid("the map was made with another value of this option");
              }
            });
  }

  private void checkText(String field, String expected) {
    JsonValue found = root.field(field);
    if (!found.text().equals(expected)) {
      throw found.expected("\"%s\", as the map must be of the same problem".formatted(expected));
    }
  }

  private List<MappedPlan> plans() {
    List<MappedPlan> plans = new ArrayList<>();
    for (JsonValue json : root.field("plans").items()) {
      json.allowing("number", "slices", "values");
      int number = json.field("number").smallNumber();
      if (number != plans.size() + 1) {
        throw json.field("number").expected(String.valueOf(plans.size() + 1));
      }
      List<Slice> slices = json.field("slices").items().stream().map(PlanMapReader::slice).toList();
      json.make(
          () -> {
            Plan.checkCover(problem, slices);
            return slices;
          });
      plans.add(new MappedPlan(number, slices));
    }
    return plans;
  }

  private static Slice slice(JsonValue json) {
    json.allowing("device", "from", "to");
    return json.make(
        () ->
            new Slice(
                json.field("device").name("device"),
                json.field("from").smallNumber(),
                json.field("to").smallNumber()));
  }

  private List<Region> regions(List<MapAxis> axes, List<MappedPlan> plans) {
    List<Region> regions = new ArrayList<>();
    for (JsonValue json : root.field("regions").items()) {
      json.allowing("plan", "reason", "proven", "gap", "from", "to", "corners");
      Optional<MappedPlan> plan = json.optional("plan").map(number -> plan(number, plans));
      List<MapPoint> corners =
          axes.size() == 1
              ? List.of(
                  MapPoint.of(within(json.field("from"), axes.get(0))),
                  MapPoint.of(within(json.field("to"), axes.get(0))))
              : json.field("corners").items().stream().map(corner -> point(corner, axes)).toList();
      checkAdjoining(json, regions, axes, corners);
      regions.add(
          json.make(() -> new Region(plan, json.optionalText("reason"), gap(json), corners)));
    }
    if (regions.isEmpty()) {
      throw root.field("regions").invalid("expected at least one region but found none");
    }
    return regions;
  }

  private static double gap(JsonValue json) {
    JsonValue gap = json.field("gap");
    double value = gap.isNull() ? Double.POSITIVE_INFINITY : gap.nonNegativeNumber();
    if (json.field("proven").flag() != (value == 0)) {
      throw gap.expected("0 where, and only where, the region is proven");
    }
    return value;
  }

  /** Refuses gaps between the regions of one parameter. */
  private static void checkAdjoining(
      JsonValue json, List<Region> before, List<MapAxis> axes, List<MapPoint> corners) {
    if (axes.size() > 1) {
      return;
    }
    double expected =
        before.isEmpty() ? axes.get(0).from() : before.get(before.size() - 1).corners().get(1).x();
    if (corners.get(0).x() != expected) {
      throw json.field("from").expected("%s, where the region before ends".formatted(expected));
    }
    if (!(corners.get(1).x() >= expected)) {
      throw json.field("to").expected("a value from %s on".formatted(expected));
    }
  }

  private static MappedPlan plan(JsonValue number, List<MappedPlan> plans) {
    int index = number.smallNumber();
    if (index < 1 || index > plans.size()) {
      throw number.expected("the number of a plan from 1 to " + plans.size());
    }
    return plans.get(index - 1);
  }

  private static MapPoint point(JsonValue json, List<MapAxis> axes) {
    List<JsonValue> both = json.items();
    if (both.size() != axes.size()) {
      throw json.invalid("expected %d numbers but found %d".formatted(axes.size(), both.size()));
    }
    return new MapPoint(within(both.get(0), axes.get(0)), within(both.get(1), axes.get(1)));
  }

  private static double within(JsonValue json, MapAxis axis) {
    double value = json.number();
    if (!(axis.from() <= value && value <= axis.to())) {
      throw json.expected("a value from %s to %s".formatted(axis.from(), axis.to()));
    }
    return value;
  }

  /** Refuses a map of other numbers, such as those of an earlier catalog. */
  private void checkValues(PlanMap map) {
    List<JsonValue> plans = root.field("plans").items();
    for (MappedPlan plan : map.plans()) {
      JsonValue values = plans.get(plan.number() - 1).field("values");
      List<ValueTerms> terms = map.terms(plan);
      if (values.items().size() != terms.size()) {
        throw values.invalid(
            "expected %d parts but found %d: the map was made for another problem"
                .formatted(terms.size(), values.items().size()));
      }
      for (int i = 0; i < terms.size(); i++) {
        JsonValue json = values.items().get(i);
        json.allowing("from", "to", "constant", "perFirst", "perSecond", "perBoth");
        checkTerm(json.field("constant"), terms.get(i).constant());
        checkTerm(json.field("perFirst"), terms.get(i).perFirst());
        checkTerm(json.field("perSecond"), terms.get(i).perSecond());
        checkTerm(json.field("perBoth"), terms.get(i).perBoth());
      }
    }
  }

  private static void checkTerm(JsonValue json, double expected) {
    double found = json.number();
    if (!(Math.abs(found - expected) <= ROUNDING * Math.max(1, Math.abs(expected)))) {
      throw json.expected("%s: the map was made for another problem".formatted(expected));
    }
  }
}
