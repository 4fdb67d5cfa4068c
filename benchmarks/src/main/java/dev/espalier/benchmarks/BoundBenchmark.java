package dev.espalier.benchmarks;

import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.price.PriceSearch;
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

/** What a search does before its first plan: tables of all costs, and a lower bound. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoundBenchmark {
  private static final int ROUNDS = 100;

  /** Class of the problem of seed 1. */
  @Param({"PAIRS_60_12", "KINDS_339_60", "CHAIN_1000_60"})
  public FleetProblem drawn;

  private PlanningProblem problem;
  private CostTables costs;

  /** Draws the problem. */
  @Setup
  public void draw() {
    problem = drawn.ofSeed(1);
    costs = new CostTables(problem);
  }

  /** The tables. */
  @Benchmark
  public CostTables tables() {
    return new CostTables(problem);
  }

  /** The bound of plans that may use a device again and again, at no price. */
  @Benchmark
  public double completion() {
    return CompletionBound.of(costs).lowerBound();
  }

  /** The bound after {@value #ROUNDS} rounds of prices, with the plans that are made on the way. */
  @Benchmark
  public double priced() {
    PriceSearch prices = new PriceSearch(costs, () -> false);
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS && !prices.isFinished(); round++) {
      best = Math.min(best, prices.round(best));
    }
    return prices.bound();
  }
}
