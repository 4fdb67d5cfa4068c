package dev.espalier.runtime.placement;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentFile;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Places the segments of a plan on other devices. Segments stay as they are, so that a sample can
 * go on from any boundary between two of them and only files that a device does not have are sent.
 *
 * <p>Every plan whose slices end at segments is priced, by the equations of the planner; the best
 * feasible one is taken. With S segments and D devices these are sum over k of C(S-1, k-1)
 * D!/(D-k)! plans, so the search ends after a number of them, with the best one so far; plans of
 * few slices come first.
 */
public final class SegmentPlanner implements Replacement {
  private static final int MAX_PLANS = 20_000;

  private final Manifest manifest;
  private final PlanningProblem problem;
  private final Set<String> present;

  /**
   * @param problem the problem that the plan solves
   * @param present names of the devices that have an agent
   */
  public SegmentPlanner(Manifest manifest, PlanningProblem problem, Set<String> present) {
    this.manifest = manifest;
    this.problem = problem;
    this.present = Set.copyOf(present);
  }

  @Override
  public Optional<List<Stage>> without(Set<String> failed) {
    List<String> devices =
        problem.devices().stream()
            .map(device -> device.name())
            .filter(name -> present.contains(name) && !failed.contains(name))
            .toList();
    Search search = new Search(devices);
    int maxSlices = Math.min(devices.size(), manifest.segments().size());
    for (int slices = 1; slices <= maxSlices; slices++) {
      search.place(0, slices);
    }
    return Optional.ofNullable(search.best);
  }

  /** Enumerates plans with a given number of slices. */
  private final class Search {
    private final List<String> devices;
    private final List<Stage> stages = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private List<Stage> best;
    private double bestValue = Double.POSITIVE_INFINITY;
    private int priced;

    Search(List<String> devices) {
      this.devices = devices;
    }

    private void place(int from, int slicesLeft) {
      int segments = manifest.segments().size();
      int firstEnd = slicesLeft == 1 ? segments : from + 1;
      int lastEnd = segments - slicesLeft + 1;
      for (String device : devices) {
        if (used.add(device)) {
          for (int end = firstEnd; end <= lastEnd && priced < MAX_PLANS; end++) {
            stages.add(new Stage(device, from, end));
            if (slicesLeft == 1) {
              price();
            } else {
              place(end, slicesLeft - 1);
            }
            stages.remove(stages.size() - 1);
          }
          used.remove(device);
        }
      }
    }

    private void price() {
      priced++;
      Plan plan = PlanEvaluator.evaluate(problem, stages.stream().map(this::slice).toList());
      if (plan.value() < bestValue && PlanValidator.violations(plan).isEmpty()) {
        bestValue = plan.value();
        best = List.copyOf(stages);
      }
    }

    private Slice slice(Stage stage) {
      List<SegmentFile> files = manifest.segments();
      return new Slice(
          stage.device(),
          files.get(stage.firstSegment()).segment().from(),
          files.get(stage.endSegment() - 1).segment().to());
    }
  }
}
