package dev.espalier.report.result;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Title;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Parameter.Active;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Shows a sweep: a row for each point. */
public final class SweepReport {
  private final Sweep sweep;

  private SweepReport(Sweep sweep) {
    this.sweep = sweep;
  }

  /**
   * Describes a sweep.
   *
   * @param exitData source of the exit behavior, and how it was used; empty if there is none
   * @param solver the solver of every point
   * @param seed its seed
   * @param isTimed whether programs read how long each point took
   */
  public static Report of(
      Sweep sweep, Map<String, String> exitData, String solver, long seed, boolean isTimed) {
    SweepReport report = new SweepReport(sweep);
    return Report.of(
        report.title(solver, seed),
        new SweepTable(sweep).table(isTimed),
        Note.of(report.legend(exitData)).withCaveats(report.caveats()));
  }

  private List<String> legend(Map<String, String> exitData) {
    List<String> legend = new ArrayList<>();
    if (!exitData.isEmpty()) {
      legend.add("exits: samples that leave there and, in parentheses, accuracy on them");
    }
    legend.add("gap: to the lower bound; 0 where the plan is proven optimal");
    legend.add(
        "plan: each device with its positions%s; %s is the plan above"
            .formatted(
                hasSets() ? ", counted without the exits that are not active" : "", Cell.DITTO));
    if (!exitData.isEmpty()) {
      legend.add(ExitWords.source(exitData));
    }
    return legend;
  }

  private boolean hasSets() {
    return sweep.grid().axes().stream().anyMatch(axis -> axis.parameter() instanceof Active);
  }

  private Title title(String solver, long seed) {
    PlanningProblem problem = sweep.problem();
    return Title.of(
        "%s on %s: %s%s, %s, seed %s"
            .formatted(
                problem.linearization().net().name(),
                problem.catalog().name(),
                problem.objective().quantity(),
                fixed(),
                solver,
                seed));
  }

  /** The condition and threshold common to all points. */
  private String fixed() {
    Optional<ExitPick> exits = sweep.base().exits();
    String condition = exits.flatMap(ExitPick::condition).map(", condition "::concat).orElse("");
    OptionalDouble threshold = exits.map(ExitPick::threshold).orElseGet(OptionalDouble::empty);
    return threshold.isPresent() ? condition + ", threshold " + threshold.getAsDouble() : condition;
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (sweep.points().stream().anyMatch(SweepReport::isAnyDropped)) {
      sweep.base().exits().orElseThrow().assumptions().stream()
          .map("assumed: "::concat)
          .forEach(caveats::add);
    }
    long stopped =
        sweep.points().stream()
            .filter(p -> p.result().filter(result -> result.search().interrupted()).isPresent())
            .count();
    if (stopped > 0) {
      caveats.add("points stopped early: " + stopped);
    }
    if (!sweep.isComplete()) {
      caveats.add("PARTIAL: interrupted before every point was planned");
    }
    return caveats;
  }

  private static boolean isAnyDropped(SweepPoint point) {
    return point.behavior().stream()
        .flatMap(behavior -> behavior.exits().stream())
        .anyMatch(exit -> !exit.deployed());
  }
}
