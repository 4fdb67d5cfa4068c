package dev.espalier.report.run;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.study.Interval;
import dev.espalier.study.run.compare.LatencyDifference;
import dev.espalier.study.run.compare.LatencyDifference.Part;
import java.util.Comparator;
import java.util.List;

/** Says which assumptions of the prediction explain the difference of the mean latency. */
final class Explanation {
  /** Parts below this fraction of the largest one are not mentioned. */
  private static final double MIN_PART = 0.1;

  private static final int MAX_PARTS = 3;

  private final LatencyDifference difference;

  Explanation(LatencyDifference difference) {
    this.difference = difference;
  }

  Block block() {
    if (difference.measured().interval().isEmpty()) {
      return Note.of(List.of("one sample does not distinguish a difference from chance"));
    }
    if (difference.isCancelledOut()) {
      return new Items(
          "mean latency is as predicted, but only as differences cancel out:", sentences());
    }
    if (difference.isWithinInterval()) {
      return Note.of(
          List.of("the predicted mean latency is within the 95 % interval: nothing to explain"));
    }
    return new Items(
        "mean latency is %s ms %s than predicted:"
            .formatted(
                RunTables.ms(Math.abs(difference.ms())),
                difference.ms() > 0 ? "longer" : "shorter"),
        sentences());
  }

  /** The parts of the difference between measured and predicted mean latency. */
  Table table() {
    return Table.of(difference.parts())
        .column(Column.words("measured - predicted, ms"), part -> Cell.text(subject(part)))
        .column(Column.numbers("a sample"), part -> Cell.of(signedMs(part.ms().value())))
        .column(
            Column.numbers("+/-"),
            part ->
                Cell.of(
                    part.ms()
                        .interval()
                        .map(range -> RunTables.ms((range.high() - range.low()) / 2))
                        .orElse(Cell.NOTHING)))
        .build()
        .withFooter(List.of("sum: " + signedMs(difference.ms())));
  }

  private static String subject(Part part) {
    return (part.cause().label() + " " + part.subject()).strip();
  }

  private static String signedMs(double ms) {
    String text = RunTables.ms(ms);
    return text.startsWith("-") && !text.equals("-0.000") ? text : "+" + text.replace("-", "");
  }

  /** The largest part first, then others that matter, largest first. */
  private List<String> sentences() {
    Part largest = difference.largest();
    double minimum = MIN_PART * Math.abs(largest.ms().value());
    return difference.parts().stream()
        .filter(part -> Math.abs(part.ms().value()) >= minimum)
        .filter(part -> part.equals(largest) || isCertain(part))
        .sorted(
            Comparator.comparing((Part part) -> !part.equals(largest))
                .thenComparing(part -> -Math.abs(part.ms().value())))
        .limit(MAX_PARTS)
        .map(this::sentence)
        .toList();
  }

  /** Whether its interval is on one side of 0. */
  private static boolean isCertain(Part part) {
    Interval range = part.ms().interval().orElse(new Interval(0, 0));
    return range.low() > 0 || range.high() < 0;
  }

  private String sentence(Part part) {
    double ms = part.ms().value();
    String fraction =
        difference.isWithinInterval() || ms * difference.ms() < 0
            ? ""
            : ", %s of the difference".formatted(Numbers.percent(ms / difference.ms()));
    return words(part, RunTables.ms(Math.abs(ms)), ms > 0 ? "longer" : "shorter") + fraction;
  }

  private static String words(Part part, String ms, String longer) {
    return switch (part.cause()) {
      case EXITS ->
          "samples leave at other exits than planned, which takes %s ms %s".formatted(ms, longer);
      case COMPUTE ->
          "computing on %s takes %s ms %s than predicted".formatted(part.subject(), ms, longer);
      case TRANSFER ->
          "transfers %s take %s ms %s than predicted".formatted(part.subject(), ms, longer);
      case QUEUEING -> "samples wait %s ms for each other, which is not predicted".formatted(ms);
      case COPYING -> "copying and hand-over take %s ms, which is not predicted".formatted(ms);
      case OTHER -> "times without a prediction of their own take %s ms %s".formatted(ms, longer);
    };
  }
}
