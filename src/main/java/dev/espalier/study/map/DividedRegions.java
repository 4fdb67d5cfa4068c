package dev.espalier.study.map;

import dev.espalier.plan.Plan;
import dev.espalier.study.breakpoint.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * The best plans of a map by halving rectangles whose corners have different plans.
 *
 * <p>Where values of plans are affine in each quantity while the other one stays, and the limits
 * are the same everywhere, the optimum is concave along either axis: a plan that is the best one at
 * all four corners of a rectangle is so on its edges, and therefore inside.
 */
final class DividedRegions {
  /** Plans whose values differ by less, relatively, are equally good. */
  private static final double ROUNDING = 1e-9;

  /** Number of times that a rectangle is halved at most: 128 parts along each axis. */
  private static final int MAX_HALVINGS = 14;

  /** Number of times that it is halved where its corners prove nothing: 8 along each axis. */
  private static final int MIN_HALVINGS = 6;

  private final Points points;
  private final Varied varied;
  private final boolean areCornersProof;

  /** Rectangles that are not halved any more. */
  private final List<Cell> smallest = new ArrayList<>();

  DividedRegions(Points points, Varied varied) {
    this.points = points;
    this.varied = varied;
    areCornersProof = varied.isAffine() && !varied.isLimitingEnergy() && !varied.isLimitingElse();
  }

  /** The regions of all cells. */
  List<Patch> patches() {
    List<Patch> patches = new ArrayList<>();
    varied.cells().forEach(cell -> add(cell, 0, List.of(), patches));
    smallest.forEach(cell -> patches.addAll(divided(cell)));
    return patches;
  }

  private void add(Cell cell, int halvings, List<Plan> startFrom, List<Patch> found) {
    List<MapPoint> corners = cell.points();
    if (corners.isEmpty()) {
      return;
    }
    List<Answer> answers = new ArrayList<>();
    for (MapPoint corner : corners) {
      if (points.isStopped() && !points.isPlanned(corner)) {
        found.add(Patch.unknown(corners));
        return;
      }
      answers.add(points.at(corner, startFrom));
    }
    boolean mayEnd = areCornersProof || halvings >= MIN_HALVINGS;
    Optional<Answer> common = mayEnd ? common(answers, corners) : Optional.empty();
    if (common.isPresent()) {
      boolean proven = areCornersProof && answers.stream().allMatch(Answer::proven);
      found.add(Patch.of(common.get(), proven ? 0 : Patch.UNKNOWN, corners));
      return;
    }
    List<Cell> halves = halvings == MAX_HALVINGS ? List.of() : halves(cell, halvings);
    if (halves.isEmpty()) {
      smallest.add(cell);
      return;
    }
    List<Plan> plans = answers.stream().flatMap(answer -> answer.plan().stream()).toList();
    halves.forEach(half -> add(half, halvings + 1, plans, found));
  }

  /** Halves along one axis, in turn, or along the other one where there is nothing between. */
  private static List<Cell> halves(Cell cell, int halvings) {
    boolean isAlongFirst = halvings % 2 == 0;
    List<Cell> halves = cell.halves(isAlongFirst);
    if (halves.size() == 1) {
      halves = cell.halves(!isAlongFirst);
    }
    return halves.size() == 1 ? List.of() : halves;
  }

  /** An answer whose plan is the best one at all corners, or that has none as all of them. */
  private Optional<Answer> common(List<Answer> answers, List<MapPoint> corners) {
    if (answers.stream().allMatch(answer -> answer.plan().isEmpty())) {
      return answers.stream()
          .filter(answer -> !answer.proven())
          .findFirst()
          .or(() -> Optional.of(answers.get(0)));
    }
    return answers.stream()
        .filter(
            answer -> answer.plan().isPresent() && isBest(answer.plan().get(), answers, corners))
        .findFirst();
  }

  private boolean isBest(Plan plan, List<Answer> answers, List<MapPoint> corners) {
    for (int i = 0; i < answers.size(); i++) {
      Optional<Plan> best = answers.get(i).plan();
      boolean isSame = best.map(Plan::slices).equals(Optional.of(plan.slices()));
      if (!isSame
          && (best.isEmpty()
              || answers.get(i).priced(plan).value() > best.get().value() * (1 + ROUNDING)
              || !(areCornersProof || points.isAllowed(plan.slices(), corners.get(i))))) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a rectangle consists of that is not halved any more: of all plans found, those that are
   * the best ones somewhere inside, or where limits may decide, one that keeps them in the middle.
   */
  private List<Patch> divided(Cell cell) {
    if (!areCornersProof) {
      return List.of(bestInside(cell));
    }
    PlaneEnvelope envelope = new PlaneEnvelope(cell.polygon());
    for (Plan plan : points.plans()) {
      Plane plane = cell.plane(plan.slices());
      if (envelope.isLowered(plane)) {
        envelope.add(plan, plane);
      }
    }
    Plane bound = cell.through(corner -> points.at(corner, List.of()).lowerBound());
    return envelope.facets().stream()
        .map(
            facet ->
                Patch.of(
                    facet.plan().slices(),
                    gap(facet, bound),
                    Patch.corners(facet.polygon(), varied)))
        .toList();
  }

  /**
   * How far a plan may be above the optimum in its part of a rectangle. The optimum is concave
   * along either axis, hence above the bound that joins those of the corners. Plan and bound are
   * affine along either axis, so that their ratio is largest at a corner of any rectangle.
   */
  private static double gap(PlaneEnvelope.Facet facet, Plane bound) {
    DoubleSummaryStatistics u = Arrays.stream(facet.polygon().us()).summaryStatistics();
    DoubleSummaryStatistics v = Arrays.stream(facet.polygon().vs()).summaryStatistics();
    double largest = 0;
    for (double atU : new double[] {u.getMin(), u.getMax()}) {
      for (double atV : new double[] {v.getMin(), v.getMax()}) {
        largest = Math.max(largest, Patch.gap(facet.plane().at(atU, atV), bound.at(atU, atV)));
      }
    }
    return largest;
  }

  /** The best plan in the middle of a rectangle, or why there is none. */
  private Patch bestInside(Cell cell) {
    MapPoint middle = cell.middle();
    List<Answer> answers =
        cell.points().stream().map(corner -> points.at(corner, List.of())).toList();
    return answers.stream()
        .flatMap(answer -> answer.plan().stream())
        .map(Plan::slices)
        .filter(slices -> points.isAllowed(slices, middle))
        .min(Comparator.comparingDouble(slices -> points.value(slices, middle)))
        .map(slices -> Patch.of(slices, Patch.UNKNOWN, cell.points()))
        .orElseGet(() -> Patch.of(withoutPlan(answers), Patch.UNKNOWN, cell.points()));
  }

  private static Answer withoutPlan(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.plan().isEmpty())
        .findFirst()
        .orElse(answers.get(0));
  }
}
