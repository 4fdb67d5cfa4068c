package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Tolerance;
import dev.espalier.plan.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Reports which limits and rules of its problem a plan breaks. Every number is recomputed from the
 * slices: the numbers in the plan are not trusted.
 */
public final class PlanValidator {
  private PlanValidator() {}

  /** Every violation, in order of slices; empty for a plan that may be deployed. */
  public static List<Violation> violations(Plan plan) {
    List<Violation> found = new ArrayList<>();
    checkSliceCount(plan, found);
    checkDevices(plan, found);
    checkPins(plan, found);
    checkRestrictions(plan, found);
    checkSliceLimits(plan, found);
    checkPathLimits(plan, found);
    return List.copyOf(found);
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

  private static void checkRestrictions(Plan plan, List<Violation> found) {
    for (Slice slice : plan.slices()) {
      Slice allowed = plan.problem().restrictions().get(slice.device());
      if (allowed != null && (slice.from() < allowed.from() || slice.to() > allowed.to())) {
        found.add(new Violation.RestrictionBroken(slice, allowed));
      }
    }
  }

  private static void checkSliceLimits(Plan plan, List<Violation> found) {
    PlanningProblem problem = PlanEvaluator.atItsPeriod(plan.problem(), plan.slices());
    for (int k = 0; k < plan.slices().size(); k++) {
      Slice slice = plan.slices().get(k);
      Device device = problem.catalog().device(slice.device());
      for (SliceLimit limit : problem.sliceLimits()) {
        OptionalDouble allowed = limit.allowed(problem, device);
        if (allowed.isPresent() && limit.isKnown(device)) {
          double needed = SliceUse.of(problem, limit, plan.slices(), k);
          if (!Tolerance.isWithin(needed, allowed.getAsDouble())) {
            found.add(new Violation.LimitExceeded(limit, slice, needed, allowed.getAsDouble()));
          }
        }
      }
    }
  }

  private static void checkPathLimits(Plan plan, List<Violation> found) {
    for (PathLimit limit : plan.problem().pathLimits()) {
      double needed = PlanValue.of(plan.problem(), limit.objective(), plan.slices());
      if (!Tolerance.isWithin(needed, limit.allowed())) {
        found.add(new Violation.PathLimitExceeded(limit, needed));
      }
    }
  }
}
