package dev.espalier.search.genetic;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.benchmarks.soundness.MixedProblem;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How often the genetic search by itself, its certificate switched off, finds the optimum that the
 * exact planner proves: on small random problems with limits, and on two kinds of problems of 60
 * positions and 12 devices. Problems that the exact planner does not settle within its time do not
 * count; they are listed.
 *
 * <p>Usage: {@code SearchAlone SMALL LARGE [SECONDS]}: numbers of problems, and the time limit of
 * the exact planner.
 */
public final class SearchAlone {
  private static final double ROUNDING = 1e-9;
  private static final double DEFAULT_SECONDS = 10;

  private final Duration exactLimit;

  private SearchAlone(double seconds) {
    exactLimit = Duration.ofNanos((long) (seconds * 1e9));
  }

  /** Prints a table in Markdown. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int small = Integer.parseInt(args[0]);
    int large = Integer.parseInt(args[1]);
    SearchAlone study =
        new SearchAlone(args.length > 2 ? Double.parseDouble(args[2]) : DEFAULT_SECONDS);
    System.out.println(
        "| problems | feasible | optimal | % | mean gap of the others, % | no plan | open |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|");
    study.row(
        "small, with limits",
        LongStream.iterate(1, seed -> seed + 1)
            .mapToObj(MixedProblem::ofSeed)
            .filter(MixedProblem::isSmall)
            .map(MixedProblem::problem)
            .limit(small));
    study.row("CHAIN_60", seeds(large).mapToObj(StudyProblem.CHAIN_60::ofSeed));
    study.row("PAIRS_60_12", seeds(large).mapToObj(FleetProblem.PAIRS_60_12::ofSeed));
    System.out.printf("%n%s%n", Provenance.line());
  }

  private static LongStream seeds(int count) {
    return LongStream.rangeClosed(1, count);
  }

  private void row(String name, Stream<PlanningProblem> problems) {
    Tally tally = new Tally();
    problems.forEach(
        problem ->
            optimum(problem)
                .ifPresentOrElse(
                    optimum -> tally.add(optimum, value(problem)), () -> tally.open++));
    System.out.printf(
        "| %s | %d | %d | %.2f | %.3f | %d | %d |%n",
        name,
        tally.feasible,
        tally.optimal,
        100.0 * tally.optimal / tally.feasible,
        100 * tally.gaps / Math.max(1, tally.feasible - tally.optimal - tally.without),
        tally.without,
        tally.open);
  }

  /** Counts of one kind of problems. */
  private static final class Tally {
    int feasible;
    int optimal;
    int without;
    int open;
    double gaps;

    /** Adds a problem, unless it has no plan and an infinite optimum. */
    void add(double optimum, double value) {
      if (Double.isFinite(optimum)) {
        double gap = Trajectory.gap(value, optimum);
        feasible++;
        without += Double.isInfinite(value) ? 1 : 0;
        optimal += gap <= ROUNDING ? 1 : 0;
        gaps += gap <= ROUNDING || Double.isInfinite(gap) ? 0 : gap;
      }
    }
  }

  /** The proven optimum, infinite where there is no plan; empty where it is not proven. */
  private Optional<Double> optimum(PlanningProblem problem) {
    PlanningResult result =
        new ExactPlanner().plan(problem, SearchOptions.defaults().withTimeLimit(exactLimit));
    if (result instanceof Planned planned) {
      return planned.optimal() ? Optional.of(planned.plan().value()) : Optional.empty();
    }
    return result instanceof PlanningResult.Infeasible
        ? Optional.of(Double.POSITIVE_INFINITY)
        : Optional.empty();
  }

  /** Value of the plan that the search finds, infinite without one. */
  private static double value(PlanningProblem problem) {
    GeneticOptions options = GeneticOptions.defaults(problem.maxSlices()).withCertificateBudget(0);
    PlanningResult result = new GeneticPlanner(options).plan(problem, SearchOptions.defaults());
    return result instanceof Planned planned ? planned.plan().value() : Double.POSITIVE_INFINITY;
  }
}
