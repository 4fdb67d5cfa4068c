package dev.espalier.io.json;

import dev.espalier.exit.ExitUse;
import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.NoPlan;
import dev.espalier.io.json.PlanParts.Options;
import dev.espalier.io.json.PlanParts.SliceEntry;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonDocument.Fields;
import dev.espalier.io.json.tree.ViolationEntry;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepPoint;
import dev.espalier.study.sweep.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sweeps as {@code espalier-sweep/1} documents. */
public final class SweepFile {
  private static final String FORMAT = "espalier-sweep/1";

  private SweepFile() {}

  /**
   * A sweep as text of a JSON document.
   *
   * @param exitData source of the exit behavior, and how it was used; empty if there is none
   * @param solver the solver of every point
   * @param seed its seed
   * @param withTiming whether to write how long planning took
   */
  public static String write(
      Sweep sweep, Map<String, String> exitData, String solver, long seed, boolean withTiming) {
    PlanningProblem problem = sweep.problem();
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        new Question(solver, problem.objective().label(), seed, Options.of(problem)),
        sweep.base().exits().map(exits -> Fixed.of(exits, exitData)),
        new Results(
            sweep.grid().axes().stream().map(Parameter::of).toList(),
            sweep.isComplete(),
            sweep.points().stream()
                .map(point -> point(sweep.grid().axes(), point, withTiming))
                .toList()));
  }

  private record Question(String solver, String objective, long seed, Options options) {}

  /** The condition and threshold common to all points, and the source of the exit behavior. */
  private record Fixed(
      Optional<String> condition, OptionalDouble threshold, Map<String, String> exitData) {

    private static Fixed of(ExitPick exits, Map<String, String> exitData) {
      return new Fixed(exits.condition(), exits.threshold(), exitData);
    }
  }

  private record Results(List<Parameter> parameters, boolean complete, List<Fields> points) {}

  private record Parameter(String name, String unit, List<Object> values) {

    private static Parameter of(Axis axis) {
      return new Parameter(
          axis.parameter().name(),
          axis.parameter().unit(),
          axis.values().stream().map(SweepFile::value).toList());
    }
  }

  private static Object value(Value value) {
    return value.isNumber() ? (Object) value.number() : value.text();
  }

  private static Fields point(List<Axis> axes, SweepPoint point, boolean withTiming) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      values.put(axes.get(i).parameter().name(), value(point.values().get(i)));
    }
    return Fields.of(
        new Point(values, point.accuracy(), exits(point), point.planned().isPresent()),
        point.planned().map(planned -> Planned.of(planned, point.isPlanChanged())),
        new Contradiction(point.contradiction()),
        point
            .result()
            .filter(result -> point.planned().isEmpty())
            .map(NoPlan::of)
            .map(none -> new Unplanned(none.proven(), none.violations())),
        point
            .result()
            .map(PlanningResult::search)
            .map(
                search ->
                    new Effort(search.interrupted(), PlanParts.elapsedMs(search, withTiming))));
  }

  private static Optional<List<ExitEntry>> exits(SweepPoint point) {
    return point.behavior().map(behavior -> behavior.exits().stream().map(ExitEntry::of).toList());
  }

  private record Point(
      Map<String, Object> values,
      OptionalDouble accuracy,
      Optional<List<ExitEntry>> exits,
      boolean planned) {}

  private record ExitEntry(String name, boolean deployed, double probability, double accuracy) {

    private static ExitEntry of(ExitUse exit) {
      return new ExitEntry(
          exit.name(), exit.deployed(), exit.probability(), JsonDocument.orNull(exit.accuracy()));
    }
  }

  private record Planned(
      double value,
      OptionalDouble latencyMs,
      double expectedLatencyMs,
      double worstCaseLatencyMs,
      double lowerBound,
      OptionalDouble lowerBoundMs,
      double gap,
      boolean optimal,
      boolean planChanged,
      List<SliceEntry> slices) {

    private static Planned of(PlanningResult.Planned planned, boolean isChanged) {
      Plan plan = planned.plan();
      return new Planned(
          plan.value(),
          PlanParts.inMs(plan, plan.value()),
          plan.expectedLatencyMs(),
          plan.worstCaseLatencyMs(),
          planned.lowerBound(),
          PlanParts.inMs(plan, planned.lowerBound()),
          planned.gap(),
          planned.optimal(),
          isChanged,
          plan.slices().stream().map(SliceEntry::of).toList());
    }
  }

  private record Contradiction(Optional<String> contradiction) {}

  private record Unplanned(boolean proven, List<ViolationEntry> violations) {}

  private record Effort(boolean interrupted, OptionalDouble elapsedMs) {}
}
