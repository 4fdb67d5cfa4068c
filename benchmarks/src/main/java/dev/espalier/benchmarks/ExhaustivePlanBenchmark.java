package dev.espalier.benchmarks;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
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

/** Every plan of the chain cut into exactly four slices for four devices. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class ExhaustivePlanBenchmark {
  /** Threads of the enumeration. */
  @Param({"1", "2"})
  public int threads;

  private final Planner planner = Planners.exhaustive();
  private PlanningProblem problem;

  /** Lays the network flat and joins it with the devices; a plan starts from there. */
  @Setup
  public void build() {
    problem = Problems.of(PlanningCase.CHAIN_FOUR_DEVICES_FOUR_SLICES, "worst-case");
  }

  /** All 153,089,664 plans. */
  @Benchmark
  public PlanningResult plan() {
    return planner.plan(problem, SearchOptions.defaults().withThreads(threads));
  }
}
