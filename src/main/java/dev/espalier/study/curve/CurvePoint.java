package dev.espalier.study.curve;

import java.util.List;

/**
 * Behavior of the exits at one threshold of all side exits.
 *
 * @param threshold minimum confidence, or maximum entropy, at which samples leave
 * @param exits the deployed side exits in order, then the final one
 * @param leavingEarly probability that a sample leaves at a side exit, with its Wilson interval
 * @param accuracy accuracy on all samples, with its Wilson interval
 */
public record CurvePoint(
    double threshold, List<ExitPoint> exits, Estimate leavingEarly, Estimate accuracy) {

  public CurvePoint {
    exits = List.copyOf(exits);
  }
}
