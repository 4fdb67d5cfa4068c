package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Figure 7: inference time between edge and cloud against the threshold, with exit 3, exits 3 and 4
 * or exits 3 to 5 at the edge, and with everything in the cloud. Intervals are those of the mean
 * over the test pictures.
 */
final class Figure7 implements Part {
  private static final String ID = "figure 7";

  /** Deviation of a saving that still counts, percentage points. */
  private static final double CLOSE = 5;

  /** Difference of shares that the text on figure 4c suggests. */
  private static final double MORE = 0.2;

  private final MobileNetScene scene = MobileNetScene.usual();

  /** The last exits of the curves. */
  static List<Integer> lastExits() {
    return IntStream.rangeClosed(MobileNetScene.FIRST_EXIT, MobileNetScene.LAST_EXIT)
        .boxed()
        .toList();
  }

  /** The name of a curve. */
  static String exits(int last) {
    return last == MobileNetScene.FIRST_EXIT ? "exit 3" : "exits 3 to " + last;
  }

  @Override
  public List<ReproducedFigure> figures() {
    return List.of(
        new ReproducedFigure(ID, chart(Machine.GPU)),
        new ReproducedFigure(ID + ", CPU edge", chart(Machine.CPU)));
  }

  /** Figure 7 with some edge, and what Espalier plans there with the same exits. */
  static LineChart chart(Machine edge) {
    MobileNetScene scene = MobileNetScene.with(edge);
    List<LineChart.Line> lines = new ArrayList<>();
    lines.add(
        Lines.level(
            "cloud only", MeasuredShares.THRESHOLDS, scene.cloudOnly().expectedLatencyMs()));
    for (int last : lastExits()) {
      lines.add(
          Lines.estimated(
              exits(last),
              t -> MobileNetScene.meanMs(scene.offloading(last, LeavingByDepth.at(t)))));
    }
    lines.add(
        Lines.estimated("best plan", t -> MobileNetScene.meanMs(scene.best(LeavingByDepth.at(t)))));
    return Lines.chart(
        "MobileNetV2, 94 Mbps and 12.8 ms to the cloud; " + edge.name(),
        Lines.THRESHOLDS,
        "inference time, ms",
        lines);
  }

  private List<Double> ms(int last) {
    return Lines.atThresholds(
        t -> scene.offloading(last, LeavingByDepth.at(t)).expectedLatencyMs());
  }

  @Override
  public List<Claim> claims() {
    Saved saved = Saved.of(scene, 0);
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.missing(ID, "times in ms", "", "they are printed as points only"));
    claims.add(growsWithTheThreshold());
    claims.add(fiveAreFastest());
    claims.add(
        Claim.percentage(
            ID,
            "minimum saved against cloud-only",
            "27",
            saved.min(),
            CLOSE,
            String.format(
                Locale.ROOT,
                "fewer pictures leave than in theirs (figure 4c: 8 to 20 points fewer); with 20 points"
                    + " more, ours is %.0f %%",
                Saved.of(scene, MORE).min())));
    claims.add(
        Claim.percentage(
            ID,
            "maximum saved against cloud-only",
            "61",
            saved.max(),
            CLOSE,
            "their exit probabilities and layer times are not published"));
    claims.add(underTheRequirement());
    return claims;
  }

  private Claim growsWithTheThreshold() {
    return Claim.statement(
        ID,
        "time grows with the threshold",
        lastExits().stream().allMatch(last -> Lines.neverFalls(ms(last))),
        String.join(
            "; ",
            lastExits().stream()
                .map(last -> exits(last) + " " + Lines.range("%.1f", ms(last)) + " ms")
                .toList()),
        "it falls somewhere");
  }

  private Claim fiveAreFastest() {
    List<Double> five = ms(MobileNetScene.LAST_EXIT);
    double cloudOnlyMs = scene.cloudOnly().expectedLatencyMs();
    return Claim.statement(
        ID,
        "exits up to the fifth at the edge are fastest",
        lastExits().stream()
                .filter(last -> last < MobileNetScene.LAST_EXIT)
                .allMatch(last -> Lines.areBelow(five, ms(last)))
            && five.stream().allMatch(ms -> ms < cloudOnlyMs),
        String.format(
            Locale.ROOT, "%s ms, cloud-only %.1f ms", Lines.range("%.1f", five), cloudOnlyMs),
        "they are not");
  }

  private Claim underTheRequirement() {
    List<Double> mean = ms(MobileNetScene.LAST_EXIT);
    double worstMs =
        scene.offloading(MobileNetScene.LAST_EXIT, LeavingByDepth.at(0.9)).worstCaseLatencyMs();
    return Claim.statement(
        ID,
        "all five exits: under 100 ms",
        worstMs < Requirements.COGNITIVE_ASSISTANCE_MS,
        String.format(
            Locale.ROOT,
            "mean %s ms, at most %.1f ms; without the time of programs, HTTP and JSON",
            Lines.range("%.1f", mean),
            worstMs),
        "some pictures take longer");
  }
}
