package dev.espalier.study.replay;

import dev.espalier.plan.Slice;
import java.util.List;

/**
 * Which plan was in force when, from the begin of a trace to its end, and what that cost.
 *
 * @param name name of what decided, such as a policy
 * @param first slices of the first plan
 * @param moves all moves, in order
 * @param cost latency of the plan in force, integrated over time, and the cost of all moves, ms
 *     times s
 * @param seconds length of the trace, s
 */
public record Course(
    String name, List<Slice> first, List<Relocation> moves, double cost, double seconds) {

  public Course {
    first = List.copyOf(first);
    moves = List.copyOf(moves);
  }

  /** Mean latency of a sample, those that wait in pauses included, ms. */
  public double meanMs() {
    return cost / seconds;
  }

  /** Sum of all pauses, s. */
  public double pauseSeconds() {
    return moves.stream().mapToDouble(Relocation::pauseMs).sum() / 1_000;
  }

  /** What all moves cost, ms times s. */
  public double moveCost() {
    return moves.stream().mapToDouble(Relocation::cost).sum();
  }

  /** The plan that samples run on at a time. */
  public List<Slice> slicesAt(double atSeconds) {
    List<Slice> slices = first;
    for (Relocation move : moves) {
      if (move.runsFromSeconds() <= atSeconds) {
        slices = move.to();
      }
    }
    return slices;
  }

  /** This course under another name. */
  Course named(String other) {
    return new Course(other, first, moves, cost, seconds);
  }
}
