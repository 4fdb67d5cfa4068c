package dev.espalier.testing;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceBuilder;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.Exit;
import dev.espalier.plan.EnergyBasis;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random problems of every kind: any objective, deadlines, frame rates, buffers, batteries that see
 * the mean, idle power, overheads, and devices that probability media.
 */
public final class RandomObjectives {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);

  private final SplittableRandom random;
  private final RandomProblems problems;

  private RandomObjectives(long seed) {
    random = new SplittableRandom(seed);
    problems = new RandomProblems(random);
  }

  /** The problem of a seed, of any objective. */
  public static PlanningProblem ofSeed(long seed) {
    RandomObjectives any = new RandomObjectives(seed);
    return any.problem(OBJECTIVES.get(any.random.nextInt(OBJECTIVES.size())), 9, 4);
  }

  /** The problem of a seed, of a given objective and size at most. */
  public static PlanningProblem ofSeed(
      long seed, Objective objective, int maxLayers, int maxDevices) {
    return new RandomObjectives(seed).problem(objective, maxLayers, maxDevices);
  }

  /** The problem of a seed without any limit, on devices of known power. */
  public static PlanningProblem withoutLimits(long seed, int maxLayers, int maxDevices) {
    RandomObjectives any = new RandomObjectives(seed);
    PlanningProblem plain = any.problems.unlimitedProblem(maxLayers, maxDevices);
    return plain.withCatalog(
        plain
            .catalog()
            .withDevices(plain.catalog().devices().stream().map(any::equipped).toList()));
  }

  private PlanningProblem problem(Objective objective, int maxLayers, int maxDevices) {
    PlanningProblem plain = problems.problem(1 + random.nextInt(maxLayers), maxDevices);
    DeviceCatalog catalog =
        plain
            .catalog()
            .withDevices(plain.catalog().devices().stream().map(this::equipped).toList());
    PlanningProblemBuilder builder =
        plain.withCatalog(catalog).toBuilder().objective(objective).buffers(random.nextInt(4));
    if (random.nextBoolean()) {
      builder.energyBasis(random.nextBoolean() ? EnergyBasis.FULL : EnergyBasis.EXPECTED);
    }
    limitPath(builder);
    return builder.build();
  }

  private Device equipped(Device plain) {
    DeviceBuilder device = plain.toBuilder();
    double watts = plain.powerW().orElse(problems.logUniform(0.1, 20));
    device.powerW(watts);
    if (random.nextInt(3) == 0) {
      device.idlePowerW(watts * random.nextDouble());
    }
    if (random.nextInt(3) == 0) {
      device.layerOverheadMs(problems.logUniform(0.01, 1));
      device.sliceOverheadMs(problems.logUniform(0.01, 5));
    }
    if (random.nextInt(3) == 0) {
      device.uplinkMbps(problems.logUniform(5, 2000)).downlinkMbps(problems.logUniform(5, 2000));
    }
    if (random.nextInt(3) == 0) {
      device.accessLatencyMs(problems.logUniform(0.1, 5));
    }
    if (random.nextInt(2) == 0) {
      device.medium(random.nextInt(3) == 0 ? "lora" : "wifi");
    }
    return device.build();
  }

  /** Limits near what some random plan comes to, so that they bind now and then. */
  private void limitPath(PlanningProblemBuilder builder) {
    PlanningProblem problem = builder.build();
    Oracle oracle = new Oracle(problem);
    List<Slice> some = problems.slices(problem);
    List<Exit> exits = new ArrayList<>(problem.linearization().net().exits());
    if (random.nextInt(3) == 0) {
      int exit = random.nextInt(exits.size());
      double ms = oracle.sampleMs(some, exit) * (0.3 + 1.2 * random.nextDouble());
      if (ms > 0) {
        builder.deadlineMs(exits.get(exit).name(), ms);
      }
    }
    if (random.nextInt(3) == 0) {
      double ms = oracle.periodMs(some) * (0.3 + 1.2 * random.nextDouble());
      if (ms > 0) {
        builder.framesPerSecond(1000 / ms);
      }
    }
  }
}
