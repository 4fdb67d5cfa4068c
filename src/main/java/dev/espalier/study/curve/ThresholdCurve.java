package dev.espalier.study.curve;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.SideExits;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Behavior of the exits of a network along a list of thresholds, each of which all deployed side
 * exits have in common. The samples are the same at every threshold, so that neighboring points are
 * not independent.
 *
 * @param criterion criterion by which samples leave
 * @param samples number of samples
 * @param exits names of the deployed side exits in order, and of the final one
 * @param points a point for each threshold, in the order of the list
 */
public record ThresholdCurve(
    Criterion criterion, int samples, List<String> exits, List<CurvePoint> points) {

  public ThresholdCurve {
    exits = List.copyOf(exits);
    points = List.copyOf(points);
  }

  /**
   * Counts the samples of a log at each threshold, in O(thresholds x samples x exits).
   *
   * @param deployed indices of the side exits that are deployed
   * @param thresholds thresholds of all of them, at least one
   * @throws IllegalArgumentException if there is no such side exit, there is no threshold, or one
   *     is not in the range of the log's criterion
   */
  public static ThresholdCurve of(
      ExitLog log, BitSet deployed, Fallback fallback, List<Double> thresholds) {
    Checks.notEmpty("curve", "thresholds", thresholds);
    int[] exits =
        Stream.concat(
                SideExits.checked("curve", deployed, log.exits()).stream().boxed(),
                Stream.of(log.exits().size() - 1))
            .mapToInt(Integer::intValue)
            .toArray();
    return new ThresholdCurve(
        log.criterion(),
        log.samples(),
        Arrays.stream(exits).mapToObj(log.exits()::get).toList(),
        thresholds.stream().map(t -> point(log, deployed, fallback, t, exits)).toList());
  }

  private static CurvePoint point(
      ExitLog log, BitSet deployed, Fallback fallback, double threshold, int[] exits) {
    double[] same = new double[log.exits().size() - 1];
    Arrays.fill(same, log.criterion().check("curve", threshold));
    LeavingSamples[] leaving = new LeavingSamples[log.exits().size()];
    Arrays.setAll(leaving, e -> new LeavingSamples());
    log.decide(
        same,
        deployed,
        fallback,
        (sample, exit, decider) ->
            leaving[exit].add(log.value(decider, sample), log.isCorrect(decider, sample)));
    int correct = Arrays.stream(leaving).mapToInt(LeavingSamples::correct).sum();
    int early = log.samples() - leaving[leaving.length - 1].count();
    return new CurvePoint(
        threshold,
        Arrays.stream(exits)
            .mapToObj(e -> leaving[e].point(log.exits().get(e), log.samples(), log.criterion()))
            .toList(),
        Estimate.ofProportion(early, log.samples()),
        Estimate.ofProportion(correct, log.samples()));
  }
}
