package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehaviour;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.internal.Rounding;
import dev.espalier.search.joint.PlanPool.Corner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Best plans for many choices of thresholds at once, all with the same exits deployed.
 *
 * <p>Method: what thresholds change is the vector of shares, a point of the simplex whose corners
 * are "all samples leave at exit e". A plan's latency is linear in that point, so the least latency
 * over all plans is concave: where one plan is best at all corners of a simplex, it is best
 * everywhere within, and the latencies at the corners, interpolated, are a lower bound in any case.
 * A simplex without such a plan is halved along its longest edge; where fewer points are left in it
 * than it has corners, each is planned by itself. (Parametric programming in the costs; see T. Gal,
 * Postoptimal Analyses, Parametric Programming, and Related Topics, 1995.)
 *
 * <p>Guarantee: if the planner proves its plans, so are all candidates proven. Complexity: a few
 * planner runs for each region of shares with a best plan of its own, at worst about one for each
 * choice. Not thread-safe.
 */
final class ShareSimplex {
  /** Halving ends here even if points lie closer together: 2^-48 is far below any real share. */
  private static final int MAX_DEPTH = 48;

  private final DeployedExits deployed;
  private final InnerSearch search;
  private final PlanPool pool;
  private final List<Candidate> candidates = new ArrayList<>();

  ShareSimplex(DeployedExits deployed, InnerSearch search) {
    this.deployed = deployed;
    this.search = search;
    pool = deployed.pool();
  }

  /**
   * A choice within a simplex.
   *
   * @param weights its barycentric coordinates: the point is the corners' weighted sum
   */
  private record Point(int[] index, double accuracy, double[] shares, double[] weights) {

    /** The same point in the half in which the midpoint of two corners replaces {@code lost}. */
    Point inHalf(int lost, int other) {
      double[] halved = weights.clone();
      halved[other] -= weights[lost];
      halved[lost] = 2 * weights[lost];
      return new Point(index, accuracy, shares, halved);
    }
  }

  /**
   * Plans for all choices of thresholds.
   *
   * @return one candidate for each choice; none if there is no plan at all
   */
  List<Candidate> candidates() {
    int corners = deployed.size();
    List<Corner> whole = new ArrayList<>();
    for (int e = 0; e < corners; e++) {
      double[] shares = new double[corners];
      shares[e] = 1;
      whole.add(pool.plan(shares, search));
      if (pool.plans().isEmpty()) {
        return List.of(); // limits do not depend on shares: another corner has no plan either
      }
    }
    settle(whole, choices(), 0);
    return candidates;
  }

  private List<Point> choices() {
    List<Point> points = new ArrayList<>();
    ThresholdChoices thresholds = deployed.thresholds();
    int[] index = new int[thresholds.dimensions()];
    do {
      Optional<ExitBehaviour> behaviour = thresholds.at(index);
      if (behaviour.isPresent()) {
        double[] shares = DeployedExits.shares(behaviour.get());
        points.add(new Point(index.clone(), behaviour.get().accuracy(), shares, shares));
      }
    } while (advance(index, thresholds));
    return points;
  }

  /** The next choice, the last threshold running fastest; false behind the last one. */
  private static boolean advance(int[] index, ThresholdChoices thresholds) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < thresholds.size(d)) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }

  private void settle(List<Corner> corners, List<Point> points, int depth) {
    if (points.isEmpty()) {
      return;
    }
    if (search.mustStop() || hasOneBestPlan(corners)) {
      points.forEach(point -> add(point, interpolated(corners, point.weights())));
    } else if (points.size() < corners.size() || depth == MAX_DEPTH) {
      points.forEach(point -> add(point, pool.plan(point.shares(), search).boundMs()));
    } else {
      halve(corners, points, depth);
    }
  }

  private boolean hasOneBestPlan(List<Corner> corners) {
    return pool.plans().stream()
        .anyMatch(
            plan ->
                corners.stream()
                    .allMatch(
                        corner ->
                            Rounding.isAtMost(plan.latencyMs(corner.shares()), corner.bestMs())));
  }

  private static double interpolated(List<Corner> corners, double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * corners.get(k).boundMs();
    }
    return sum;
  }

  private void halve(List<Corner> corners, List<Point> points, int depth) {
    int[] edge = longestEdge(corners);
    int a = edge[0];
    int b = edge[1];
    Corner middle = pool.plan(middle(corners.get(a).shares(), corners.get(b).shares()), search);
    List<Point> nearA = new ArrayList<>();
    List<Point> nearB = new ArrayList<>();
    for (Point point : points) {
      if (point.weights()[a] >= point.weights()[b]) {
        nearA.add(point.inHalf(b, a));
      } else {
        nearB.add(point.inHalf(a, b));
      }
    }
    settle(replaced(corners, b, middle), nearA, depth + 1);
    settle(replaced(corners, a, middle), nearB, depth + 1);
  }

  private static int[] longestEdge(List<Corner> corners) {
    int[] longest = {0, 1};
    double most = -1;
    for (int a = 0; a < corners.size(); a++) {
      for (int b = a + 1; b < corners.size(); b++) {
        double length = squaredDistance(corners.get(a).shares(), corners.get(b).shares());
        if (length > most) {
          most = length;
          longest = new int[] {a, b};
        }
      }
    }
    return longest;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  private static double[] middle(double[] a, double[] b) {
    double[] middle = new double[a.length];
    Arrays.setAll(middle, i -> (a[i] + b[i]) / 2);
    return middle;
  }

  private static List<Corner> replaced(List<Corner> corners, int index, Corner by) {
    List<Corner> replaced = new ArrayList<>(corners);
    replaced.set(index, by);
    return replaced;
  }

  private void add(Point point, double boundMs) {
    Solved best = pool.best(point.shares());
    double latencyMs = best.latencyMs(point.shares());
    candidates.add(
        new Candidate(
            deployed,
            point.index(),
            point.accuracy(),
            latencyMs,
            Rounding.isAtMost(latencyMs, boundMs) ? latencyMs : boundMs,
            best));
  }
}
