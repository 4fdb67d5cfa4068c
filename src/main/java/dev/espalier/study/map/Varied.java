package dev.espalier.study.map;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.breakpoint.Scale;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Grid;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The problems of a map: what is varied, and by what. */
final class Varied {
  private final Setting base;
  private final List<MapAxis> axes;
  private final BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems;
  private final Grid grid;
  private final PlanningProblem given;

  /**
   * The problems.
   *
   * @throws IllegalArgumentException if there are not one or two axes, or both vary the same
   */
  Varied(
      Setting base,
      List<MapAxis> axes,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    this.base = base;
    this.axes = List.copyOf(axes);
    this.problems = problems;
    grid =
        new Grid(
            axes.stream()
                .map(axis -> new Axis(axis.parameter(), List.of(value(axis.from()))))
                .toList());
    given = problems.apply(base.net(), base.catalog());
  }

  private static Value value(double x) {
    return Value.of(BigDecimal.valueOf(x));
  }

  Setting base() {
    return base;
  }

  List<MapAxis> axes() {
    return axes;
  }

  MapAxis first() {
    return axes.get(0);
  }

  MapAxis second() {
    return axes.get(1);
  }

  boolean isOfTwo() {
    return axes.size() == 2;
  }

  /** The problem before anything is varied. */
  PlanningProblem given() {
    return given;
  }

  /**
   * The problem at a point.
   *
   * @throws IllegalArgumentException if there is none
   */
  PlanningProblem at(MapPoint point) {
    List<Value> values =
        isOfTwo() ? List.of(value(point.x()), value(point.y())) : List.of(value(point.x()));
    Setting setting = grid.at(base, values);
    return problems.apply(setting.net(), setting.catalog());
  }

  /** Whether values of plans are affine in each quantity. */
  boolean isAffine() {
    return Scale.isAffine(given);
  }

  /** Whether they are affine in both quantities together. */
  boolean isAdditive() {
    return !isOfTwo()
        || Coupling.of(first().parameter(), second().parameter()) == Coupling.ADDITIVE;
  }

  /** Whether both parameters are probabilities, which sum to 1 at most. */
  boolean isOfProbabilities() {
    return isOfTwo() && axes.stream().allMatch(axis -> axis.parameter() instanceof ExitProbability);
  }

  boolean isLimitingEnergy() {
    return axes.stream().anyMatch(axis -> axis.scale().isLimitingEnergy(given));
  }

  boolean isLimitingElse() {
    return axes.stream().anyMatch(axis -> axis.scale().isLimitingElse(given));
  }

  /** The parts of the map in which no kink lies: row by row, along the first axis. */
  List<Cell> cells() {
    List<Double> xs = ends(first());
    List<Double> ys = isOfTwo() ? ends(second()) : List.of(0.0, 0.0);
    List<Cell> cells = new ArrayList<>();
    for (int j = 1; j < ys.size(); j++) {
      for (int i = 1; i < xs.size(); i++) {
        cells.add(new Cell(this, xs.get(i - 1), xs.get(i), ys.get(j - 1), ys.get(j)));
      }
    }
    return cells;
  }

  private List<Double> ends(MapAxis axis) {
    return Stream.of(
            Stream.of(axis.from()),
            axis.scale().kinks(given, axis.from(), axis.to()).stream(),
            Stream.of(axis.to()))
        .flatMap(ends -> ends)
        .toList();
  }
}
