package dev.espalier.report.plan;

import dev.espalier.model.Linearization;
import dev.espalier.model.TensorSpec;
import dev.espalier.plan.Plan;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Strip;
import dev.espalier.report.Strip.Stretch;
import dev.espalier.report.Table;
import dev.espalier.report.Timeline;
import dev.espalier.report.Timeline.Level;
import dev.espalier.report.Value;
import dev.espalier.study.schedule.Crossing;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the time of a plan goes: as a strip, and what is transferred as a table. */
public final class TimeTables {
  private final PlanSchedule schedule;
  private final Plan plan;

  /** Tables of this plan. */
  public TimeTables(PlanSchedule schedule) {
    this.schedule = schedule;
    plan = schedule.plan();
  }

  /**
   * The plan, drawn.
   *
   * @param levels values to compare with that of the plan
   */
  public Timeline timeline(List<Level> levels) {
    return PlanTimeline.of(schedule, levels);
  }

  /** A sample that leaves at the final exit: a lane for each slice, a mark for each exit. */
  public Strip strip() {
    List<Stretch> stretches = new ArrayList<>();
    for (int k = 0; k < schedule.slices().size(); k++) {
      SliceStep slice = schedule.slices().get(k);
      schedule.received(k).ifPresent(crossing -> stretches.add(stretch(crossing)));
      stretches.add(new Stretch(slice.device(), k, slice.arrivedMs(), slice.computedMs()));
    }
    int end = plan.problem().linearization().length();
    schedule.crossings().stream()
        .filter(crossing -> crossing.kind() == Crossing.Kind.ANSWER && crossing.boundary() == end)
        .forEach(crossing -> stretches.add(stretch(crossing)));
    return new Strip("ms, a full run; > is a transfer", stretches, marks());
  }

  private static Stretch stretch(Crossing crossing) {
    return new Stretch(crossing.link(), Strip.TRANSFER, crossing.sentMs(), crossing.arrivedMs());
  }

  /** When each exit is computed, in the order of the network's exits. */
  private List<Double> marks() {
    return plan.exits().stream()
        .map(
            exit ->
                schedule.slices().stream()
                    .flatMap(slice -> slice.exits().stream())
                    .filter(moment -> moment.exit().equals(exit.exit()))
                    .findFirst()
                    .orElseThrow()
                    .computedMs())
        .toList();
  }

  /** The slices with their times: computing, receiving and sending in a full run. */
  public Table slices() {
    return Table.of(IntStream.range(0, schedule.slices().size()).boxed().toList())
        .column(Column.words(""), k -> Cell.of(Strip.letter(k)))
        .words(Column.words("device", "device"), k -> schedule.slices().get(k).device())
        .column(Column.words("layers", "from", "to"), k -> layers(schedule.slices().get(k)))
        .column(
            Column.numbers("receive", "receiveMs").in("ms"),
            k -> Cell.number(schedule.receiveMs(k)))
        .column(
            Column.numbers("compute", "computeMs").in("ms"),
            k -> Cell.number(schedule.slices().get(k).computeMs()))
        .column(Column.numbers("send", "sendMs").in("ms"), k -> Cell.number(schedule.sendMs(k)))
        .column(
            Column.numbers("mean compute", "expectedComputeMs").in("ms"),
            k -> Cell.number(schedule.slices().get(k).expectedComputeMs()))
        .lanes()
        .build();
  }

  private Cell layers(SliceStep slice) {
    Linearization net = plan.problem().linearization();
    return Cell.of(
            SliceWords.layers(net, slice.from(), slice.to()),
            Value.of(slice.from()),
            Value.of(slice.to()))
        .orBriefly(SliceWords.positions(slice.from(), slice.to()));
  }

  /** A row for each transfer, the input and answers among them; the total below. */
  public Table transfers() {
    double total = plan.expectedLatencyMs();
    return Table.of(schedule.crossings())
        .column(
            Column.words("transfer", "from", "to"),
            crossing ->
                Cell.of(crossing.link(), Value.of(crossing.from()), Value.of(crossing.to())))
        .column(Column.words("what", "kind", "exit", "tensors"), TimeTables::what)
        .column(Column.numbers("bytes", "bytes"), crossing -> Cell.integer(crossing.bytes()))
        .column(Column.numbers("time", "ms").in("ms"), crossing -> Cell.number(crossing.ms()))
        .column(
            Column.numbers("probability", "probability"),
            crossing ->
                Cell.of(
                    Numbers.probability(crossing.probability()), Value.of(crossing.probability())))
        .column(
            Column.numbers("mean", "expectedMs").in("ms"),
            crossing -> Cell.number(crossing.expectedMs()))
        .build()
        .withFooter(List.of(whole(total)));
  }

  private String whole(double totalMs) {
    double computeMs = schedule.slices().stream().mapToDouble(SliceStep::expectedComputeMs).sum();
    double transferMs = schedule.crossings().stream().mapToDouble(Crossing::expectedMs).sum();
    return "expected latency %s ms: %s computing, %s transfers"
        .formatted(Numbers.of(totalMs), part(computeMs, totalMs), part(transferMs, totalMs));
  }

  private static String part(double ms, double totalMs) {
    return totalMs > 0
        ? "%s ms (%s)".formatted(Numbers.of(ms), Numbers.percent(ms / totalMs))
        : Numbers.of(ms) + " ms";
  }

  private static Cell what(Crossing crossing) {
    String what =
        switch (crossing.kind()) {
          case INPUT -> "input ";
          case CUT -> "";
          case ANSWER -> crossing.exit().orElseThrow() + ": ";
        };
    return Cell.of(
            what + SliceWords.tensors(crossing),
            Value.of(crossing.kind().name().toLowerCase(Locale.ROOT)),
            Value.of(crossing.exit().orElse("")),
            Value.of(
                crossing.tensors().stream().map(TensorSpec::name).collect(Collectors.joining(" "))))
        .orBriefly(
            what.isEmpty() ? Numbers.count(crossing.tensors().size(), "tensor") : what.strip());
  }
}
