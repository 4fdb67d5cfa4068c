package dev.espalier.study.map;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.PlanValue;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.study.breakpoint.Answer;
import dev.espalier.study.breakpoint.Searches;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The points of a map that were planned, each once. */
final class Points {
  /** Corners of regions are computed in several ways, which differ in the last digits. */
  private static final MathContext DIGITS = new MathContext(12);

  private final Searches searches;
  private final Varied varied;
  private final UnaryOperator<PlanningProblem> change;
  private final Map<MapPoint, Answer> answers = new HashMap<>();
  private final Map<List<Slice>, Plan> plans = new LinkedHashMap<>();

  /**
   * No point yet.
   *
   * @param change what is done to the problem of each point
   */
  Points(Searches searches, Varied varied, UnaryOperator<PlanningProblem> change) {
    this.searches = searches;
    this.varied = varied;
    this.change = change;
  }

  /** Whether no more may be planned. */
  boolean isStopped() {
    return searches.isStopped();
  }

  /** The nearest point that is planned in place of this one. */
  MapPoint snapped(MapPoint point) {
    return new MapPoint(
        snapped(point.x(), varied.first()),
        varied.isOfTwo() ? snapped(point.y(), varied.second()) : 0);
  }

  private static double snapped(double x, MapAxis axis) {
    double rounded = new BigDecimal(x).round(DIGITS).doubleValue();
    return Math.min(axis.to(), Math.max(axis.from(), rounded));
  }

  /** Whether a point was planned. */
  boolean isPlanned(MapPoint snapped) {
    return answers.containsKey(snapped);
  }

  /** The answer at a point that was snapped; it is planned if it was not yet. */
  Answer at(MapPoint snapped, List<Plan> startFrom) {
    Answer known = answers.get(snapped);
    if (known != null) {
      return known;
    }
    String where = "%s, %s".formatted(snapped.x(), snapped.y());
    Answer found = searches.plan(where, change.apply(varied.at(snapped)), startFrom);
    answers.put(snapped, found);
    found.plan().ifPresent(plan -> plans.putIfAbsent(plan.slices(), plan));
    return found;
  }

  /** The distinct plans found so far, in the order in which they were found. */
  Collection<Plan> plans() {
    return plans.values();
  }

  /** Whether a plan keeps all limits at a point, those that were left out included. */
  boolean isAllowed(List<Slice> slices, MapPoint point) {
    return PlanValidator.violations(PlanEvaluator.evaluate(varied.at(point), slices)).isEmpty();
  }

  /** The value of a plan at a point. */
  double value(List<Slice> slices, MapPoint point) {
    PlanningProblem problem = varied.at(point);
    return PlanValue.of(problem, problem.objective(), slices);
  }
}
