package dev.espalier.study.replay;

import dev.espalier.plan.Slice;
import java.util.List;

/**
 * Which plan was in force when, from the begin of a trace to its end, and what that cost.
 *
 * @param name name of what decided, such as a policy
 * @param moves all moves, in order
 * @param stretches times in which neither the plan nor the rate changes, without gaps
 */
public record Course(String name, List<Relocation> moves, List<Stretch> stretches) {

  public Course {
    moves = List.copyOf(moves);
    stretches = List.copyOf(stretches);
  }

  /**
   * A time in which nothing changes.
   *
   * @param fromSeconds its begin, s
   * @param toSeconds its end, s
   * @param slices the plan that samples run on
   * @param latencyMs its latency, ms
   */
  public record Stretch(
      double fromSeconds, double toSeconds, List<Slice> slices, double latencyMs) {
    public Stretch {
      slices = List.copyOf(slices);
    }

    /** Latency integrated over its time, ms times s. */
    public double cost() {
      return (toSeconds - fromSeconds) * latencyMs;
    }
  }

  /** Slices of the first plan. */
  public List<Slice> first() {
    return stretches.get(0).slices();
  }

  /** Length of the trace, s. */
  public double seconds() {
    return stretches.get(stretches.size() - 1).toSeconds();
  }

  /** Latency of the plan in force, integrated over time, and the cost of all moves, ms times s. */
  public double cost() {
    return stretches.stream().mapToDouble(Stretch::cost).sum() + moveCost();
  }

  /** Mean latency of a sample, those that wait in pauses included, ms. */
  public double meanMs() {
    return cost() / seconds();
  }

  /** Sum of all pauses, s. */
  public double pauseSeconds() {
    return moves.stream().mapToDouble(Relocation::pauseMs).sum() / 1_000;
  }

  /** What all moves cost, ms times s. */
  public double moveCost() {
    return moves.stream().mapToDouble(Relocation::cost).sum();
  }

  /** Time for which samples run on a plan, s. */
  public double secondsOn(List<Slice> slices) {
    return stretches.stream()
        .filter(stretch -> stretch.slices().equals(slices))
        .mapToDouble(stretch -> stretch.toSeconds() - stretch.fromSeconds())
        .sum();
  }
}
