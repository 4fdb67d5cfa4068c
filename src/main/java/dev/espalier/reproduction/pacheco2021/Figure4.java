package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.LineChart;
import dev.espalier.study.curve.CurveChart;
import dev.espalier.study.curve.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figure 4: probability of inference at the edge against the threshold, with the first n exits
 * active. 4b is measured, with Wilson intervals of the test pictures; 4a, 4c and 4d are estimated
 * from it by depth; the log of B-LeNet shows the method on a log.
 */
final class Figure4 implements Part {
  private static final String LETTERS = "abcd";
  private static final String EDGE = "inference at the edge %";

  /** Below it a share is about none, and the statement on the first exit holds. */
  private static final double ABOUT_NONE = 0.01;

  /** Deviation of an estimated share that still counts, percentage points. */
  private static final double ESTIMATED = 10;

  private static final String ONE_NETWORK =
      "the counts behind the curve are not published; only a network of three exits was measured";

  private final MeasuredLog log;

  Figure4(MeasuredLog log) {
    this.log = log;
  }

  private static String id(int exits) {
    return "figure 4" + LETTERS.charAt(exits - ExitPlaces.MIN_EXITS);
  }

  private static boolean isMeasured(int exits) {
    return exits == MeasuredShares.SIDE_EXITS;
  }

  /** Estimated share that has left after the first exits of a network, 0 to 1. */
  private static double left(int exits, int active, double threshold) {
    return LeavingByDepth.at(threshold).hasLeft(ExitPlaces.of(exits).depths().get(active - 1));
  }

  @Override
  public List<ReproducedFigure> figures() {
    List<ReproducedFigure> figures = new ArrayList<>();
    for (int exits = ExitPlaces.MIN_EXITS; exits <= ExitPlaces.MAX_EXITS; exits++) {
      figures.add(
          new ReproducedFigure(
              isMeasured(exits) ? id(exits) : id(exits) + " by depth", chart(exits)));
    }
    figures.add(new ReproducedFigure("figure 4 on a log", logChart()));
    return figures;
  }

  private static LineChart chart(int exits) {
    return Lines.chart(
        "MobileNetV2, %d exits, first n active%s"
            .formatted(exits, isMeasured(exits) ? "" : " (estimated by depth)"),
        Lines.THRESHOLDS,
        EDGE,
        IntStream.rangeClosed(1, exits).mapToObj(active -> line(exits, active)).toList());
  }

  private static LineChart.Line line(int exits, int active) {
    String name = "n = " + active;
    return isMeasured(exits)
        ? Lines.estimated(name, t -> Lines.percent(MeasuredShares.at(t).leftAfter(active)))
        : Lines.line(name, MeasuredShares.THRESHOLDS, t -> 100 * left(exits, active, t));
  }

  private LineChart logChart() {
    return Lines.chart(
        "B-LeNet on MNIST, its one side exit, measured",
        Lines.THRESHOLDS,
        EDGE,
        log.curves().entrySet().stream()
            .map(e -> CurveChart.line(e.getKey(), e.getValue(), CurvePoint::leavingEarly))
            .toList());
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (int exits = ExitPlaces.MIN_EXITS; exits <= ExitPlaces.MAX_EXITS; exits++) {
      if (!isMeasured(exits)) {
        claims.add(Claim.missing(id(exits), "the curves", "", ONE_NETWORK));
      }
      claims.add(firstTakesNone(exits));
    }
    claims.add(fallsWithTheThreshold());
    claims.add(close("n = 3: about 40 % leave", "40", 3));
    claims.add(close("n = 4: about 80 % leave", "80", 4));
    claims.add(fourthTakesMore());
    claims.add(fifthAddsLittle());
    return claims;
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "figure 4 by depth: a straight line from the measured exit 1 to exit 3 is %s points too high"
                .formatted(
                    Lines.range(
                        "%.0f", Lines.atThresholds(t -> 100 * LeavingByDepth.errorAtExit2(t))))
            + " at exit 2; estimates between exits may be off by as much (figure 7 by shares)");
  }

  private static Claim firstTakesNone(int exits) {
    List<Double> first =
        Lines.atThresholds(
            t -> isMeasured(exits) ? MeasuredShares.at(t).leftAfter(1).value() : left(exits, 1, t));
    return Claim.statement(
        id(exits),
        "almost none leave at the first exit" + (isMeasured(exits) ? "" : ", estimated by depth"),
        first.stream().allMatch(share -> share < ABOUT_NONE),
        Lines.range("%.2f", first.stream().map(share -> 100 * share).toList()) + " %",
        "the estimate is a straight line between exits, which lies above a curve that bends upward");
  }

  private static Claim fallsWithTheThreshold() {
    boolean holds =
        IntStream.rangeClosed(1, MeasuredShares.SIDE_EXITS)
            .allMatch(
                n ->
                    Lines.neverFalls(
                        Lines.atThresholds(t -> -MeasuredShares.at(t).leftAfter(n).value())));
    List<Double> all =
        Lines.atThresholds(
            t -> 100 * MeasuredShares.at(t).leftAfter(MeasuredShares.SIDE_EXITS).value());
    return Claim.statement(
        "figure 4b",
        "at a higher threshold, fewer pictures leave at the edge, for each n",
        holds,
        "n = 3: %s %%".formatted(Lines.list("%.1f", all)),
        "it rises somewhere");
  }

  private static Claim close(String what, String printed, int active) {
    List<Double> shares = Lines.atThresholds(t -> 100 * left(4, active, t));
    double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Claim.percentage(
        "figure 4c",
        "%s; ours by depth, %s %%, mean over the thresholds"
            .formatted(what, Lines.range("%.0f", shares)),
        printed,
        mean,
        ESTIMATED,
        "fewer pictures left the measured network of three exits than theirs of four");
  }

  private static Claim fourthTakesMore() {
    List<Double> third = Lines.atThresholds(t -> 100 * (left(5, 3, t) - left(5, 2, t)));
    List<Double> fourth = Lines.atThresholds(t -> 100 * (left(5, 4, t) - left(5, 3, t)));
    return Claim.statement(
        "figure 4d",
        "the fourth exit takes far more than the third, by depth",
        Lines.areBelow(third, fourth),
        "%s %% against %s %%".formatted(Lines.list("%.0f", fourth), Lines.list("%.0f", third)),
        "it does not");
  }

  /** The paper compares 4d with 4c: the last exits of both follow the same block. */
  private static Claim fifthAddsLittle() {
    int four = ExitPlaces.of(4).blocks().get(3);
    int five = ExitPlaces.of(5).blocks().get(4);
    return Claim.statement(
        "figure 4d",
        "five exits together take little more than four exits together",
        four == five,
        "the last exits of both follow block %d".formatted(five),
        "they follow different blocks");
  }
}
