package dev.espalier.reproduction.pacheco2021;

import dev.espalier.plan.Plan;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.study.BarChart;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figure 6: everything at the edge, five exits. 6a: time of a picture that leaves at each exit at
 * 0.8; our times do not vary, so that there is no interval. 6b: mean time against the threshold,
 * with its interval over the test pictures.
 */
final class Figure6 implements Part {
  private static final double THRESHOLD = 0.8;
  private static final List<Machine> EDGES = List.of(Machine.GPU, Machine.CPU);

  /** What counts as almost twice. */
  static final double MIN_ALMOST = 1.75;

  @Override
  public List<ReproducedFigure> figures() {
    List<ReproducedFigure> figures = new ArrayList<>();
    figures.add(new ReproducedFigure("figure 6a", timesOfExits()));
    figures.add(new ReproducedFigure("figure 6a by launch", ratios()));
    for (Machine edge : EDGES) {
      figures.add(new ReproducedFigure("figure 6b, " + edge.name(), meanTimes(edge)));
    }
    return figures;
  }

  private static List<Double> exitMs(Machine edge) {
    return MobileNetScene.with(edge).allAtEdge(LeavingByDepth.at(THRESHOLD)).exits().stream()
        .map(Plan.ExitLatency::latencyMs)
        .toList();
  }

  private static BarChart timesOfExits() {
    return new BarChart(
        "MobileNetV2 at the edge by exit; 6 is the output",
        "exit",
        "processing time, ms",
        IntStream.rangeClosed(1, ExitPlaces.MAX_EXITS + 1).mapToObj(String::valueOf).toList(),
        EDGES.stream().map(edge -> new BarChart.Series(edge.name(), exitMs(edge))).toList());
  }

  /** What the time to launch a layer, which is assumed, does to the statement on exits 2 and 3. */
  private static LineChart ratios() {
    return Lines.chart(
        "MobileNetV2, GPU edge: exit 3 against exit 2",
        LineChart.XAxis.logarithmic("launch of a layer, ms"),
        "time of exit 3 / time of exit 2",
        List.of(
            Lines.line(
                "GPU edge",
                Sensitivity.LAUNCH_MS,
                ms -> thirdToSecond(Machine.GPU.withLaunchMs(ms))),
            Lines.level("twice", Sensitivity.LAUNCH_MS, 2)));
  }

  private static LineChart meanTimes(Machine edge) {
    MobileNetScene scene = MobileNetScene.with(edge);
    return Lines.chart(
        "MobileNetV2, all at the edge: mean time, " + edge.name(),
        Lines.THRESHOLDS,
        "processing time, ms",
        List.of(
            Lines.estimated(
                edge.name(), t -> MobileNetScene.meanMs(scene.allAtEdge(LeavingByDepth.at(t))))));
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        Claim.missing("figure 6", "times in ms", "", "they are printed as bars and points only"));
    claims.add(thirdIsTwiceTheSecond());
    for (Machine edge : EDGES) {
      claims.add(risesWithTheThreshold(edge));
    }
    return claims;
  }

  private static double thirdToSecond(Machine edge) {
    List<Double> ms = exitMs(edge);
    return ms.get(2) / ms.get(1);
  }

  private static Claim thirdIsTwiceTheSecond() {
    List<Double> ratios = EDGES.stream().map(Figure6::thirdToSecond).toList();
    return Claim.statement(
        "figure 6a",
        "leaving at exit 3 takes almost twice as long as at exit 2",
        ratios.get(0) >= MIN_ALMOST && ratios.get(0) <= 2,
        "%s times as long on GPU and CPU; 10 blocks against 5, but 1.5 times the operations"
            .formatted(Lines.list("%.2f", ratios)),
        "time follows operations");
  }

  private static Claim risesWithTheThreshold(Machine edge) {
    MobileNetScene scene = MobileNetScene.with(edge);
    List<Double> ms =
        Lines.atThresholds(t -> scene.allAtEdge(LeavingByDepth.at(t)).expectedLatencyMs());
    return Claim.statement(
        "figure 6b",
        "mean time rises with the threshold, " + edge.name(),
        Lines.neverFalls(ms),
        Lines.list("%.2f", ms) + " ms",
        "it falls somewhere");
  }
}
