package dev.espalier.study.sweep;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Plans every point of a grid, one after another, each with the same seed. */
public final class Sweeper {
  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;

  /**
   * Creates a sweeper.
   *
   * @param planner planner of every point
   * @param options options of each
   * @param listener receives progress updates: which point begins
   */
  public Sweeper(Planner planner, SearchOptions options, Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Plans the points of a grid.
   *
   * @param base what is varied
   * @param problems builds the problem of a network on devices: options and constraints are the
   *     same at every point
   * @return all points up to the one at which the sweep was cancelled or interrupted
   */
  public Sweep sweep(
      Setting base, Grid grid, BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    PlanningProblem given = problems.apply(base.net(), base.catalog());
    List<List<Value>> all = grid.points();
    List<SweepPoint> points = new ArrayList<>();
    List<Slice> last = List.of();
    for (int i = 0; i < all.size() && !isCancelled(); i++) {
      listener.accept("point %d of %d".formatted(i + 1, all.size()));
      if (i % grid.along().values().size() == 0) {
        last = List.of();
      }
      SweepPoint point = point(base, grid, all.get(i), problems, last);
      boolean isTruncated =
          point.result().filter(result -> result.search().interrupted()).isPresent();
      if (isTruncated && isCancelled()) {
        break;
      }
      points.add(point);
      last = point.planned().map(planned -> planned.plan().slices()).orElse(last);
    }
    return new Sweep(base, given, grid, points);
  }

  /** Plans a point. A point that is rejected must not lose those that are planned already. */
  private SweepPoint point(
      Setting base,
      Grid grid,
      List<Value> values,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems,
      List<Slice> last) {
    Optional<ExitBehavior> measured;
    PlanningResult result;
    try {
      Setting setting = grid.at(base, values);
      measured = setting.behavior();
      result = planner.plan(problems.apply(setting.net(measured), setting.catalog()), options);
    } catch (InvalidFieldException e) {
      return new SweepPoint(
          values, Optional.empty(), Optional.of(e.getMessage()), Optional.empty(), false);
    }
    boolean isChanged =
        result instanceof PlanningResult.Planned planned
            && !last.isEmpty()
            && !planned.plan().slices().equals(last);
    return new SweepPoint(values, Optional.of(result), Optional.empty(), measured, isChanged);
  }

  private boolean isCancelled() {
    return options.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted();
  }
}
