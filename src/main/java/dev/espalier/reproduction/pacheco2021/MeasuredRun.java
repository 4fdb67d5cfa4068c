package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.MeasuredFigure.Row;
import dev.espalier.study.curve.Estimate;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Samples that were run at one setting of an experiment.
 *
 * @param cut how the network was divided
 * @param threshold confidence threshold; empty where there is none
 * @param compared what was measured and what was predicted
 */
public record MeasuredRun(EdgeCut cut, OptionalDouble threshold, RunComparison compared) {

  /** Mean time, ms; NaN if no sample was answered. */
  double meanMs() {
    return mean().measured().map(Measured::value).orElse(Double.NaN);
  }

  /** Longest time, ms; NaN if no sample was answered. */
  double longestMs() {
    return mean().measured().map(each -> each.max().orElseThrow()).orElse(Double.NaN);
  }

  /** Mean time beside its prediction. */
  RunValue mean() {
    return compared.value(Kind.LATENCY, RunComparison.ALL).orElseThrow();
  }

  /** Half the 95 % interval of the mean time, ms; 0 if there is none. */
  double halfMs() {
    return mean()
        .measured()
        .flatMap(Measured::interval)
        .map(interval -> (interval.high() - interval.low()) / 2)
        .orElse(0.0);
  }

  /** Mean time at an exit, ms; NaN if no sample left there. */
  double exitMs(int exit) {
    return compared
        .values(Kind.EXIT_LATENCY)
        .get(exit)
        .measured()
        .map(Measured::value)
        .orElse(Double.NaN);
  }

  /** The mean time as a row; empty if no sample was answered. */
  List<Row> row() {
    return row(cut.name(), threshold, mean());
  }

  /** A row for each exit at which samples left. */
  List<Row> exitRows() {
    List<Row> rows = new ArrayList<>();
    List<RunValue> exits = compared.values(Kind.EXIT_LATENCY);
    for (int e = 0; e < exits.size(); e++) {
      rows.addAll(row(cut.name(), OptionalDouble.of(e), exits.get(e)));
    }
    return rows;
  }

  private static List<Row> row(String setting, OptionalDouble x, RunValue time) {
    return time.measured().stream()
        .map(
            measured ->
                new Row(
                    setting,
                    x,
                    time.predicted(),
                    new Estimate(measured.value(), measured.interval())
                        .within(0, Double.POSITIVE_INFINITY),
                    measured.samples()))
        .toList();
  }
}
