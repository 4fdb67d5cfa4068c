package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Join;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.LineChart.Point;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the statements on figures 3 and 4 come to with one share of the cloud's data sheet. The
 * share is the one free parameter; it is chosen so that the printed numbers come back, and the
 * charts show what others give.
 *
 * @param share share of the data sheet that the cloud reaches
 * @param savedPercent on 3G at gamma 10: time saved at p = 1 against p = 0, percent
 * @param edgeLayers on 3G at gamma 10 and p = 0: trunk layers at the edge
 * @param firstCloudOnlyGamma on 3G at p = 0.8: smallest whole gamma with everything in the cloud
 * @param lastCloudOnly on 4G at gamma 100: greatest p, of steps of 0.05, at which everything runs
 *     in the cloud; NaN if there is none
 */
record CloudFit(
    double share,
    double savedPercent,
    int edgeLayers,
    int firstCloudOnlyGamma,
    double lastCloudOnly) {
  private static final List<Double> SHARES =
      List.of(
          0.02, 0.021, 0.0222, 0.0224, 0.023, 0.024, 0.025, 0.026, 0.028, 0.03, 0.032, 0.035, 0.04,
          0.05, 0.06, 0.07, 0.08, 0.09, 0.1);

  private static final int STEPS = 20;
  private static final String X = "cloud, % of a K80's data sheet";

  static CloudFit of(double share) {
    AlexNetScene scene = new AlexNetScene(share);
    double slow = Uplink.PRINTED.get(0).mbps();
    double faster = Uplink.PRINTED.get(1).mbps();
    Answer without = scene.answer(10, slow, 0);
    return new CloudFit(
        share,
        TimeClaims.savedPercent(without, scene.answer(10, slow, 1)),
        without.edgeLayers(),
        scene.firstCloudOnlyGamma(slow, 0.8),
        IntStream.rangeClosed(0, STEPS)
            .mapToDouble(i -> (double) i / STEPS)
            .filter(p -> scene.answer(100, faster, p).isCloudOnly())
            .max()
            .orElse(Double.NaN));
  }

  /** Fits of shares from 2 to 10 %. */
  static List<CloudFit> all() {
    return SHARES.stream().map(CloudFit::of).toList();
  }

  /** The share that figure 3b needs, in words. */
  static String remark(List<CloudFit> fits) {
    return fits.stream()
        .filter(fit -> fit.lastCloudOnly < 1)
        .findFirst()
        .map(
            fit ->
                String.format(
                    Locale.ROOT,
                    "figure 3b: on 4G, time falls beyond p = %.2f if the cloud reaches %.2f %% of its"
                        + " data sheet; with less, everything stays in the cloud; figure 3a then"
                        + " saves %.2f %%",
                    fit.lastCloudOnly,
                    percent(fit.share),
                    fit.savedPercent))
        .orElse("figure 3b: on 4G everything stays in the cloud with every share tried");
  }

  /** Charts over the shares, in which the chosen one is marked. */
  static List<ReproducedFigure> charts(List<CloudFit> fits, double chosen) {
    return List.of(
        new ReproducedFigure(
            "figure 3a by cloud",
            chart(
                "3G, gamma 10: time saved at p = 1 against p = 0",
                "saved %",
                line("ours", Join.STRAIGHT, fits, chosen, CloudFit::savedPercent),
                level("printed", 87.27))),
        new ReproducedFigure(
            "figure 3a cut by cloud",
            chart(
                "3G, gamma 10, p = 0: where the cut is",
                "trunk layers at the edge",
                line("ours", Join.STEPS, fits, chosen, CloudFit::edgeLayers)),
            AlexNetScene.cutNames()),
        new ReproducedFigure(
            "figure 3b by cloud",
            chart(
                "4G, gamma 100: up to which p everything runs in the cloud",
                "p",
                line("ours", Join.STRAIGHT, fits, chosen, CloudFit::lastCloudOnly))),
        new ReproducedFigure(
            "figure 4a by cloud",
            chart(
                "3G, p = 0.8: first gamma with everything in the cloud",
                "gamma",
                line("ours", Join.STRAIGHT, fits, chosen, CloudFit::firstCloudOnlyGamma),
                level("printed: still after v1", 400),
                level("printed: at the input", 500))));
  }

  private static LineChart chart(String title, String yTitle, Line... lines) {
    return new LineChart(
        title,
        LineChart.XAxis.logarithmic(X),
        yTitle,
        Optional.of("the share used"),
        List.of(lines));
  }

  private static Line line(
      String name,
      Join join,
      List<CloudFit> fits,
      double chosen,
      ToDoubleFunction<CloudFit> height) {
    return new Line(
        name,
        join,
        fits.stream()
            .map(f -> new Point(percent(f.share), height.applyAsDouble(f), f.share == chosen))
            .toList());
  }

  private static Line level(String name, double height) {
    return Line.straight(
        name, SHARES.stream().map(share -> new Point(percent(share), height)).toList());
  }

  private static double percent(double share) {
    return Math.rint(1e4 * share) / 100;
  }
}
