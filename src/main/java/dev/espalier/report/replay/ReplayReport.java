package dev.espalier.report.replay;

import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
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
import dev.espalier.study.SliceWords;
import dev.espalier.study.replay.Course;
import dev.espalier.study.replay.Relocation;
import dev.espalier.study.replay.Replay;
import dev.espalier.study.trace.BandwidthTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shows a replay: a row for each policy, the plans, and the moves of the best that was possible.
 */
public final class ReplayReport {
  /** Moves that are listed; more are counted. */
  private static final int MAX_MOVES = 20;

  private final Replay replay;
  private final PlanningProblem problem;

  private ReplayReport(Replay replay) {
    this.replay = replay;
    problem = replay.traced().problem();
  }

  /** Describes a replay. */
  public static Report of(Replay replay) {
    ReplayReport report = new ReplayReport(replay);
    Table courses = report.courses();
    List<Block> blocks = new ArrayList<>();
    blocks.add(report.title());
    blocks.add(courses);
    blocks.add(Note.of(report.legend()).withCaveats(report.caveats()));
    blocks.add(new Heading("Plans"));
    blocks.add(report.plans());
    if (!replay.clairvoyant().moves().isEmpty()) {
      blocks.add(new Heading("Moves of the clairvoyant"));
      blocks.add(report.moves());
    }
    return Report.of(blocks).withData(courses);
  }

  private Title title() {
    Linearization net = problem.linearization();
    BandwidthTrace trace = replay.traced().trace();
    double[] rates =
        IntStream.range(0, replay.traced().steps())
            .mapToDouble(replay.traced()::mbps)
            .sorted()
            .toArray();
    return Title.of(
        "%s on %s: %s over trace %s"
            .formatted(
                net.net().name(),
                problem.catalog().name(),
                problem.objective().quantity(),
                trace.name()),
        "%s in %s s, %s from %s to %s Mbps, %s; %s"
            .formatted(
                Numbers.count(replay.traced().steps(), "sample"),
                Numbers.precise(trace.endSeconds()),
                replay.traced().link().title(),
                Numbers.precise(rates[0]),
                Numbers.precise(rates[rates.length - 1]),
                Numbers.count(replay.plans().size(), "plan"),
                replay.switching().name().equals("pause")
                    ? "a move pauses for " + Numbers.ms(replay.switching().pauseMs())
                    : "moves by " + replay.switching().name()));
  }

  private Table courses() {
    List<Course> all =
        Stream.concat(
                replay.courses().stream(), Stream.of(replay.bestFixed(), replay.clairvoyant()))
            .toList();
    return Table.of(all)
        .column(Column.words("policy", "policy"), course -> Cell.text(course.name()))
        .column(
            Column.numbers("mean latency", "meanMs").in("ms"),
            course -> Cell.number(course.meanMs()))
        .column(Column.numbers("moves", "moves"), course -> Cell.integer(course.moves().size()))
        .column(
            Column.numbers("paused", "pausedS").in("s"),
            course -> Cell.number(course.pauseSeconds()))
        .column(
            Column.numbers("of moves", "moveMs").in("ms"),
            course -> Cell.number(course.moveCost() / course.seconds()))
        .column(
            Column.numbers("regret", "regret"),
            course -> Cell.of(Numbers.signed(regret(course)), Value.of(regret(course))))
        .build();
  }

  /** The regret without what rounding adds to that of the clairvoyant's own course. */
  private double regret(Course course) {
    double regret = replay.regret(course);
    return Math.abs(regret) < 1e-12 ? 0 : regret;
  }

  private Table plans() {
    List<Integer> numbers = IntStream.range(0, replay.plans().size()).boxed().toList();
    double end = replay.traced().trace().endSeconds();
    return Table.of(numbers)
        .column(Column.numbers("no.", "number"), index -> Cell.integer(index + 1))
        .column(
            Column.numbers("clairvoyant", "clairvoyant"),
            index -> part(replay.clairvoyant(), index, end))
        .column(
            Column.numbers(replay.courses().get(0).name(), "policy"),
            index -> part(replay.courses().get(0), index, end))
        .column(
            Column.words("plan", "plan"),
            index -> Cell.text(SliceWords.of(replay.plans().get(index))))
        .build();
  }

  /** The part of the time that a course runs on a plan. */
  private Cell part(Course course, int index, double end) {
    double part = course.secondsOn(replay.plans().get(index)) / end;
    return Cell.of(Numbers.percent(part), Value.of(part));
  }

  private Table moves() {
    List<Relocation> moves = replay.clairvoyant().moves();
    return Table.of(moves.subList(0, Math.min(MAX_MOVES, moves.size())))
        .column(
            Column.numbers("at", "atS").in("s"),
            move -> Cell.of(Numbers.precise(move.atSeconds()), Value.of(move.atSeconds())))
        .column(
            Column.numbers("rate", "mbps").in("Mbps"),
            move -> Cell.number(replay.traced().mbps(move.step())))
        .column(Column.numbers("from", "from"), move -> number(move.from()))
        .column(Column.numbers("to", "to"), move -> number(move.to()))
        .column(Column.numbers("loading", "loadMs").in("ms"), move -> Cell.number(move.loadMs()))
        .build();
  }

  private Cell number(List<Slice> slices) {
    return Cell.integer(replay.number(slices));
  }

  private List<String> legend() {
    List<String> legend = new ArrayList<>();
    legend.add(
        "mean latency: of a sample at any time, with what samples wait in pauses (of moves);"
            + " regret: how much more than the clairvoyant's");
    legend.add(
        "best-fixed: the best plan without a move, in hindsight; clairvoyant: the cheapest moves"
            + " for one who sees the whole trace beforehand");
    int more = replay.clairvoyant().moves().size() - MAX_MOVES;
    if (more > 0) {
      legend.add("the first %d of %d moves are listed".formatted(MAX_MOVES, MAX_MOVES + more));
    }
    return legend;
  }

  private List<String> caveats() {
    return replay.isExact()
        ? List.of()
        : List.of(
            "the clairvoyant chooses among plans that are not proven to be all that may help, so"
                + " that regret may be larger");
  }
}
