package dev.espalier.benchmarks;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.solvers.Planners;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The exact planner on the problems of {@link GeneticPlanBenchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExactPlanBenchmark {
  /** What is planned. */
  @Param public PlanningCase planned;

  /** What is minimized. */
  @Param public Objective objective;

  private final Planner planner = Planners.exact();
  private PlanningProblem problem;

  /** Lays the network flat and joins it with the devices; a plan starts from there. */
  @Setup
  public void build() {
    problem = Problems.of(planned, objective);
  }

  /** One plan. */
  @Benchmark
  public PlanningResult plan() {
    return planner.plan(problem, SearchOptions.defaults());
  }
}
