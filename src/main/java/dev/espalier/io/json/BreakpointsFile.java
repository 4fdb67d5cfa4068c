package dev.espalier.io.json;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.RangeSearch;
import dev.espalier.io.json.PlanParts.SliceEntry;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.breakpoint.Breakpoint;
import dev.espalier.study.breakpoint.Breakpoints;
import dev.espalier.study.breakpoint.Stretch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Breakpoints as {@code espalier-breakpoints/1} documents. */
public final class BreakpointsFile {
  private static final String FORMAT = "espalier-breakpoints/1";

  private BreakpointsFile() {}

  /**
   * Breakpoints as text of a JSON document.
   *
   * @param exitData source of the exit behavior, and how it was used; empty if there is none
   * @param solver the solver of every value
   * @param seed its seed
   */
  public static String write(
      Breakpoints found, Map<String, String> exitData, String solver, long seed) {
    PlanningProblem problem = found.problem();
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        RangeSearch.of(problem, solver, seed, exitData),
        new Results(
            new Parameter(found.parameter().name(), found.parameter().unit()),
            found.searches(),
            found.complete(),
            found.isProven(),
            found.points().stream().map(PointEntry::of).toList(),
            found.stretches().stream().map(StretchEntry::of).toList()));
  }

  private record Parameter(String name, String unit) {}

  private record Results(
      Parameter parameter,
      int searches,
      boolean complete,
      boolean proven,
      List<PointEntry> breakpoints,
      List<StretchEntry> stretches) {}

  private record PointEntry(double at, OptionalDouble value, boolean proven) {

    private static PointEntry of(Breakpoint point) {
      return new PointEntry(point.value(), point.optimum(), point.proven());
    }
  }

  private record StretchEntry(
      double from,
      double to,
      boolean planned,
      OptionalDouble valueAtFrom,
      OptionalDouble valueAtTo,
      boolean proven,
      Optional<List<SliceEntry>> slices,
      Optional<String> reason) {

    private static StretchEntry of(Stretch stretch) {
      return new StretchEntry(
          stretch.from(),
          stretch.to(),
          stretch.first().isPresent(),
          value(stretch.first()),
          value(stretch.last()),
          stretch.proven(),
          stretch.first().map(plan -> plan.slices().stream().map(SliceEntry::of).toList()),
          stretch.reason());
    }

    private static OptionalDouble value(Optional<Plan> plan) {
      return plan.map(each -> OptionalDouble.of(each.value())).orElse(OptionalDouble.empty());
    }
  }
}
