package dev.espalier.benchmarks.soundness;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random problems of any objective with memory and energy limits, pins, deadlines, rates, numbers
 * of slices, source and sink. Half of them are small enough to enumerate: up to 8 positions and 4
 * devices; the others have up to 60 positions and 70 devices.
 *
 * <p>Limits are those of a random plan that is hidden in the problem, times a factor: 1 or a little
 * more. In a sixth of the problems it may be less, so that some are infeasible.
 *
 * @param problem the problem
 * @param hidden the slices of the plan that limits were drawn from
 * @param isSmall whether it is small enough to enumerate
 */
public record MixedProblem(PlanningProblem problem, List<Slice> hidden, boolean isSmall) {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT);
  private static final int MAX_LAYERS = 60;
  private static final int MAX_DEVICES = Math.min(70, DeviceCatalog.MAX_DEVICES);
  private static final int SMALL_LAYERS = 8;
  private static final int SMALL_DEVICES = 4;

  /** The problem of a seed. */
  public static MixedProblem ofSeed(long seed) {
    Dice dice = new Dice(new SplittableRandom(seed));
    boolean small = dice.oneIn(2);
    PlanningProblem free =
        free(
            dice.from(1, small ? SMALL_LAYERS : MAX_LAYERS),
            dice.from(1, small ? SMALL_DEVICES : MAX_DEVICES),
            dice);
    List<Slice> hidden = randomSlices(free, dice);
    return new MixedProblem(limited(free, hidden, dice), hidden, small);
  }

  private static PlanningProblem free(int layers, int devices, Dice dice) {
    DeviceCatalog catalog = MixedCatalog.of(devices, dice);
    PlanningProblemBuilder builder =
        PlanningProblem.builder(MixedNet.of(layers, dice), catalog)
            .objective(dice.oneOf(OBJECTIVES))
            .inferences(dice.oneIn(2) ? 1 : dice.from(2, 1000));
    List<String> names = catalog.devices().stream().map(Device::name).toList();
    int runners = dice.oneIn(4) ? dice.from(1, devices) : devices;
    builder.devices(dice.some(names, runners));
    if (dice.oneIn(3)) {
      builder.source(dice.oneOf(names));
    }
    if (dice.oneIn(3)) {
      builder.sink(dice.oneOf(names));
    }
    int max = Math.min(runners, layers);
    if (dice.oneIn(4)) {
      builder.slices(dice.from(1, max));
    } else if (dice.oneIn(4)) {
      builder.maxSlices(dice.from(1, max));
    }
    return builder.build();
  }

  private static List<Slice> randomSlices(PlanningProblem problem, Dice dice) {
    int length = problem.linearization().length();
    int count = dice.from(problem.minSlices(), problem.maxSlices());
    List<Integer> starts = new ArrayList<>(List.of(0));
    starts.addAll(dice.someOf(1, length - 1, count - 1));
    List<Device> devices = dice.some(problem.devices(), count);
    List<Slice> slices = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int to = k + 1 < count ? starts.get(k + 1) : length;
      slices.add(new Slice(devices.get(k).name(), starts.get(k), to));
    }
    return slices;
  }

  private static PlanningProblem limited(PlanningProblem free, List<Slice> hidden, Dice dice) {
    boolean mayBeInfeasible = dice.oneIn(6);
    PlanningProblemBuilder builder = free.toBuilder();
    addPins(builder, free, hidden, mayBeInfeasible, dice);
    Plan plan = PlanEvaluator.evaluate(free, hidden);
    for (Plan.ExitLatency exit : plan.exits()) {
      if (dice.oneIn(6) && exit.latencyMs() > 0) {
        builder.deadlineMs(exit.exit(), exit.latencyMs() * factor(mayBeInfeasible, dice));
      }
    }
    if (dice.oneIn(5) && plan.periodMs() > 0) {
      builder.framesPerSecond(1000 / (plan.periodMs() * factor(mayBeInfeasible, dice)));
    }
    PlanningProblem timed = builder.build();
    double limitedFraction = dice.oneIn(4) ? 0 : dice.random().nextDouble();
    return timed.withCatalog(limitedCatalog(timed, hidden, limitedFraction, mayBeInfeasible, dice));
  }

  private static void addPins(
      PlanningProblemBuilder builder,
      PlanningProblem free,
      List<Slice> hidden,
      boolean mayBeInfeasible,
      Dice dice) {
    int length = free.linearization().length();
    int count = dice.oneIn(5) ? dice.from(1, Math.min(3, length)) : 0;
    for (int position : dice.someOf(0, length - 1, count)) {
      String device =
          mayBeInfeasible
              ? dice.oneOf(free.devices()).name()
              : hidden.stream().filter(s -> s.to() > position).findFirst().orElseThrow().device();
      builder.pin(free.linearization().layer(position).name(), device);
    }
  }

  private static DeviceCatalog limitedCatalog(
      PlanningProblem timed,
      List<Slice> hidden,
      double limitedFraction,
      boolean mayBeInfeasible,
      Dice dice) {
    Plan plan = PlanEvaluator.evaluate(timed, hidden);
    Map<String, Plan.DeviceUse> uses = new HashMap<>();
    plan.devices().forEach(use -> uses.put(use.device(), use));
    List<Device> devices = new ArrayList<>();
    for (Device device : timed.catalog().devices()) {
      // One that the hidden plan does without is limited like one that it uses.
      Plan.DeviceUse use = uses.getOrDefault(device.name(), dice.oneOf(plan.devices()));
      double memoryMiB = use.memoryMiB() * factor(mayBeInfeasible, dice);
      double energyJ = use.energyJ().orElse(0) * timed.inferences() * factor(mayBeInfeasible, dice);
      var builder = device.toBuilder();
      if (memoryMiB > 0 && dice.random().nextDouble() < limitedFraction) {
        builder.memoryMiB(memoryMiB);
      }
      if (energyJ > 0 && dice.random().nextDouble() < limitedFraction) {
        builder.energyJ(energyJ);
      }
      devices.add(builder.build());
    }
    return timed.catalog().withDevices(devices);
  }

  private static double factor(boolean mayBeInfeasible, Dice dice) {
    if (mayBeInfeasible) {
      return 0.5 + 0.7 * dice.random().nextDouble();
    }
    return dice.oneIn(3) ? 1 : dice.logUniform(1, 2);
  }
}
