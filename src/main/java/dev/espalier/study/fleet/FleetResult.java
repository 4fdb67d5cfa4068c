package dev.espalier.study.fleet;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Tolerance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The groups of a fleet and how they fare.
 *
 * @param fleet the fleet
 * @param problem the problem on all devices at usual values
 * @param question what a group must achieve
 * @param varied parameters that vary besides what the fleet says
 * @param groups all groups, the cheapest first
 * @param looks numbers of samples at which groups were looked at; intervals hold for all of them
 * @param confirmation the {@link #answer} on as many samples that no choice was made from; empty if
 *     there is no answer, or the study was stopped
 * @param searches number of plans that were searched
 * @param unproven number of searches whose plan was not proven to be the best one
 * @param complete whether no sample was left out as the study was stopped
 */
public record FleetResult(
    Fleet fleet,
    PlanningProblem problem,
    FleetQuestion question,
    List<VariedParameter> varied,
    List<GroupResult> groups,
    List<Integer> looks,
    Optional<Percentile> confirmation,
    long searches,
    long unproven,
    boolean complete) {
  private static final Comparator<GroupResult> CHEAPEST =
      Comparator.<GroupResult>comparingDouble(each -> each.group().price())
          .thenComparingDouble(each -> each.estimate().valueMs());

  private static final Comparator<GroupResult> FASTEST =
      Comparator.<GroupResult>comparingDouble(each -> each.estimate().valueMs())
          .thenComparingDouble(each -> each.group().price());

  public FleetResult {
    varied = List.copyOf(varied);
    groups = List.copyOf(groups);
    looks = List.copyOf(looks);
  }

  /**
   * The cheapest group whose whole interval keeps the target; if there is none, the cheapest whose
   * estimate does. Of equally dear ones the fastest; empty if no estimate keeps the target.
   */
  public Optional<GroupResult> answer() {
    return answer(groups);
  }

  /** The answer where only some groups are considered. */
  static Optional<GroupResult> answer(List<GroupResult> groups) {
    return cheapest(groups, Verdict.MET).or(() -> cheapest(groups, Verdict.PROBABLY_MET));
  }

  /** The cheapest group of a verdict. */
  public Optional<GroupResult> cheapest(Verdict verdict) {
    return cheapest(groups, verdict);
  }

  private static Optional<GroupResult> cheapest(List<GroupResult> groups, Verdict verdict) {
    return groups.stream().filter(each -> each.estimate().verdict() == verdict).min(CHEAPEST);
  }

  /**
   * By number of bought devices, the answer among the groups of that number; the fastest where no
   * estimate keeps the target.
   */
  public SortedMap<Integer, GroupResult> byDevices() {
    SortedMap<Integer, List<GroupResult>> bySize = new TreeMap<>();
    groups.forEach(
        each -> bySize.computeIfAbsent(each.group().devices(), any -> new ArrayList<>()).add(each));
    SortedMap<Integer, GroupResult> best = new TreeMap<>();
    bySize.forEach(
        (size, all) ->
            best.put(size, answer(all).or(() -> all.stream().min(FASTEST)).orElseThrow()));
    return best;
  }

  /**
   * The Pareto front of price and percentile among the groups that have all samples, the cheapest
   * first: each is faster than every cheaper one. Groups whose percentile is infinite are not on
   * it.
   */
  public List<GroupResult> front() {
    int samples = samples();
    List<GroupResult> front = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (GroupResult each : groups.stream().sorted(CHEAPEST).toList()) {
      // A group that has one more device, of no use, must not be on it by rounding.
      double below = best * (1 - Tolerance.RELATIVE);
      if (each.estimate().samples() == samples && each.estimate().valueMs() < below) {
        best = each.estimate().valueMs();
        front.add(each);
      }
    }
    return front;
  }

  /** Number of samples of the groups that have all. */
  public int samples() {
    return groups.stream().mapToInt(each -> each.estimate().samples()).max().orElse(0);
  }
}
