package dev.espalier.benchmarks.run;

import dev.espalier.benchmarks.Medians;
import dev.espalier.device.Link;
import dev.espalier.plan.Slice;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction.PredictedExit;
import dev.espalier.study.run.compare.LatencyDifference;
import dev.espalier.study.run.compare.LatencyDifference.Part;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan on its links: what is predicted, and what some runs have measured. */
final class PredictionRow {
  static final List<String> HEADER =
      List.of(
          "| network | slices end at | link | measured, ms | runs from .. to, ms"
              + " | predicted run after run, ms | off | predicted as it runs, ms | off"
              + " | exits off | largest part of the difference |",
          "|---|---|---|--:|---|--:|--:|--:|--:|---|---|");
  static final String CSV_HEADER =
      "network,slices,mbps,latencyMs,run,quantity,name,predicted,measured";
  private static final double PERCENT = 100;

  private final StudyPlan.Linked bare;
  private final StudyPlan.Linked asItRuns;
  private final List<RunComparison> runs = new ArrayList<>();

  /**
   * @param bare predicted from segments that are profiled run after run
   * @param asItRuns predicted from segments that are profiled as they run
   */
  PredictionRow(StudyPlan.Linked bare, StudyPlan.Linked asItRuns) {
    this.bare = bare;
    this.asItRuns = asItRuns;
  }

  void add(RunMeasurement run) {
    runs.add(RunComparison.of(asItRuns.prediction(), run));
  }

  private static RunValue value(RunComparison run, Kind kind, String name) {
    return run.value(kind, name).orElseThrow();
  }

  private static double measured(RunComparison run, Kind kind, String name) {
    return value(run, kind, name).measured().map(all -> all.value()).orElse(Double.NaN);
  }

  private double[] latencies() {
    return runs.stream()
        .mapToDouble(run -> measured(run, Kind.LATENCY, RunComparison.ALL))
        .sorted()
        .toArray();
  }

  private static double expectedMs(StudyPlan.Linked linked) {
    return linked.prediction().expectedMs().orElseThrow();
  }

  String markdown() {
    double[] latencies = latencies();
    double median = Medians.of(latencies);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s Mbps, %s ms | %.3f | %.3f .. %.3f | %.3f | %s | %.3f | %s | %s | %s |",
        bare.plan().network().name(),
        slices(),
        number(link().bandwidthMbps()),
        number(link().latencyMs()),
        median,
        latencies[0],
        latencies[latencies.length - 1],
        expectedMs(bare),
        percent(median / expectedMs(bare) - 1),
        expectedMs(asItRuns),
        percent(median / expectedMs(asItRuns) - 1),
        asItRuns.prediction().exits().stream()
            .map(exit -> exit.name() + " " + percent(off(exit)))
            .collect(Collectors.joining(", ")),
        largest());
  }

  /** Median over the runs of the mean latency at an exit, relative to its prediction. */
  private double off(PredictedExit exit) {
    double[] off =
        runs.stream()
            .mapToDouble(run -> measured(run, Kind.EXIT_LATENCY, exit.name()))
            .map(ms -> ms / exit.latencyMs().orElseThrow() - 1)
            .filter(Double::isFinite)
            .toArray();
    return off.length == 0 ? Double.NaN : Medians.of(off);
  }

  private static String percent(double fraction) {
    return Medians.cell("%+.1f %%", PERCENT * fraction);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private Link link() {
    List<String> devices = bare.plan().devices();
    return bare.catalog().link(devices.get(0), devices.get(1));
  }

  private String slices() {
    return bare.plan().segmentation().slices().stream()
        .map(Slice::to)
        .map(String::valueOf)
        .collect(Collectors.joining("/"));
  }

  /** Of the run in the middle. */
  private String largest() {
    RunComparison middle =
        runs.stream()
            .sorted(
                Comparator.comparingDouble(run -> measured(run, Kind.LATENCY, RunComparison.ALL)))
            .toList()
            .get(runs.size() / 2);
    LatencyDifference difference = middle.difference().orElseThrow();
    Part largest = difference.largest();
    return String.format(
        Locale.ROOT,
        "%s%s %+.3f ms",
        largest.cause().label(),
        largest.subject().isEmpty() ? "" : " " + largest.subject(),
        largest.ms().value());
  }

  /** All quantities that were measured, and the parts of the difference. */
  List<String> csv() {
    List<String> lines = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      String start =
          "%s,%s,%s,%s,%d"
              .formatted(
                  bare.plan().network().name(),
                  slices(),
                  link().bandwidthMbps(),
                  link().latencyMs(),
                  run + 1);
      for (RunValue value : runs.get(run).values()) {
        if (value.measured().isPresent()) {
          lines.add(
              "%s,%s,%s,%s,%s"
                  .formatted(
                      start,
                      value.kind().label(),
                      value.name(),
                      Medians.cell("%.5f", value.predicted().orElse(Double.NaN)),
                      Medians.cell("%.5f", value.measured().get().value())));
        }
      }
      for (Part part : runs.get(run).difference().orElseThrow().parts()) {
        lines.add(
            "%s,part: %s,%s,0,%s"
                .formatted(
                    start,
                    part.cause().label(),
                    part.subject(),
                    Medians.cell("%.5f", part.ms().value())));
      }
    }
    return lines;
  }
}
