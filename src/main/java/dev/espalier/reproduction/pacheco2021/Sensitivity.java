package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * What figure 7 owes to what had to be assumed: the size of the picture file, the speed of the
 * edge, the share of its data sheet that a CPU reaches, the time to launch a layer, and the shares
 * that leave. Each chart has the minimum and the maximum saved over all sets of exits and
 * thresholds, and the published range.
 */
final class Sensitivity implements Part {
  private static final List<Double> FILE_KB =
      List.of(10.0, 20.0, 30.0, 39.0, 50.0, 70.0, 100.0, 150.0, 200.0, 300.0, 450.0, 600.0);
  private static final List<Double> SLOWER =
      List.of(0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0);

  private static final List<Double> CPU_PERCENT =
      List.of(5.0, 10.0, 15.0, 20.0, 30.0, 50.0, 70.0, 100.0);

  /** Times to launch a layer on a GPU, ms. */
  static final List<Double> LAUNCH_MS =
      List.of(0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3);

  private static final List<Double> POINTS =
      List.of(-10.0, -5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0);

  /** Files of the chart over edge speeds, kB. */
  private static final List<Long> FILES_OF_SPEEDS = List.of(39L, 100L, 300L);

  private static final long KB = 1000;

  /** Characters of a float32 in their JSON text, with its separator, such as 0.3217434287071228. */
  private static final int JSON_CHARACTERS = 20;

  private static final int FLOAT_BYTES = 4;

  @Override
  public List<ReproducedFigure> figures() {
    return List.of(
        figure(
            "file",
            LineChart.XAxis.logarithmic("picture file, kB"),
            FILE_KB,
            List.of(
                new Curve("GPU", kb -> ofFile(Machine.GPU, kb)),
                new Curve("CPU", kb -> ofFile(Machine.CPU, kb)))),
        figure(
            "edge",
            LineChart.XAxis.logarithmic(Requirements.SLOWDOWN),
            SLOWER,
            FILES_OF_SPEEDS.stream()
                .map(kb -> new Curve(kb + " kB", slower -> ofEdge(slower, kb)))
                .toList()),
        figure(
            "CPU",
            LineChart.XAxis.logarithmic("CPU edge, % of its data sheet"),
            CPU_PERCENT,
            FILES_OF_SPEEDS.stream()
                .map(kb -> new Curve(kb + " kB", percent -> ofCpu(percent / 100, kb)))
                .toList()),
        figure(
            "launch",
            LineChart.XAxis.logarithmic("launch of a layer on both GPUs, ms"),
            LAUNCH_MS,
            List.of(new Curve("39 kB", Sensitivity::ofLaunch))),
        figure(
            "shares",
            LineChart.XAxis.linear("points added to shares"),
            POINTS,
            List.of(new Curve("39 kB", points -> Saved.of(MobileNetScene.usual(), points / 100)))));
  }

  private static Saved ofFile(Machine edge, double kb) {
    return Saved.of(new MobileNetScene(edge, Machine.T4, Math.round(kb * KB)), 0);
  }

  private static Saved ofEdge(double slower, long kb) {
    return Saved.of(new MobileNetScene(Machine.GPU.slowed(slower), Machine.T4, kb * KB), 0);
  }

  private static Saved ofCpu(double share, long kb) {
    Machine cpu = Machine.CPU.slowed(Machine.CPU_SHARE / share);
    return Saved.of(new MobileNetScene(cpu, Machine.T4, kb * KB), 0);
  }

  private static Saved ofLaunch(double ms) {
    return Saved.of(
        new MobileNetScene(
            Machine.GPU.withLaunchMs(ms),
            Machine.T4.withLaunchMs(ms),
            MobileNetScene.MEAN_FILE_BYTES),
        0);
  }

  /** A pair of lines. */
  private record Curve(String name, DoubleFunction<Saved> saved) {}

  private static ReproducedFigure figure(
      String id, LineChart.XAxis axis, List<Double> xs, List<Curve> curves) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (Curve curve : curves) {
      List<Saved> saved = xs.stream().map(x -> curve.saved().apply(x)).toList();
      lines.add(Lines.line(curve.name() + " min", xs, x -> saved.get(xs.indexOf(x)).min()));
      lines.add(Lines.line(curve.name() + " max", xs, x -> saved.get(xs.indexOf(x)).max()));
    }
    lines.add(Lines.level("27 %", xs, Saved.PUBLISHED.min()));
    lines.add(Lines.level("61 %", xs, Saved.PUBLISHED.max()));
    return new ReproducedFigure(
        "figure 7 by " + id,
        Lines.chart(
            "Saved over exits and thresholds, and the published range", axis, "saved %", lines));
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (Machine edge : List.of(Machine.GPU, Machine.CPU)) {
      remarks.add(filesOfTheRange(edge));
    }
    remarks.add(
        "figure 7 by shares: ten points more or fewer turn the range saved, %s %%, into %s or %s %%"
            .formatted(
                range(Saved.of(MobileNetScene.usual(), 0)),
                range(Saved.of(MobileNetScene.usual(), 0.1)),
                range(Saved.of(MobileNetScene.usual(), -0.1))));
    remarks.add(cpuLoses());
    remarks.add(asJson());
    return remarks;
  }

  private static String cpuLoses() {
    Saved saved = Saved.of(MobileNetScene.with(Machine.CPU), 0);
    return String.format(
        Locale.ROOT,
        "figure 7, CPU edge: with a file of 39 kB, early exits at the edge lose time: %s %% saved",
        range(saved));
  }

  private static String range(Saved saved) {
    return String.format(Locale.ROOT, "%.0f to %.0f", saved.min(), saved.max());
  }

  /** Both ends of the range grow with the file: more is saved the more an upload costs. */
  private static String filesOfTheRange(Machine edge) {
    MobileNetScene scene = MobileNetScene.with(edge);
    double minKb = Saved.fileKb(scene, Saved.PUBLISHED.min(), true);
    double maxKb = Saved.fileKb(scene, Saved.PUBLISHED.max(), false);
    return String.format(
        Locale.ROOT,
        "figure 7 by file, %s: at least 27 %% is saved from %.0f kB on, at most 61 %% up to %.0f kB:"
            + " %s",
        edge.name(),
        minKb,
        maxKb,
        minKb > maxKb ? "no size gives both" : "sizes between these give both");
  }

  /** The feature map behind exit 3 as their code sends it. */
  private static String asJson() {
    MobileNetScene scene = MobileNetScene.usual();
    LeavingByDepth leaving = LeavingByDepth.at(0.8);
    int first = MobileNetScene.FIRST_EXIT;
    double floatMs = scene.offloading(first, leaving).expectedLatencyMs();
    long bytes = scene.uploadBytes(first, leaving);
    double moreBytes = bytes * ((double) JSON_CHARACTERS / FLOAT_BYTES - 1);
    double onward = 1 - leaving.probabilities(MobileNetScene.LAST_EXIT, first, first)[0];
    double jsonMs = floatMs + onward * 8 * moreBytes / (MobileNetScene.MBPS * 1000);
    return String.format(
        Locale.ROOT,
        "their code sends feature maps as JSON numbers, some %d characters each instead of 4 bytes:"
            + " exit 3 at 0.8 would take %.1f ms instead of %.1f ms, cloud-only %.1f ms",
        JSON_CHARACTERS,
        jsonMs,
        floatMs,
        scene.cloudOnly().expectedLatencyMs());
  }
}
