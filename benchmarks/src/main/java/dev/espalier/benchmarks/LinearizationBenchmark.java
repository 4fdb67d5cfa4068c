package dev.espalier.benchmarks;

import dev.espalier.benchmarks.fleet.FleetProblem;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import dev.espalier.zoo.Zoo;
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

/** Linearizes a network: one with branches, and a chain of 1,000 layers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearizationBenchmark {
  private static final String DRAWN = "chain-1000";

  /** Built-in network, or the chain. */
  @Param({"b-alexnet", "b-resnet110", DRAWN})
  public String network;

  private BranchyNet net;

  /** Builds the network. */
  @Setup
  public void build() {
    net =
        network.equals(DRAWN)
            ? FleetProblem.CHAIN_1000_60.ofSeed(1).linearization().net()
            : Zoo.get(network);
  }

  /** The network in one line. */
  @Benchmark
  public Linearization linearize() {
    return Linearization.of(net);
  }
}
