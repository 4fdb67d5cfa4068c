package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.MeasuredFigure.Row;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.LineChart;
import dev.espalier.study.run.compare.LatencyDifference;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Figures 6 and 7 from experiments that were run: times between an edge and a cloud, with their 95
 * % intervals, beside what was predicted of them, and what the paper states on them.
 */
public final class MeasuredPacheco2021 {
  /** Parts of differences that are shown, the largest ones. */
  private static final int SHOWN_PARTS = 4;

  private static final String EXITS = "at the edge";
  private static final String INFERENCE = "inference time, ms";
  private static final String PROCESSING = "processing time, ms";

  private final List<MeasuredRun> mobileNet;
  private final List<MeasuredRun> leNet;

  private MeasuredPacheco2021(List<MeasuredRun> mobileNet, List<MeasuredRun> leNet) {
    this.mobileNet = mobileNet;
    this.leNet = leNet;
  }

  /**
   * Gathers what was measured. Without a time for each setting, no claim is judged.
   *
   * @param mobileNet runs of MobileNetV2 with five exits, thresholds ascending
   * @param leNet runs of B-LeNet, thresholds ascending
   * @param conditions what was assumed and what it was measured on, one sentence each
   * @param isComplete whether no run is missing
   */
  public static Reproduction of(
      List<MeasuredRun> mobileNet,
      List<MeasuredRun> leNet,
      List<String> conditions,
      boolean isComplete) {
    MeasuredPacheco2021 results = new MeasuredPacheco2021(mobileNet, leNet);
    boolean isMeasured =
        isComplete && mobileNet.stream().allMatch(run -> Double.isFinite(run.meanMs()));
    List<Claim> claims = isMeasured ? new MeasuredClaims(mobileNet).claims() : List.of();
    return new Reproduction(
        Pacheco2021.NAME,
        List.of(),
        List.of(),
        results.figures(),
        claims,
        conditions,
        results.remarks(),
        isComplete);
  }

  private List<MeasuredFigure> figures() {
    List<MeasuredFigure> figures = new ArrayList<>();
    add(
        figures,
        "figure 6a measured",
        "MobileNetV2, everything at the edge, by exit; 6 is the output",
        PROCESSING,
        LineChart.XAxis.named(
            "exit",
            IntStream.rangeClosed(1, EdgeCut.ALL_AT_EDGE.exits())
                .mapToObj(String::valueOf)
                .toList()),
        rows(mobileNet, run -> isAtEdge(run) && isOfAllExits(run), MeasuredRun::exitRows));
    add(
        figures,
        "figure 6b measured",
        "MobileNetV2, everything at the edge",
        PROCESSING,
        Lines.THRESHOLDS,
        rows(mobileNet, run -> isAtEdge(run) && !isOfAllExits(run), MeasuredRun::row));
    add(
        figures,
        "figure 7 measured",
        "MobileNetV2, 94 Mbps and 12.8 ms to the cloud",
        INFERENCE,
        Lines.THRESHOLDS,
        rows(mobileNet, run -> !isAtEdge(run), MeasuredRun::row));
    add(
        figures,
        "figure 7 measured, B-LeNet",
        "B-LeNet on MNIST, 94 Mbps and 12.8 ms to the cloud",
        INFERENCE,
        Lines.THRESHOLDS,
        rows(leNet, run -> true, MeasuredRun::row));
    return figures;
  }

  private static boolean isAtEdge(MeasuredRun run) {
    return !run.cut().endsInCloud();
  }

  private static boolean isOfAllExits(MeasuredRun run) {
    return run.threshold().isEmpty();
  }

  private static List<Row> rows(
      List<MeasuredRun> runs,
      Predicate<MeasuredRun> isOfFigure,
      Function<MeasuredRun, List<Row>> rows) {
    return runs.stream().filter(isOfFigure).flatMap(run -> rows.apply(run).stream()).toList();
  }

  /** Adds a figure, unless it has nothing to be drawn along its axis. */
  private static void add(
      List<MeasuredFigure> figures,
      String id,
      String title,
      String timeTitle,
      LineChart.XAxis axis,
      List<Row> rows) {
    if (rows.stream().anyMatch(row -> row.x().isPresent())) {
      figures.add(new MeasuredFigure(id, title, timeTitle, EXITS, axis, rows));
    }
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    differences("MobileNetV2", mobileNet).forEach(remarks::add);
    differences("B-LeNet", leNet).forEach(remarks::add);
    leavingAndAccuracy().forEach(remarks::add);
    long failed = count(run -> run.run().samples().size() - run.answered());
    if (failed > 0) {
      remarks.add("%d samples were not answered and are left out".formatted(failed));
    }
    long leftOut = count(RunComparison::leftOut);
    if (leftOut > 0) {
      remarks.add(
          "%d samples are left out as they took another way or lack time stamps"
              .formatted(leftOut));
    }
    return remarks;
  }

  private long count(ToLongFunction<RunComparison> samples) {
    return Stream.concat(mobileNet.stream(), leNet.stream())
        .map(MeasuredRun::compared)
        .mapToLong(samples)
        .sum();
  }

  /** How far off predictions are, and why: the parts of the differences, meaned over settings. */
  private static Stream<String> differences(String network, List<MeasuredRun> runs) {
    List<LatencyDifference> differences =
        runs.stream().flatMap(run -> run.compared().difference().stream()).toList();
    if (differences.isEmpty()) {
      return Stream.empty();
    }
    double[] ms = differences.stream().mapToDouble(each -> Math.abs(each.ms())).sorted().toArray();
    double[] percent =
        differences.stream()
            .mapToDouble(each -> 100 * Math.abs(each.ms()) / each.predictedMs())
            .sorted()
            .toArray();
    return Stream.of(
        String.format(
            Locale.ROOT,
            "%s: means of %d settings are off their predictions by %.2f ms or %.1f %% in the median,"
                + " at most by %.2f ms or %.1f %%; mean of the parts: %s",
            network,
            ms.length,
            ms[ms.length / 2],
            percent[percent.length / 2],
            ms[ms.length - 1],
            percent[percent.length - 1],
            parts(differences)));
  }

  private static String parts(List<LatencyDifference> differences) {
    Map<String, Double> meanMs = new LinkedHashMap<>();
    for (LatencyDifference difference : differences) {
      for (LatencyDifference.Part part : difference.parts()) {
        String name = (part.cause().label() + " " + part.subject()).strip();
        meanMs.merge(name, part.ms().value() / differences.size(), Double::sum);
      }
    }
    return meanMs.entrySet().stream()
        .sorted(Comparator.comparingDouble(part -> -Math.abs(part.getValue())))
        .limit(SHOWN_PARTS)
        .map(part -> String.format(Locale.ROOT, "%s %+.2f ms", part.getKey(), part.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Where pictures of B-LeNet left by their own confidence, and how many answers were correct. */
  private Stream<String> leavingAndAccuracy() {
    List<MeasuredRun> labeled = leNet.stream().filter(run -> accuracy(run).isPresent()).toList();
    return labeled.stream()
        .filter(run -> run.threshold().isPresent())
        .map(
            run -> {
              RunValue left = run.compared().values(Kind.PROBABILITY).get(0);
              return String.format(
                  Locale.ROOT,
                  "B-LeNet at %s: %.1f %% leave at exit 1 (%.1f %% in its log), accuracy %.1f %%",
                  run.threshold().getAsDouble(),
                  100 * left.measured().map(Measured::value).orElse(Double.NaN),
                  100 * left.predicted().orElse(Double.NaN),
                  100 * accuracy(run).getAsDouble());
            });
  }

  private static OptionalDouble accuracy(MeasuredRun run) {
    return run.compared()
        .value(Kind.ACCURACY, RunComparison.ALL)
        .flatMap(RunValue::measured)
        .map(measured -> OptionalDouble.of(measured.value()))
        .orElse(OptionalDouble.empty());
  }

  /** The thresholds of the experiments. */
  public static List<Double> thresholds() {
    return MeasuredShares.THRESHOLDS;
  }
}
