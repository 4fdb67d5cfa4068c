package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.popex.AlexNetRuns.Curve;
import dev.espalier.reproduction.popex.AlexNetScene.Answer;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Answers for B-AlexNet as figures 3 and 4. */
final class AlexNetFigures {
  private AlexNetFigures() {}

  static List<ReproducedFigure> of(AlexNetRuns runs) {
    List<ReproducedFigure> figures = new ArrayList<>();
    char letter = 'a';
    for (double gamma : AlexNetRuns.GAMMAS) {
      figures.add(new ReproducedFigure("figure 3" + letter, timeChart(gamma, runs.times(gamma))));
      letter++;
    }
    letter = 'a';
    for (Uplink uplink : runs.uplinks()) {
      figures.add(
          new ReproducedFigure(
              "figure 4" + letter, cutChart(uplink, runs.cuts(uplink)), AlexNetScene.cutNames()));
      letter++;
    }
    return figures;
  }

  private static LineChart timeChart(double gamma, List<Curve> curves) {
    return new LineChart(
        String.format(Locale.ROOT, "B-AlexNet, edge %.0f times as slow as the cloud", gamma),
        LineChart.XAxis.linear("p: probability of leaving at the side branch"),
        "inference time, ms",
        Optional.empty(),
        curves.stream()
            .map(
                curve ->
                    LineChart.Line.straight(
                        String.format(
                            Locale.ROOT,
                            "%s, %s Mbps",
                            curve.uplink().name(),
                            curve.uplink().mbps()),
                        points(curve, Answer::timeMs)))
            .toList());
  }

  private static LineChart cutChart(Uplink uplink, List<Curve> curves) {
    return new LineChart(
        "%s, %s Mbps: cut after layer %s".formatted(uplink.name(), uplink.mbps(), legend(curves)),
        LineChart.XAxis.logarithmic("gamma: edge time / cloud time"),
        "trunk layers at the edge",
        Optional.of("gammas of the authors' code"),
        curves.stream()
            .map(
                curve ->
                    new LineChart.Line(
                        "p = " + curve.fixed(),
                        LineChart.Join.STEPS,
                        points(curve, Answer::edgeLayers)))
            .toList());
  }

  /** The cuts that occur, such as {@code 0 input, 4 pool1}. */
  private static String legend(List<Curve> curves) {
    return curves.stream()
        .flatMap(curve -> curve.answers().stream())
        .map(Answer::edgeLayers)
        .distinct()
        .sorted()
        .map(layers -> layers + " " + AlexNetScene.cutNames().get(layers))
        .collect(Collectors.joining(", "));
  }

  private static List<LineChart.Point> points(Curve curve, ToDoubleFunction<Answer> height) {
    List<LineChart.Point> points = new ArrayList<>();
    for (int i = 0; i < curve.xs().size(); i++) {
      points.add(
          new LineChart.Point(
              curve.xs().get(i),
              height.applyAsDouble(curve.answers().get(i)),
              AlexNetRuns.GAMMAS_IN_CODE.contains(curve.xs().get(i))));
    }
    return points;
  }
}
