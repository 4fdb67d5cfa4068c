package dev.espalier.search.joint;

import dev.espalier.internal.Rounding;
import dev.espalier.search.joint.PlanPool.Corner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Best plans for many choices of thresholds at once, all with the same exits deployed.
 *
 * <p>Method: thresholds determine the vector of exit probabilities, a point of the simplex whose
 * corners are "all samples leave at exit e". A plan's latency is linear in that point, so the
 * minimum latency over all plans is concave: where one plan is best at all corners of a simplex, it
 * is best everywhere within, and the latencies at the corners, interpolated, are a lower bound in
 * any case. A simplex without such a plan is divided at a point of an edge, where the best plans of
 * both its ends are as good as each other; where fewer points are left in it than it has corners,
 * each is planned by itself. (Parametric programming in the costs; see T. Gal, Postoptimal
 * Analyses, Parametric Programming, and Related Topics, 1995.)
 *
 * <p>Where limits depend on probabilities (a battery charged by the mean, a demanded frame rate),
 * each choice is planned by itself.
 *
 * <p>Guarantee: if the planner proves its plans, all candidates are proven too. Complexity: a few
 * planner runs for each region of probabilities with its own best plan, at worst about one for each
 * choice. Not thread-safe.
 */
final class ProbabilitySimplex {
  /** Maximum depth of divisions: rounding may prevent a simplex from ever having one best plan. */
  private static final int MAX_DEPTH = 64;

  private static final double MIDDLE = 0.5;

  /** A point closer to an end than this would leave an edge that is all rounding. */
  private static final double MIN_STEP = 1e-9;

  private final DeployedExits deployed;
  private final InnerSearch search;
  private final PlanPool pool;
  private final List<Candidate> candidates = new ArrayList<>();

  ProbabilitySimplex(DeployedExits deployed, InnerSearch search) {
    this.deployed = deployed;
    this.search = search;
    pool = deployed.pool();
  }

  /**
   * A choice within a simplex.
   *
   * @param weights its barycentric coordinates: the point is the corners' weighted sum
   */
  private record Point(Choice choice, double[] weights) {

    /** Whether the point is on the side of corner a of a divided edge. */
    boolean isNearer(Division division) {
      return weights[division.a()] * division.towardsB()
          >= weights[division.b()] * (1 - division.towardsB());
    }

    /** The same point in the simplex in which the dividing point replaces corner b. */
    Point nearA(Division division) {
      double[] moved = weights.clone();
      moved[division.b()] = weights[division.b()] / division.towardsB();
      moved[division.a()] = weights[division.a()] - moved[division.b()] * (1 - division.towardsB());
      return new Point(choice, moved);
    }

    /** The same point in the simplex in which the dividing point replaces corner a. */
    Point nearB(Division division) {
      double[] moved = weights.clone();
      moved[division.a()] = weights[division.a()] / (1 - division.towardsB());
      moved[division.b()] = weights[division.b()] - moved[division.a()] * division.towardsB();
      return new Point(choice, moved);
    }
  }

  /**
   * The point that divides an edge.
   *
   * @param a one of its corners
   * @param b the other one
   * @param towardsB how far from a to b, above 0 and below 1
   */
  private record Division(int a, int b, double towardsB) {

    double[] probabilities(List<Corner> corners) {
      double[] probabilities = new double[corners.size()];
      Arrays.setAll(
          probabilities,
          i ->
              (1 - towardsB) * corners.get(a).probabilities()[i]
                  + towardsB * corners.get(b).probabilities()[i]);
      return probabilities;
    }
  }

  /**
   * Plans for choices of thresholds.
   *
   * @return one candidate for each choice; none if there is no plan at all
   */
  List<Candidate> candidates(Collection<Choice> choices) {
    if (!pool.isAllowed()) {
      return List.of();
    }
    if (pool.doLimitsDependOnProbabilities()) {
      choices.forEach(this::planAlone);
      return candidates;
    }
    int corners = deployed.size();
    List<Corner> whole = new ArrayList<>();
    for (int e = 0; e < corners; e++) {
      double[] probabilities = new double[corners];
      probabilities[e] = 1;
      whole.add(pool.plan(probabilities, search));
      if (pool.plans().isEmpty()) {
        return List
            .of(); // limits do not depend on probabilities: another corner has no plan either
      }
    }
    settle(whole, choices.stream().map(c -> new Point(c, c.probabilities())).toList(), 0);
    return candidates;
  }

  /**
   * Where probabilities move limits, a plan that keeps them at one point may break them at another.
   */
  private void planAlone(Choice choice) {
    Corner corner = pool.plan(choice.probabilities(), search);
    if (corner.plan().isEmpty()) {
      search.noPlan(corner.isInfeasible());
    }
    corner
        .plan()
        .ifPresent(
            plan ->
                candidates.add(
                    new Candidate(
                        deployed,
                        choice,
                        corner.bestMs(),
                        Rounding.isAtMost(corner.bestMs(), corner.boundMs())
                            ? corner.bestMs()
                            : corner.boundMs(),
                        plan)));
  }

  private void settle(List<Corner> corners, List<Point> points, int depth) {
    if (points.isEmpty()) {
      return;
    }
    if (search.mustStop() || hasOneBestPlan(corners)) {
      points.forEach(point -> add(point, interpolated(corners, point.weights())));
    } else if (points.size() < corners.size() || depth == MAX_DEPTH) {
      points.forEach(
          point -> add(point, pool.plan(point.choice().probabilities(), search).boundMs()));
    } else {
      divide(corners, points, depth);
    }
  }

  private boolean hasOneBestPlan(List<Corner> corners) {
    return pool.plans().stream().anyMatch(plan -> corners.stream().allMatch(c -> isBest(plan, c)));
  }

  private static boolean isBest(Solved plan, Corner corner) {
    return Rounding.isAtMost(plan.value(corner.probabilities()), corner.bestMs());
  }

  private static double interpolated(List<Corner> corners, double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * corners.get(k).boundMs();
    }
    return sum;
  }

  private void divide(List<Corner> corners, List<Point> points, int depth) {
    Division division = division(corners);
    Corner between = pool.plan(division.probabilities(corners), search);
    List<Point> nearA = new ArrayList<>();
    List<Point> nearB = new ArrayList<>();
    for (Point point : points) {
      if (point.isNearer(division)) {
        nearA.add(point.nearA(division));
      } else {
        nearB.add(point.nearB(division));
      }
    }
    settle(replaced(corners, division.b(), between), nearA, depth + 1);
    settle(replaced(corners, division.a(), between), nearB, depth + 1);
  }

  /**
   * The longest edge whose ends have no best plan in common, divided where the best plans of both
   * are equally good; if there is none, the longest edge, divided in the middle.
   */
  private Division division(List<Corner> corners) {
    Division longest = null;
    double max = -1;
    for (int a = 0; a < corners.size(); a++) {
      for (int b = a + 1; b < corners.size(); b++) {
        OptionalDouble crossing = crossing(corners.get(a), corners.get(b));
        double length =
            squaredDistance(corners.get(a).probabilities(), corners.get(b).probabilities());
        // No edge is longer than the square root of 2: an edge with a crossing goes first.
        double rank = length + (crossing.isPresent() ? 2 : 0);
        if (rank > max) {
          max = rank;
          longest = new Division(a, b, crossing.orElse(MIDDLE));
        }
      }
    }
    return longest;
  }

  /** Where between a and b their best plans are equally good; empty if they have one in common. */
  private OptionalDouble crossing(Corner a, Corner b) {
    Solved bestAtA = pool.best(a.probabilities());
    Solved bestAtB = pool.best(b.probabilities());
    double lostAtA = bestAtB.value(a.probabilities()) - bestAtA.value(a.probabilities());
    double lostAtB = bestAtA.value(b.probabilities()) - bestAtB.value(b.probabilities());
    double towardsB = lostAtA / (lostAtA + lostAtB);
    return towardsB > MIN_STEP && towardsB < 1 - MIN_STEP
        ? OptionalDouble.of(towardsB)
        : OptionalDouble.empty();
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  private static List<Corner> replaced(List<Corner> corners, int index, Corner by) {
    List<Corner> replaced = new ArrayList<>(corners);
    replaced.set(index, by);
    return replaced;
  }

  private void add(Point point, double boundMs) {
    Solved best = pool.best(point.choice().probabilities());
    double latencyMs = best.value(point.choice().probabilities());
    candidates.add(
        new Candidate(
            deployed,
            point.choice(),
            latencyMs,
            Rounding.isAtMost(latencyMs, boundMs) ? latencyMs : boundMs,
            best));
  }
}
