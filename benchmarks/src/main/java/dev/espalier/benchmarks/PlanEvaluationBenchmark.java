package dev.espalier.benchmarks;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import java.util.BitSet;
import java.util.SplittableRandom;
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

/**
 * Prices a plan of six slices and checks its limits, as every step of every search does. Goal: 50
 * ns, and no allocation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanEvaluationBenchmark {
  /** So many different plans that neither branches nor sums can be learnt; a power of two. */
  private static final int PLANS = 256;

  private static final int SLICES = 6;

  /** Wide enough for every plan: all limits of all slices are looked at, none ends the check. */
  private static final double MEMORY_MIB = 64;

  private static final double ENERGY_J = 1000;

  /** Whether every device is limited in memory and energy. */
  @Param({"false", "true"})
  public boolean limited;

  private final int[][] starts = new int[PLANS][];
  private final int[][] devices = new int[PLANS][];
  private CostTables costs;
  private int next;

  /** Draws the plans. */
  @Setup
  public void drawPlans() {
    PlanningProblem problem =
        limited ? Problems.sixLimitedSlices(MEMORY_MIB, ENERGY_J) : Problems.sixSlices();
    costs = new CostTables(problem);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PLANS; i++) {
      starts[i] = starts(random);
      devices[i] = devices(random);
      boolean feasible = Double.isFinite(costs.feasibleValue(starts[i], devices[i], SLICES));
      if (costs.hasLimits() != limited || !feasible) {
        throw new IllegalStateException("the limits are not what the benchmark says");
      }
    }
  }

  private int[] starts(SplittableRandom random) {
    BitSet cut = new BitSet();
    cut.set(0);
    while (cut.cardinality() < SLICES) {
      cut.set(random.nextInt(1, costs.length()));
    }
    return cut.stream().toArray();
  }

  private static int[] devices(SplittableRandom random) {
    int[] shuffled = new int[SLICES];
    for (int d = 0; d < SLICES; d++) {
      int place = random.nextInt(d + 1);
      shuffled[d] = shuffled[place];
      shuffled[place] = d;
    }
    return shuffled;
  }

  /** The latency of the next plan, or infinity if it breaks a limit. */
  @Benchmark
  public double evaluate() {
    next = (next + 1) & (PLANS - 1);
    return costs.feasibleValue(starts[next], devices[next], SLICES);
  }
}
