package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.internal.Units;
import java.util.OptionalDouble;

/**
 * Memory: weights of a slice, the largest set of live tensors, and, where samples are pipelined,
 * the buffers of what it receives and sends.
 */
record MemoryLimit() implements SliceLimit {

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String unit() {
    return "MiB";
  }

  @Override
  public OptionalDouble allowed(PlanningProblem problem, Device device) {
    return device.memoryMiB();
  }

  @Override
  public Rates rates(PlanningProblem problem, Device device) {
    return Rates.ofBytes(Units.bytesToMib(1), Units.bytesToMib(problem.pipelineBuffers()));
  }
}
