package dev.espalier.reproduction.pacheco2021;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.study.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The latency requirements that the paper names, 100 ms of cognitive assistance and 300 ms of
 * autonomous driving: which speeds of the edge meet them on average and always, and what Espalier
 * plans under them as deadlines of the final exit, which every picture then meets.
 */
final class Requirements implements Part {
  static final double COGNITIVE_ASSISTANCE_MS = 100;
  static final double DRIVING_MS = 300;

  /** The axis of slower edges. */
  static final String SLOWDOWN = "edge: times as slow";

  private static final double THRESHOLD = 0.8;
  private static final List<Double> SLOWER =
      List.of(1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 70.0);
  private static final List<Double> MBPS =
      List.of(0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 20.0, 50.0, 94.0);

  @Override
  public List<ReproducedFigure> figures() {
    return List.of(
        new ReproducedFigure("figure 7 requirements", speeds()),
        new ReproducedFigure("figure 7 deadlines", deadlines()));
  }

  private static LineChart speeds() {
    LeavingByDepth leaving = LeavingByDepth.at(THRESHOLD);
    List<LineChart.Line> lines = new ArrayList<>();
    for (int last : Figure7.lastExits()) {
      lines.add(
          Lines.line(
              Figure7.exits(last),
              SLOWER,
              slower -> slowed(slower).offloading(last, leaving).expectedLatencyMs()));
    }
    lines.add(
        Lines.line(
            "3 to 5, longest",
            SLOWER,
            slower ->
                slowed(slower).offloading(MobileNetScene.LAST_EXIT, leaving).worstCaseLatencyMs()));
    lines.add(
        Lines.level("cloud only", SLOWER, MobileNetScene.usual().cloudOnly().expectedLatencyMs()));
    addRequirements(lines, SLOWER);
    return Lines.chart(
        "Latency requirements at threshold 0.8, 94 Mbps",
        LineChart.XAxis.logarithmic(SLOWDOWN),
        "inference time, ms",
        lines);
  }

  private static void addRequirements(List<LineChart.Line> lines, List<Double> xs) {
    lines.add(Lines.level("100 ms", xs, COGNITIVE_ASSISTANCE_MS));
    lines.add(Lines.level("300 ms", xs, DRIVING_MS));
  }

  private static MobileNetScene slowed(double factor) {
    return MobileNetScene.with(Machine.GPU.slowed(factor));
  }

  private static LineChart deadlines() {
    List<LineChart.Line> lines = new ArrayList<>();
    lines.add(
        Lines.line("best plan", MBPS, mbps -> ms(best(mbps, Double.POSITIVE_INFINITY), false)));
    lines.add(
        Lines.line("its longest", MBPS, mbps -> ms(best(mbps, Double.POSITIVE_INFINITY), true)));
    lines.add(
        Lines.line("within 100 ms", MBPS, mbps -> ms(best(mbps, COGNITIVE_ASSISTANCE_MS), false)));
    lines.add(Lines.line("within 300 ms", MBPS, mbps -> ms(best(mbps, DRIVING_MS), false)));
    addRequirements(lines, MBPS);
    return Lines.chart(
        "Raspberry Pi and cloud: best plans under deadlines",
        LineChart.XAxis.logarithmic("rate to the cloud, Mbps"),
        "inference time, ms",
        lines);
  }

  /** The optimum on a small edge, if there is a plan within the deadline. */
  static Optional<Plan> best(double mbps, double deadlineMs) {
    PlanningProblem problem =
        MobileNetScene.with(Machine.BOARD).problem(LeavingByDepth.at(THRESHOLD));
    PlanningProblemBuilder scene = problem.toBuilder().bandwidthMbps(mbps);
    if (Double.isFinite(deadlineMs)) {
      scene.deadlineMs(deadlineMs);
    }
    return MobileNetScene.best(scene.build());
  }

  private static double ms(Optional<Plan> plan, boolean isWorst) {
    return plan.map(p -> isWorst ? p.worstCaseLatencyMs() : p.expectedLatencyMs())
        .orElse(Double.NaN);
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add(slowEnough(COGNITIVE_ASSISTANCE_MS));
    remarks.add(slowEnough(DRIVING_MS));
    for (Machine edge : List.of(Machine.GPU, Machine.CPU, Machine.BOARD)) {
      remarks.add(bestPlan(edge));
    }
    remarks.add(slowestRate());
    return remarks;
  }

  private static String bestPlan(Machine edge) {
    Plan plan = MobileNetScene.with(edge).best(LeavingByDepth.at(THRESHOLD));
    return String.format(
        Locale.ROOT,
        "best plan at 0.8 and 94 Mbps, %s: %s; mean %.1f ms, at most %.1f ms",
        edge.name(),
        String.join(
            ", ",
            plan.slices().stream()
                .map(s -> "%s %d layers".formatted(s.device(), s.to() - s.from()))
                .toList()),
        plan.expectedLatencyMs(),
        plan.worstCaseLatencyMs());
  }

  /** How slow the edge may be: the longest time grows evenly with the time that the edge takes. */
  static double slowestEdge(double required) {
    double once = longestMs(1);
    return 1 + (required - once) / (longestMs(2) - once);
  }

  private static double longestMs(double slower) {
    return slowed(slower)
        .offloading(MobileNetScene.LAST_EXIT, LeavingByDepth.at(THRESHOLD))
        .worstCaseLatencyMs();
  }

  private static String slowEnough(double required) {
    return String.format(
        Locale.ROOT,
        "every picture meets %.0f ms with exits 3 to 5 at an edge up to %.1f times as slow as the"
            + " RTX 2080 Ti",
        required,
        slowestEdge(required));
  }

  private static String slowestRate() {
    List<Double> meeting =
        MBPS.stream().filter(mbps -> best(mbps, COGNITIVE_ASSISTANCE_MS).isPresent()).toList();
    List<Double> alone =
        MBPS.stream()
            .filter(mbps -> isAtTheEdge(best(mbps, Double.POSITIVE_INFINITY).orElseThrow()))
            .toList();
    return String.format(
        Locale.ROOT,
        "of the rates of the chart, a Raspberry Pi with the cloud has a plan within 100 ms at %s"
            + " Mbps; at %s Mbps it is best to run everything on the Raspberry Pi",
        Lines.range("%.1f", meeting),
        Lines.range("%.1f", alone));
  }

  private static boolean isAtTheEdge(Plan plan) {
    return plan.slices().stream().allMatch(slice -> slice.device().equals(EdgeCloud.EDGE));
  }
}
