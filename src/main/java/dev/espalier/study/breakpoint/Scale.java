package dev.espalier.study.breakpoint;

import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.SliceLimit;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.InputBytes;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the value of a plan depends on a parameter. Costs that add up are affine in the parameter, or
 * in its reciprocal where it is a bandwidth, as long as the same part of a link bounds it.
 *
 * @param parameter the parameter
 */
public record Scale(Parameter parameter) {

  /** The quantity in which values of plans are affine. */
  public double of(double x) {
    return parameter instanceof Bandwidth ? 1 / x : x;
  }

  /** The value of the parameter at a quantity. */
  public double inverse(double quantity) {
    double x = parameter instanceof Bandwidth ? 1 / quantity : quantity;
    return parameter instanceof InputBytes ? Math.rint(x) : x;
  }

  /** A value between two others, by their factor where that is finite. */
  public double middle(double a, double b) {
    return a > 0 ? Math.sqrt(a) * Math.sqrt(b) : a + (b - a) / 2;
  }

  /** Where, within a range, a default link is bounded by another of its parts than before. */
  public List<Double> kinks(PlanningProblem problem, double from, double to) {
    if (!(parameter instanceof Bandwidth bandwidth) || bandwidth.ends().isPresent()) {
      return List.of();
    }
    return problem.catalog().devices().stream()
        .flatMap(device -> Stream.of(device.uplinkMbps(), device.downlinkMbps()))
        .flatMap(mbps -> mbps.stream().boxed())
        .filter(mbps -> mbps > from && mbps < to)
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether values of plans are affine, which those of a bottleneck are not. */
  public static boolean isAffine(PlanningProblem problem) {
    return problem.objective().combination() == Objective.Combination.SUM;
  }

  /** Whether limits on energy may depend on the parameter. */
  public boolean isLimitingEnergy(PlanningProblem problem) {
    return isVaried(SliceLimit.ENERGY, problem);
  }

  /** Whether any other limit may depend on the parameter. */
  public boolean isLimitingElse(PlanningProblem problem) {
    return !problem.pathLimits().isEmpty()
        || problem.sliceLimits().stream()
            .anyMatch(limit -> limit != SliceLimit.ENERGY && isVaried(limit, problem));
  }

  private boolean isVaried(SliceLimit limit, PlanningProblem problem) {
    return problem.devices().stream().anyMatch(device -> varies(limit, problem, device));
  }

  private boolean varies(SliceLimit limit, PlanningProblem problem, Device device) {
    if (limit.allowed(problem, device).isEmpty() || !limit.isKnown(device)) {
      return false;
    }
    SliceLimit.Rates rates = limit.rates(problem, device);
    boolean isOfBytes = rates.perComputeMs() == 0 && rates.perTransferMs() == 0;
    return !isOfBytes || parameter instanceof InputBytes;
  }
}
