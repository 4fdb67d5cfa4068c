package dev.espalier.runtime.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.segment.Manifest;
import dev.espalier.study.run.Stage;
import dev.espalier.testing.HandSplit;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.run.PlannedNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentPlannerTest {
  @TempDir private Path folder;
  private BranchyNet net;
  private Manifest manifest;

  @BeforeEach
  void split() throws Exception {
    PlannedNet planned = PlannedNet.trained(folder, List.of(3, 5, 11), 0.8);
    manifest = planned.manifest();
    net = new HandSplit(planned.model(), 1, 1, 28, 28).network(List.of("exit1", "final")).net();
  }

  private PlanningProblem problem(SplittableRandom random) {
    DeviceCatalog catalog = new RandomProblems(random).catalog(4);
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, catalog)
            .objective(random.nextBoolean() ? Objective.EXPECTED : Objective.WORST_CASE);
    if (random.nextBoolean()) {
      builder.source("d0");
    }
    if (random.nextInt(3) == 0) {
      builder.maxSlices(1 + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      int layer = random.nextInt(net.layers().size());
      builder.pin(net.layers().get(layer).name(), "d" + random.nextInt(4));
    }
    return builder.build();
  }

  /** Every assignment of segments to devices, one by one, in base D. */
  private Optional<Plan> best(PlanningProblem problem, List<String> devices) {
    int segments = manifest.segments().size();
    Plan best = null;
    for (int code = 0; code < Math.pow(devices.size(), segments); code++) {
      List<Slice> slices = new ArrayList<>();
      int rest = code;
      for (int s = 0; s < segments; s++, rest /= devices.size()) {
        String device = devices.get(rest % devices.size());
        int from = manifest.segments().get(s).segment().from();
        int to = manifest.segments().get(s).segment().to();
        int last = slices.size() - 1;
        if (last >= 0 && slices.get(last).device().equals(device)) {
          slices.set(last, new Slice(device, slices.get(last).from(), to));
        } else {
          slices.add(new Slice(device, from, to));
        }
      }
      if (slices.stream().map(Slice::device).distinct().count() == slices.size()) {
        Plan plan = PlanEvaluator.evaluate(problem, slices);
        boolean isBetter = best == null || plan.value() < best.value();
        if (PlanValidator.violations(plan).isEmpty() && isBetter) {
          best = plan;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private Plan plan(PlanningProblem problem, List<Stage> stages) {
    return PlanEvaluator.evaluate(
        problem,
        stages.stream()
            .map(
                stage ->
                    new Slice(
                        stage.device(),
                        manifest.segments().get(stage.firstSegment()).segment().from(),
                        manifest.segments().get(stage.endSegment() - 1).segment().to()))
            .toList());
  }

  @Test
  void planIsTheBestOfAllWithoutTheDevices() {
    int plans = 0;
    int none = 0;
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PlanningProblem problem = problem(random);
      Set<String> present = new HashSet<>(Set.of("d0", "d1", "d2", "d3"));
      present.remove("d" + random.nextInt(4));
      Set<String> failed = Set.of("d" + random.nextInt(4));
      List<String> left =
          present.stream().filter(device -> !failed.contains(device)).sorted().toList();
      Optional<List<Stage>> found = new SegmentPlanner(manifest, problem, present).without(failed);
      Optional<Plan> best = best(problem, left);
      assertThat(found.isPresent()).as("seed %d", seed).isEqualTo(best.isPresent());
      if (found.isPresent()) {
        plans++;
        Plan plan = plan(problem, found.get());
        assertThat(PlanValidator.violations(plan)).isEmpty();
        assertThat(plan.value()).as("seed %d", seed).isEqualTo(best.get().value());
        assertThat(found.get().stream().map(Stage::device)).doesNotContainAnyElementsOf(failed);
      } else {
        none++;
      }
    }
    assertThat(plans).isGreaterThan(30);
    assertThat(none).isGreaterThan(2);
  }

  @Test
  void withoutDevicesThereIsNoPlan() {
    PlanningProblem problem = problem(new SplittableRandom(1));
    assertThat(new SegmentPlanner(manifest, problem, Set.of()).without(Set.of())).isEmpty();
    assertThat(new SegmentPlanner(manifest, problem, Set.of("d1")).without(Set.of("d1"))).isEmpty();
  }
}
