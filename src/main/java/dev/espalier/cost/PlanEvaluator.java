package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.internal.Units;
import dev.espalier.model.Exit;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Works out everything that follows from a partition and a deployment. */
public final class PlanEvaluator {
  private PlanEvaluator() {}

  /**
   * The plan made of these slices, with all its figures. Limits may be broken; the slices must
   * cover every position once, in order, on devices of the catalog.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static Plan evaluate(PlanningProblem problem, List<Slice> slices) {
    checkCover(problem, slices);
    List<Plan.ExitLatency> exits = new ArrayList<>();
    List<Exit> listed = problem.linearization().net().exits();
    for (int e = 0; e < listed.size(); e++) {
      exits.add(
          new Plan.ExitLatency(
              listed.get(e).name(),
              listed.get(e).probability(),
              Latency.sampleMs(problem, slices, e)));
    }
    List<Plan.DeviceUse> devices = new ArrayList<>();
    for (int k = 0; k < slices.size(); k++) {
      devices.add(deviceUse(problem, slices, k));
    }
    return new Plan(
        problem,
        slices,
        Latency.expectedMs(problem, slices),
        Latency.worstCaseMs(problem, slices),
        exits,
        devices);
  }

  private static void checkCover(PlanningProblem problem, List<Slice> slices) {
    int next = 0;
    for (int k = 0; k < slices.size(); k++) {
      Slice slice = slices.get(k);
      if (problem.catalog().indexOf(slice.device()) < 0) {
        throw new InvalidFieldException(
            "slices/" + k + "/device",
            "slice %d: device \"%s\" is not in catalog \"%s\""
                .formatted(k, slice.device(), problem.catalog().name()));
      }
      if (slice.from() != next) {
        throw new InvalidFieldException(
            "slices/" + k + "/from",
            "slice %d: from must be %d, where the one before it ends, but is %d"
                .formatted(k, next, slice.from()));
      }
      next = slice.to();
    }
    int length = problem.linearization().length();
    if (next != length) {
      throw new InvalidFieldException(
          "slices",
          "slices must cover the %d positions of model \"%s\" but end at %d"
              .formatted(length, problem.linearization().net().name(), next));
    }
  }

  private static Plan.DeviceUse deviceUse(PlanningProblem problem, List<Slice> slices, int k) {
    Slice slice = slices.get(k);
    Device device = Latency.device(problem, slice);
    double busyMs = Energy.busyMs(problem, slices, k);
    long memory = Memory.sliceBytes(problem.linearization(), slice.from(), slice.to());
    return new Plan.DeviceUse(
        device.name(),
        Units.bytesToMib(memory),
        device.memoryMiB(),
        busyMs,
        device.powerW().isPresent()
            ? OptionalDouble.of(Energy.joules(device.powerW().getAsDouble(), busyMs))
            : OptionalDouble.empty(),
        problem.energyLimitJ(device));
  }
}
