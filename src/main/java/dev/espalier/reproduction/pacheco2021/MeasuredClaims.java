package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the paper states on figures 6 and 7, judged by measured times. */
final class MeasuredClaims {
  private static final String FIGURE_7 = "figure 7 measured";
  private static final String FIGURE_6A = "figure 6a measured";
  private static final String FIGURE_6B = "figure 6b measured";

  /** Deviation of a saving that still counts, percentage points. */
  private static final double CLOSE = 5;

  private static final String OTHER_MACHINES =
      "edge and cloud are this machine, the exit probabilities are those of another network, and"
          + " their program sends JSON over HTTP";

  private final List<MeasuredRun> runs;

  /**
   * @param runs those of MobileNetV2
   */
  MeasuredClaims(List<MeasuredRun> runs) {
    this.runs = runs;
  }

  List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.add(thirdIsTwiceTheSecond());
    claims.add(rises(FIGURE_6B, "mean time rises with the threshold", EdgeCut.ALL_AT_EDGE));
    for (EdgeCut cut : EdgeCut.offloading()) {
      claims.add(rises(FIGURE_7, "time grows with the threshold, " + cut.name(), cut));
    }
    claims.add(fiveAreFastest());
    List<Double> saved = saved();
    double min = saved.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double max = saved.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    claims.add(saved("minimum", Saved.PUBLISHED.min(), min));
    claims.add(saved("maximum", Saved.PUBLISHED.max(), max));
    claims.add(underTheRequirement());
    return claims;
  }

  private Stream<MeasuredRun> of(EdgeCut cut) {
    return runs.stream().filter(run -> run.cut().equals(cut));
  }

  /** The runs of a cut by threshold, ascending. */
  private List<MeasuredRun> alongThresholds(EdgeCut cut) {
    return of(cut).filter(run -> run.threshold().isPresent()).toList();
  }

  private static List<Double> ms(List<MeasuredRun> runs) {
    return runs.stream().map(MeasuredRun::meanMs).toList();
  }

  private MeasuredRun cloudOnly() {
    return of(EdgeCut.CLOUD_ONLY).findFirst().orElseThrow();
  }

  private Claim thirdIsTwiceTheSecond() {
    MeasuredRun run =
        of(EdgeCut.ALL_AT_EDGE)
            .filter(each -> each.threshold().isEmpty())
            .findFirst()
            .orElseThrow();
    double ratio = run.exitMs(2) / run.exitMs(1);
    return Claim.statement(
        FIGURE_6A,
        "leaving at exit 3 takes almost twice as long as at exit 2",
        ratio >= Figure6.MIN_ALMOST && ratio <= 2,
        String.format(Locale.ROOT, "%.2f times as long", ratio),
        "on a processor, time follows the operations, which are 1.5 times as many");
  }

  /** A fall from one threshold to the next counts if it exceeds the intervals. */
  private Claim rises(String where, String what, EdgeCut cut) {
    List<MeasuredRun> along = alongThresholds(cut);
    boolean neverFalls = true;
    for (int i = 1; i < along.size(); i++) {
      double fallMs = along.get(i - 1).meanMs() - along.get(i).meanMs();
      neverFalls &= fallMs <= along.get(i - 1).halfMs() + along.get(i).halfMs();
    }
    List<Double> means = ms(along);
    return Claim.statement(
        where,
        what,
        neverFalls && means.get(means.size() - 1) > means.get(0),
        Lines.list("%.2f", means) + " ms",
        "it falls somewhere by more than its interval");
  }

  private Claim fiveAreFastest() {
    List<EdgeCut> cuts = EdgeCut.offloading();
    List<Double> five = ms(alongThresholds(cuts.get(cuts.size() - 1)));
    double cloudOnlyMs = cloudOnly().meanMs();
    return Claim.statement(
        FIGURE_7,
        "exits up to the fifth at the edge are fastest",
        cuts.subList(0, cuts.size() - 1).stream()
                .allMatch(cut -> Lines.areBelow(five, ms(alongThresholds(cut))))
            && five.stream().allMatch(ms -> ms < cloudOnlyMs),
        String.format(
            Locale.ROOT, "%s ms, cloud-only %.1f ms", Lines.range("%.1f", five), cloudOnlyMs),
        "they are not at every threshold");
  }

  private List<Double> saved() {
    double cloudOnlyMs = cloudOnly().meanMs();
    return EdgeCut.offloading().stream()
        .flatMap(cut -> ms(alongThresholds(cut)).stream())
        .map(ms -> 100 * (1 - ms / cloudOnlyMs))
        .toList();
  }

  private static Claim saved(String which, double published, double ours) {
    return Claim.percentage(
        FIGURE_7,
        which + " saved against cloud-only",
        String.format(Locale.ROOT, "%.0f", published),
        ours,
        CLOSE,
        OTHER_MACHINES);
  }

  private Claim underTheRequirement() {
    List<EdgeCut> cuts = EdgeCut.offloading();
    List<MeasuredRun> along = alongThresholds(cuts.get(cuts.size() - 1));
    double longestMs = along.stream().mapToDouble(MeasuredRun::longestMs).max().orElseThrow();
    return Claim.statement(
        FIGURE_7,
        "all five exits: under 100 ms",
        along.stream().allMatch(run -> run.meanMs() < Requirements.COGNITIVE_ASSISTANCE_MS),
        String.format(
            Locale.ROOT,
            "mean %s ms, longest of all pictures %.0f ms",
            Lines.range("%.1f", ms(along)),
            longestMs),
        "the mean is longer");
  }
}
