package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Results for MobileNetV2: figure 7, its shapes, and how they depend on the assumed edge. */
final class MobileNetResults {
  private static final String BECAUSE = "layer times are not published, and these are assumed";

  /** Share of its data sheet that each device is assumed to reach. */
  static final double SHARE = 0.2;

  /** The papers' range of the time saved against cloud-only, percent. */
  private static final double MIN_SAVED = 27;

  private static final double MAX_SAVED = 61;

  private static final List<Double> THRESHOLDS = List.of(0.7, 0.75, 0.8, 0.85, 0.9);
  private static final List<Double> EDGE_SHARES =
      List.of(0.125, 0.15, 0.175, 0.2, 0.225, 0.25, 0.3, 0.35, 0.4, 0.5, 0.7, 1.0);

  private final MobileNetScene scene = new MobileNetScene(SHARE, SHARE);

  /** Time saved with each of {@link #EDGE_SHARES}. */
  private final List<Saved> saved = EDGE_SHARES.stream().map(MobileNetResults::saved).toList();

  List<ReproducedFigure> figures() {
    return List.of(
        new ReproducedFigure("figure 7", timeChart()),
        new ReproducedFigure("figure 7 sensitivity", sensitivityChart()));
  }

  private LineChart timeChart() {
    List<LineChart.Line> lines = new ArrayList<>();
    double cloudOnlyMs = scene.cloudOnlyMs();
    lines.add(line("cloud only", THRESHOLDS, threshold -> cloudOnlyMs));
    for (int last = MobileNetScene.FIRST_EXIT; last <= MobileNetScene.LAST_EXIT; last++) {
      int exit = last;
      lines.add(line(exits(exit), THRESHOLDS, threshold -> scene.timeMs(exit, threshold)));
    }
    return new LineChart(
        "MobileNetV2, 94 Mbps and 12.8 ms round trip between edge and cloud",
        LineChart.XAxis.linear("confidence threshold"),
        "inference time ms",
        Optional.empty(),
        lines);
  }

  private LineChart sensitivityChart() {
    return new LineChart(
        "MobileNetV2: saved against cloud only",
        LineChart.XAxis.logarithmic("edge, % of its data sheet"),
        "saved %",
        Optional.empty(),
        List.of(
            sensitivityLine("minimum over exits and thresholds", Saved::min),
            sensitivityLine("maximum over exits and thresholds", Saved::max)));
  }

  private LineChart.Line sensitivityLine(String name, ToDoubleFunction<Saved> height) {
    return LineChart.Line.straight(
        name,
        IntStream.range(0, saved.size())
            .mapToObj(
                i ->
                    new LineChart.Point(
                        100 * EDGE_SHARES.get(i), height.applyAsDouble(saved.get(i))))
            .toList());
  }

  private static LineChart.Line line(String name, List<Double> xs, DoubleUnaryOperator height) {
    return LineChart.Line.straight(
        name, xs.stream().map(x -> new LineChart.Point(x, height.applyAsDouble(x))).toList());
  }

  private static String exits(int last) {
    return last == MobileNetScene.FIRST_EXIT
        ? "exit 3 at the edge"
        : "exits 3 to %d at the edge".formatted(last);
  }

  /**
   * Time saved against cloud-only over all exits and thresholds.
   *
   * @param min minimum, percent
   * @param max maximum, percent
   */
  private record Saved(double min, double max) {
    boolean isPublished() {
      return min >= MIN_SAVED && max <= MAX_SAVED;
    }
  }

  private static Saved saved(double edgeShare) {
    MobileNetScene scene = new MobileNetScene(edgeShare, SHARE);
    double cloudOnlyMs = scene.cloudOnlyMs();
    double[] saved =
        IntStream.rangeClosed(MobileNetScene.FIRST_EXIT, MobileNetScene.LAST_EXIT)
            .boxed()
            .flatMapToDouble(
                last ->
                    THRESHOLDS.stream()
                        .mapToDouble(t -> 100 * (1 - scene.timeMs(last, t) / cloudOnlyMs)))
            .sorted()
            .toArray();
    return new Saved(saved[0], saved[saved.length - 1]);
  }

  List<Claim> checks() {
    return List.of(growsWithTheThreshold(), savesWithinTheRange());
  }

  private Claim growsWithTheThreshold() {
    boolean holds = true;
    List<String> found = new ArrayList<>();
    for (int last = MobileNetScene.FIRST_EXIT; last <= MobileNetScene.LAST_EXIT; last++) {
      for (int i = 1; i < THRESHOLDS.size(); i++) {
        holds &= scene.timeMs(last, THRESHOLDS.get(i)) > scene.timeMs(last, THRESHOLDS.get(i - 1));
      }
      found.add(
          String.format(
              Locale.ROOT,
              "%s %.1f to %.1f ms",
              exits(last),
              scene.timeMs(last, THRESHOLDS.get(0)),
              scene.timeMs(last, THRESHOLDS.get(THRESHOLDS.size() - 1))));
    }
    return Claim.statement(
        "figure 7", "time grows with the threshold", holds, String.join(", ", found), BECAUSE);
  }

  private static Claim savesWithinTheRange() {
    Saved found = saved(SHARE);
    return Claim.statement(
        "figure 7",
        String.format(
            Locale.ROOT,
            "the share saved against cloud-only lies in the paper's range, %.0f to %.0f" + " %%",
            MIN_SAVED,
            MAX_SAVED),
        found.isPublished(),
        String.format(Locale.ROOT, "%.0f to %.0f %%", found.min, found.max),
        BECAUSE);
  }

  /** For which edges the share saved is the published one. */
  String sensitivity() {
    List<Double> fitting =
        IntStream.range(0, saved.size())
            .filter(i -> saved.get(i).isPublished())
            .mapToObj(EDGE_SHARES::get)
            .toList();
    return fitting.isEmpty()
        ? "figure 7: the share saved is outside the paper's range for every edge tried"
        : String.format(
            Locale.ROOT,
            "figure 7: the share saved is in the paper's range for edges that reach %.1f to %.1f %%"
                + " of their data sheet (tried: %.1f to %.0f %%); a slower one saves less, a faster one"
                + " more",
            100 * fitting.get(0),
            100 * fitting.get(fitting.size() - 1),
            100 * EDGE_SHARES.get(0),
            100 * EDGE_SHARES.get(EDGE_SHARES.size() - 1));
  }
}
