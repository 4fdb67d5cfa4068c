package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which limits and rules of its problem a plan breaks. */
public final class PlanValidator {
  /** Limits are inclusive, and rounding must not break them: relative tolerance. */
  public static final double LIMIT_TOLERANCE = 1e-9;

  private PlanValidator() {}

  /** Every violation, in order of slices; empty for a plan that may be deployed. */
  public static List<Violation> violations(Plan plan) {
    List<Violation> found = new ArrayList<>();
    checkSliceCount(plan, found);
    checkDevices(plan, found);
    checkPins(plan, found);
    checkLimits(plan, found);
    return List.copyOf(found);
  }

  /** Whether a need is within a limit, inclusive, with a relative tolerance of 1e-9. */
  public static boolean isWithin(double need, double limit) {
    return need <= limit * (1 + LIMIT_TOLERANCE);
  }

  private static void checkSliceCount(Plan plan, List<Violation> found) {
    PlanningProblem problem = plan.problem();
    int count = plan.slices().size();
    if (count < problem.minSlices() || count > problem.maxSlices()) {
      found.add(new Violation.SliceCountOutside(count, problem.minSlices(), problem.maxSlices()));
    }
  }

  private static void checkDevices(Plan plan, List<Violation> found) {
    Map<String, Integer> slices = new LinkedHashMap<>();
    plan.slices().forEach(slice -> slices.merge(slice.device(), 1, Integer::sum));
    List<String> chosen = plan.problem().devices().stream().map(Device::name).toList();
    slices.forEach(
        (device, count) -> {
          if (count > 1) {
            found.add(new Violation.DeviceReused(device, count));
          }
          if (!chosen.contains(device)) {
            found.add(new Violation.DeviceNotChosen(device));
          }
        });
  }

  private static void checkPins(Plan plan, List<Violation> found) {
    for (Slice slice : plan.slices()) {
      plan.problem()
          .pins()
          .subMap(slice.from(), slice.to())
          .forEach(
              (position, device) -> {
                if (!device.equals(slice.device())) {
                  String layer = plan.problem().linearization().layer(position).name();
                  found.add(new Violation.PinBroken(layer, device, slice.device()));
                }
              });
    }
  }

  private static void checkLimits(Plan plan, List<Violation> found) {
    for (int k = 0; k < plan.slices().size(); k++) {
      Slice slice = plan.slices().get(k);
      Plan.DeviceUse use = plan.devices().get(k);
      use.memoryLimitMiB()
          .ifPresent(
              limit -> {
                if (!isWithin(use.memoryMiB(), limit)) {
                  found.add(new Violation.MemoryExceeded(slice, use.memoryMiB(), limit));
                }
              });
      if (use.energyJ().isPresent() && use.energyLimitJ().isPresent()) {
        double needed = use.energyJ().getAsDouble();
        double limit = use.energyLimitJ().getAsDouble();
        if (!isWithin(needed, limit)) {
          found.add(new Violation.EnergyExceeded(slice, needed, limit));
        }
      }
    }
  }
}
