package dev.espalier.report.fleet;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.study.Interval;
import dev.espalier.study.fleet.FleetQuestion;
import dev.espalier.study.fleet.FleetResult;
import dev.espalier.study.fleet.GroupResult;
import dev.espalier.study.fleet.Percentile;
import dev.espalier.study.fleet.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Shows a study of a fleet: the answer, the best group of each size, and the Pareto front. */
public final class FleetReport {
  private static final String INFINITE = "infinite";

  private final FleetResult result;
  private final FleetQuestion question;
  private final String quantity;

  private FleetReport(FleetResult result) {
    this.result = result;
    question = result.question();
    quantity = result.problem().objective().quantity();
  }

  /** Describes a study. */
  public static Report of(FleetResult result) {
    FleetReport report = new FleetReport(result);
    List<Block> blocks = new ArrayList<>();
    blocks.add(report.title());
    Table sizes = report.table(result.byDevices().values().stream().toList());
    blocks.add(new Heading("Cheapest group for each number of devices"));
    blocks.add(sizes);
    if (!result.front().isEmpty()) {
      blocks.add(new Heading("Price against " + report.quantity));
      blocks.add(report.table(result.front()));
    }
    blocks.add(Note.of(report.legend()).withCaveats(report.caveats()));
    return Report.of(blocks).withData(report.table(result.groups()));
  }

  private Title title() {
    List<String> lines = new ArrayList<>();
    Optional<GroupResult> answer = result.answer();
    lines.add(
        answer
            .map(each -> answer(each))
            .orElseGet(
                () ->
                    "no group keeps %s in %s %% of the samples"
                        .formatted(Numbers.ms(question.targetMs()), plain(question.percentile()))));
    result.confirmation().ifPresent(fresh -> lines.add(confirmation(fresh)));
    return new Title(
        "%s on %s: %s within %s at %s %%"
            .formatted(
                result.problem().linearization().net().name(),
                result.fleet().name(),
                quantity,
                Numbers.ms(question.targetMs()),
                plain(question.percentile())),
        lines,
        List.of());
  }

  private String answer(GroupResult answer) {
    boolean isCertain = answer.estimate().verdict() == Verdict.MET;
    return "cheapest group%s: %s, price %s, %s %s"
        .formatted(
            isCertain ? "" : " that may keep it, not certain",
            words(answer),
            Numbers.precise(answer.group().price()),
            ms(answer.estimate().valueMs()),
            range(answer.estimate().intervalMs()));
  }

  private String confirmation(Percentile fresh) {
    return "on %s fresh samples: %s %s, kept with probability %s %s"
        .formatted(
            fresh.samples(),
            ms(fresh.valueMs()),
            range(fresh.intervalMs()),
            Numbers.probability(fresh.kept()),
            range(fresh.keptInterval(), Numbers::probability));
  }

  private Table table(List<GroupResult> groups) {
    return Table.of(groups)
        .column(Column.numbers("devices", "devices"), each -> Cell.integer(each.group().devices()))
        .column(Column.words("group", "group"), each -> Cell.text(words(each)))
        .column(Column.numbers("price", "price"), each -> price(each.group().price()))
        .column(
            Column.numbers("at %s %%".formatted(plain(question.percentile())), "valueMs").in("ms"),
            each -> number(each.estimate().valueMs()))
        .column(Column.words("from to", "fromMs", "toMs"), each -> interval(each.estimate()))
        .column(Column.numbers("keeps it", "kept"), each -> probability(each.estimate().kept()))
        .column(Column.hidden("keptFrom", "keptTo"), each -> kept(each.estimate().keptInterval()))
        .column(Column.hidden("samples"), each -> Cell.integer(each.estimate().samples()))
        .column(
            Column.words("meets", "meets"), each -> Cell.text(each.estimate().verdict().label()))
        .build();
  }

  private String words(GroupResult each) {
    return each.group().words(result.fleet());
  }

  private static Cell price(double price) {
    return Cell.of(Numbers.precise(price), Value.of(price));
  }

  private static Cell number(double ms) {
    return Cell.of(rough(ms), value(ms));
  }

  private static Cell interval(Percentile estimate) {
    Interval ends = estimate.intervalMs();
    return Cell.of(
        "%s to %s".formatted(rough(ends.low()), rough(ends.high())),
        value(ends.low()),
        value(ends.high()));
  }

  private static Value value(double ms) {
    return Double.isFinite(ms) ? Value.of(ms) : Value.NONE;
  }

  private static Cell probability(double kept) {
    return Cell.of(Numbers.probability(kept), Value.of(kept));
  }

  private static Cell kept(Interval ends) {
    return Cell.of("", Value.of(ends.low()), Value.of(ends.high()));
  }

  private static String rough(double ms) {
    return Double.isFinite(ms) ? Numbers.rough(ms) : INFINITE;
  }

  private static String ms(double ms) {
    return Double.isFinite(ms) ? Numbers.ms(ms) : INFINITE;
  }

  private static String range(Interval ends) {
    return range(ends, FleetReport::rough);
  }

  private static String range(Interval ends, DoubleFunction<String> shown) {
    return "(%s to %s)".formatted(shown.apply(ends.low()), shown.apply(ends.high()));
  }

  private static String plain(double number) {
    return Numbers.precise(number);
  }

  private List<String> legend() {
    List<String> legend = new ArrayList<>();
    legend.add(
        "at %s %%: %s that so many of the samples do not exceed, each with the best plan of the group; keeps it: part of the samples within %s"
            .formatted(plain(question.percentile()), quantity, Numbers.ms(question.targetMs())));
    legend.add(
        "from to: %s %% confidence, at all %s of the sampling together; meets: yes or no where the whole interval is on one side of the target"
            .formatted(plain(question.confidence()), Numbers.count(result.looks().size(), "look")));
    legend.add(
        "price: of the devices that are bought; %s, %s planned"
            .formatted(
                Numbers.count(result.groups().size(), "group"),
                Numbers.count(result.searches(), "problem")));
    return legend;
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    Optional<Verdict> chosen = result.answer().map(each -> each.estimate().verdict());
    Optional<Verdict> fresh = result.confirmation().map(Percentile::verdict);
    if (chosen.equals(Optional.of(Verdict.MET))
        && fresh.isPresent()
        && fresh.get() != Verdict.MET) {
      caveats.add(
          "NOT CONFIRMED: fresh samples do not show with the same confidence that the group keeps the target; more samples may decide");
    }
    Optional<GroupResult> maybe = result.cheapest(Verdict.PROBABLY_MET);
    if (chosen.equals(Optional.of(Verdict.MET))
        && maybe.isPresent()
        && maybe.get().group().price() < result.answer().orElseThrow().group().price()) {
      caveats.add(
          "%s at price %s may do, too; more samples may decide"
              .formatted(words(maybe.get()), Numbers.precise(maybe.get().group().price())));
    }
    int needed = question.samplesForUpperEnd();
    if (result.complete() && question.samples() < needed) {
      caveats.add(
          "too few samples for an interval at %s %%: %d make it finite"
              .formatted(plain(question.percentile()), needed));
    }
    if (result.unproven() > 0) {
      caveats.add(
          "%d of %d plans are not proven to be the best ones; latencies may be lower than shown"
              .formatted(result.unproven(), result.searches()));
    }
    if (!result.complete()) {
      caveats.add(
          "PARTIAL: stopped after %s of %d"
              .formatted(Numbers.count(result.samples(), "sample"), question.samples()));
    }
    return caveats;
  }
}
