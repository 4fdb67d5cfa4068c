package dev.espalier.reproduction.pacheco2021;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The paper's future work: an end device with the pictures, an edge near it and the cloud, planned
 * by Espalier with two and with three tiers; and a Raspberry Pi as the edge of figure 7. The end
 * device is a Raspberry Pi, and the edge some times as slow as the paper's.
 */
final class ThreeTiers implements Part {
  private static final String END = "end";
  private static final String EDGE = "edge";
  private static final String CLOUD = "cloud";

  /** Time between end device and edge, one way, ms: assumed. */
  private static final double ACCESS_MS = 2;

  private static final double THRESHOLD = 0.8;
  private static final List<Double> SLOWER =
      List.of(0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 20.0);

  /** Tiers that may run layers, by name of the line. */
  private static final Map<String, List<String>> TIERS = new LinkedHashMap<>();

  static final String END_ALONE = "end device alone";
  static final String WITH_EDGE = "end device and edge";
  static final String WITH_CLOUD = "end device and cloud";
  static final String ALL = "three tiers";

  static {
    TIERS.put(END_ALONE, List.of(END));
    TIERS.put(WITH_EDGE, List.of(END, EDGE));
    TIERS.put(WITH_CLOUD, List.of(END, CLOUD));
    TIERS.put(ALL, List.of(END, EDGE, CLOUD));
  }

  @Override
  public List<ReproducedFigure> figures() {
    return List.of(
        figure("future work, latency", Objective.EXPECTED, "inference time, ms"),
        figure("future work, period", Objective.THROUGHPUT, "time between pictures ms"),
        new ReproducedFigure("future work, small edge", Figure7.chart(Machine.BOARD)));
  }

  private static ReproducedFigure figure(String id, Objective objective, String yTitle) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (String tiers : TIERS.keySet()) {
      if (objective == Objective.THROUGHPUT && tiers.equals(END_ALONE)) {
        continue; // 116 ms, beside which the other lines would coincide
      }
      lines.add(Lines.line(tiers, SLOWER, slower -> best(tiers, slower, objective).value()));
    }
    return new ReproducedFigure(
        id,
        Lines.chart(
            "End device, edge and cloud: best plans at threshold 0.8",
            LineChart.XAxis.logarithmic(Requirements.SLOWDOWN),
            yTitle,
            lines));
  }

  /**
   * The optimum.
   *
   * @param tiers name of the line
   * @param slower how many times as slow as the paper's the edge is
   */
  static Plan best(String tiers, double slower, Objective objective) {
    BranchyNet net =
        MobileNetScene.usual()
            .withExits(
                MobileNetScene.FIRST_EXIT, MobileNetScene.LAST_EXIT, LeavingByDepth.at(THRESHOLD));
    PlanningProblem problem =
        PlanningProblem.builder(net, catalog(slower))
            .source(END)
            .sink(END)
            .devices(TIERS.get(tiers))
            .objective(objective)
            .build();
    return MobileNetScene.best(problem).orElseThrow();
  }

  private static DeviceCatalog catalog(double slower) {
    double toCloudMs = MobileNetScene.ROUND_TRIP_MS / 2;
    List<Link> links =
        Stream.concat(both(EDGE, ACCESS_MS), both(CLOUD, ACCESS_MS + toCloudMs)).toList();
    return new DeviceCatalog(
        ALL,
        List.of(
            Machine.BOARD.device(END),
            Machine.GPU.slowed(slower).device(EDGE),
            Machine.T4.device(CLOUD)),
        Network.uniform(MobileNetScene.MBPS, toCloudMs).withLinks(links));
  }

  /** The links of the end device. */
  private static Stream<Link> both(String other, double latencyMs) {
    return Stream.of(
        new Link(END, other, MobileNetScene.MBPS, latencyMs),
        new Link(other, END, MobileNetScene.MBPS, latencyMs));
  }

  @Override
  public List<String> remarks() {
    return List.of(
        thirdTier(Objective.EXPECTED, "mean time"),
        thirdTier(Objective.THROUGHPUT, "time between pictures"));
  }

  /** The edge at which a third tier gains the maximum. */
  private static String thirdTier(Objective objective, String what) {
    double maxGainMs = 0;
    double at = SLOWER.get(0);
    for (double slower : SLOWER) {
      double gainMs =
          Math.min(
                  best(WITH_EDGE, slower, objective).value(),
                  best(WITH_CLOUD, slower, objective).value())
              - best(ALL, slower, objective).value();
      if (gainMs > maxGainMs) {
        maxGainMs = gainMs;
        at = slower;
      }
    }
    if (maxGainMs == 0) {
      return "future work: a third tier never shortens the %s: the better pair of tiers is as fast"
          .formatted(what);
    }
    Plan plan = best(ALL, at, objective);
    return String.format(
        Locale.ROOT,
        "future work: a third tier shortens the %s by at most %.2f ms, to %.2f ms, with an edge %s"
            + " times as slow: %s",
        what,
        maxGainMs,
        plan.value(),
        at,
        String.join(
            ", ",
            plan.slices().stream()
                .map(s -> "%s %d layers".formatted(s.device(), s.to() - s.from()))
                .toList()));
  }
}
