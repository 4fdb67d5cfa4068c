package dev.espalier.io.json;

import dev.espalier.io.json.PlanParts.Head;
import dev.espalier.io.json.PlanParts.Options;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.Comparison;
import dev.espalier.study.LatencySummary;
import dev.espalier.study.LeftOut;
import dev.espalier.study.SolverRuns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Comparisons of solvers as {@code espalier-comparison/1} documents. */
public final class ComparisonFile {
  private static final String FORMAT = "espalier-comparison/1";

  private ComparisonFile() {}

  /**
   * A comparison as text of a JSON document.
   *
   * @param runs seeds of each stochastic solver
   * @param seed the first of them
   * @param ours the solver that the others are tested against
   * @param withTiming whether to write how long solvers took
   */
  public static String write(
      Comparison comparison, int runs, long seed, String ours, boolean withTiming) {
    PlanningProblem problem = comparison.problem();
    Optional<Comparison.Reference> reference = comparison.reference();
    return JsonDocument.of(
        Head.of(FORMAT, problem),
        new Results(
            problem.objective().label(),
            problem.objective().unit(),
            Options.of(problem),
            seed,
            runs,
            comparison.isComplete(),
            reference.map(Comparison.Reference::latencyMs).orElse(Double.NaN),
            problem.objective().isInMs()
                ? OptionalDouble.of(
                    reference.map(Comparison.Reference::latencyMs).orElse(Double.NaN))
                : OptionalDouble.empty(),
            reference.filter(Comparison.Reference::isOptimum).isPresent(),
            comparison.solvers().stream()
                .map(solver -> Solver.of(comparison, solver, ours, withTiming))
                .toList(),
            comparison.leftOut()));
  }

  private record Results(
      String objective,
      String unit,
      Options options,
      long seed,
      int runs,
      boolean complete,
      double reference,
      OptionalDouble referenceMs,
      boolean referenceIsOptimum,
      List<Solver> solvers,
      List<LeftOut> leftOut) {}

  private record Solver(
      String solver,
      boolean stochastic,
      int runs,
      List<? extends Map<String, String>> solverOptions,
      int planned,
      long stopped,
      Object latencyMs,
      Object latenciesMs,
      Object value,
      Object values,
      double gap,
      double deviceAverageEnergyJ,
      OptionalDouble planningMs,
      double p) {

    private static Solver of(
        Comparison comparison, SolverRuns solver, String ours, boolean withTiming) {
      Optional<LatencySummary> summary = solver.latency();
      boolean isInMs = comparison.problem().objective().isInMs();
      List<Double> values = Arrays.stream(solver.latenciesMs()).boxed().toList();
      return new Solver(
          solver.solver(),
          solver.isStochastic(),
          solver.results().size(),
          solver.results().stream()
              .map(result -> result.search().solverOptions())
              .filter(options -> !options.isEmpty())
              .toList(),
          solver.planned().size(),
          solver.stopped(),
          isInMs ? summary.orElse(null) : Optional.empty(),
          isInMs ? values : Optional.empty(),
          isInMs ? Optional.empty() : summary.orElse(null),
          isInMs ? Optional.empty() : values,
          JsonDocument.orNull(summary.map(comparison::gap).orElse(OptionalDouble.empty())),
          JsonDocument.orNull(solver.deviceAverageEnergyJ()),
          withTiming ? OptionalDouble.of(solver.planningMs()) : OptionalDouble.empty(),
          JsonDocument.orNull(comparison.significance(ours, solver)));
    }
  }
}
