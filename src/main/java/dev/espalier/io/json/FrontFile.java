package dev.espalier.io.json;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.Options;
import dev.espalier.io.json.PlanParts.Outcome;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonDocument.Fields;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.search.front.ObjectiveFront;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Pareto fronts of two objectives as {@code espalier-front/1} documents. */
public final class FrontFile {
  private static final String FORMAT = "espalier-front/1";

  private FrontFile() {}

  /**
   * A front as text of a JSON document; each point is a plan that {@code evaluate} reads.
   *
   * @param withTiming whether to write the time that the search took
   */
  public static String write(ObjectiveFront front, boolean withTiming) {
    return JsonDocument.of(
        Head.of(FORMAT, front.problem()),
        new Front(
            front.search().solver(),
            front.search().seed(),
            List.of(Axis.of(front.first()), Axis.of(front.second())),
            Options.of(front.problem()),
            front.complete(),
            front.search().interrupted(),
            PlanParts.elapsedMs(front.search(), withTiming),
            front.points().stream().map(point -> point(front, point)).toList()));
  }

  private record Front(
      String solver,
      long seed,
      List<Axis> objectives,
      Options options,
      boolean complete,
      boolean interrupted,
      OptionalDouble elapsedMs,
      List<Fields> points) {}

  private record Axis(String objective, String unit) {

    private static Axis of(Objective objective) {
      return new Axis(objective.label(), objective.unit());
    }
  }

  private static Fields point(ObjectiveFront front, ObjectiveFront.Point point) {
    Plan plan = point.plan();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(front.first().label(), point.first());
    values.put(front.second().label(), point.second());
    return Fields.of(
        Head.of(PlanFile.FORMAT, plan.problem()),
        new Point(plan.problem().objective().label(), Options.of(plan.problem()), values),
        Outcome.of(plan));
  }

  private record Point(String objective, Options options, Map<String, Double> values) {}
}
