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
import dev.espalier.segment.SegmentFile;
import dev.espalier.testing.HandSplit;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.run.PlannedNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentProblemTest {
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
    Objective[] objectives = {Objective.EXPECTED, Objective.WORST_CASE, Objective.THROUGHPUT};
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, catalog).objective(objectives[random.nextInt(3)]);
    if (random.nextBoolean()) {
      builder.source("d0").sink("d1");
    }
    if (random.nextBoolean()) {
      net.layers().forEach(layer -> builder.measured("d2", layer.name(), random.nextDouble(9)));
    }
    if (random.nextInt(3) == 0) {
      int layer = random.nextInt(net.layers().size());
      builder.pin(net.layers().get(layer).name(), "d" + random.nextInt(4));
    }
    return builder.build();
  }

  /** A random plan of segments, by their numbers. */
  private List<Slice> plan(Random random) {
    List<String> devices = new ArrayList<>(List.of("d0", "d1", "d2", "d3"));
    Collections.shuffle(devices, random);
    List<Slice> slices = new ArrayList<>();
    int segments = manifest.segments().size();
    for (int from = 0; from < segments; ) {
      boolean isLast = slices.size() == devices.size() - 1;
      int to = isLast ? segments : from + 1 + random.nextInt(segments - from);
      slices.add(new Slice(devices.get(slices.size()), from, to));
      from = to;
    }
    return slices;
  }

  @Test
  void plansOfSegmentsCostWhatThoseOfTheirLayersCost() {
    int feasible = 0;
    for (int seed = 0; seed < 200; seed++) {
      PlanningProblem layers = problem(new SplittableRandom(seed));
      PlanningProblem segments = SegmentProblem.of(layers, manifest);
      List<Slice> coarse = plan(new Random(seed));
      Plan one = PlanEvaluator.evaluate(segments, coarse);
      Plan other = PlanEvaluator.evaluate(layers, coarse.stream().map(this::ofLayers).toList());
      assertThat(one.value())
          .as("seed %d", seed)
          .isCloseTo(other.value(), Percentage.withPercentage(1e-9));
      for (int e = 0; e < one.exits().size(); e++) {
        assertThat(one.exits().get(e).latencyMs())
            .isCloseTo(other.exits().get(e).latencyMs(), Percentage.withPercentage(1e-9));
      }
      assertThat(one.devices().stream().map(use -> Math.round(use.memoryMiB() * 1e6)))
          .isEqualTo(
              other.devices().stream().map(use -> Math.round(use.memoryMiB() * 1e6)).toList());
      boolean isFeasible = PlanValidator.violations(one).isEmpty();
      assertThat(isFeasible).isEqualTo(PlanValidator.violations(other).isEmpty());
      feasible += isFeasible ? 1 : 0;
    }
    assertThat(feasible).isBetween(50, 199);
  }

  private Slice ofLayers(Slice slice) {
    List<SegmentFile> files = manifest.segments();
    return new Slice(
        slice.device(),
        files.get(slice.from()).segment().from(),
        files.get(slice.to() - 1).segment().to());
  }
}
